import { OperationNodeTransformer, SqliteQueryCompiler, sql, type BinaryOperationNode, type KyselyPlugin, type OperationNode, type QueryId, type RootOperationNode } from 'kysely'

/**
 * The conditions of content/visibility.ts, by the comparison that lets through: with it taken out, everyone sees what is restricted to a team, a draft
 * or what is in the trash, what waits for its moment, what has ended, and the drafts of others.
 */
const CONDITIONS = {
  restricted: { column: 'restricted_team_id', operator: 'is' }, state: { column: 'state', operator: '=' }, from: { column: 'visible_from', operator: 'is' },
  until: { column: 'visible_until', operator: 'is' }, writer: { column: 'created_by', operator: '=' },
} as const
export type Condition = keyof typeof CONDITIONS
export interface Removal { query: string; condition: Condition }

const compiler = new SqliteQueryCompiler()
const shapeOf = (node: RootOperationNode, id: QueryId) => compiler.compileQuery(node, id).sql.replace(/\((?:\?(?:, \?)*)?\)/g, '(?)')

/** The name of the condition that a comparison is, if it is one. */
function conditionOf({ leftOperand, operator }: BinaryOperationNode): Condition | undefined {
  const left = leftOperand as OperationNode & { column?: { column?: { name: string } }; table?: { table: { identifier: { name: string } } } }, sign = operator as OperationNode & { operator?: string }
  return (Object.keys(CONDITIONS) as Condition[]).find((name) => left.table?.table.identifier.name === 'item' && left.column?.column?.name === CONDITIONS[name].column && sign.operator === CONDITIONS[name].operator)
}

class Walker extends OperationNodeTransformer {
  readonly found = new Set<Condition>()
  readonly #without: Condition | null
  constructor(without: Condition | null) {
    super()
    this.#without = without
  }
  protected override transformBinaryOperation(node: BinaryOperationNode, id?: QueryId): BinaryOperationNode {
    const condition = conditionOf(node)
    if (condition) this.found.add(condition)
    if (condition && condition === this.#without) return sql`1 = 1`.toOperationNode() as unknown as BinaryOperationNode
    return super.transformBinaryOperation(node, id)
  }
}

/** Notes which queries with such conditions are run; those that are compiled once and kept are noted each time too. */
export class Watch implements KyselyPlugin {
  readonly seen = new Map<string, Set<Condition>>()
  #shapes = new WeakMap<QueryId, string>()
  transformQuery({ node, queryId }: { node: RootOperationNode; queryId: QueryId }): RootOperationNode {
    if (node.kind !== 'SelectQueryNode') return node
    const walker = new Walker(null)
    walker.transformNode(node, queryId)
    if (walker.found.size > 0) {
      const shape = shapeOf(node, queryId)
      this.#shapes.set(queryId, shape)
      this.conditions.set(shape, walker.found)
    }
    return node
  }
  readonly conditions = new Map<string, Set<Condition>>()
  async transformResult<Result>({ queryId, result }: { queryId: QueryId; result: Result }): Promise<Result> {
    const shape = this.#shapes.get(queryId)
    if (shape !== undefined) this.seen.set(shape, this.conditions.get(shape)!)
    return result
  }
}

/** Runs one query without one of its conditions, as if somebody had forgotten it there. */
export class Without implements KyselyPlugin {
  readonly #removal: Removal
  constructor(removal: Removal) { this.#removal = removal }
  transformQuery({ node, queryId }: { node: RootOperationNode; queryId: QueryId }): RootOperationNode {
    if (node.kind !== 'SelectQueryNode' || shapeOf(node, queryId) !== this.#removal.query) return node
    return new Walker(this.#removal.condition).transformNode(node, queryId)
  }
  async transformResult<Result>({ result }: { result: Result }): Promise<Result> { return result }
}
