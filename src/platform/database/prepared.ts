import type { Compilable, CompiledQuery } from 'kysely'
import type { Db } from '../../database.ts'
import { freeConnection } from './open.ts'

class Place {
  readonly name: string
  constructor(name: string) { this.name = name }
}

/**
 * A query that reads, built and compiled once for each database and then only run: building one costs several times what SQLite needs to
 * answer it. It waits for its turn, as other queries do, only while a transaction is open. `build` gets a place for each value; it may pass
 * places on to the query, but not look at them.
 */
export function prepared<Values extends Record<string, string | number | Uint8Array | null>, Row>(build: (db: Db, places: Values) => Compilable<Row>) {
  const places = new Proxy({} as Values, { get: (_, name) => new Place(String(name)) })
  const compiled = new WeakMap<Db, CompiledQuery<Row>>()
  return async (db: Db, values: Values): Promise<Row[]> => {
    let query = compiled.get(db)
    if (!query) compiled.set(db, (query = settled(build(db, places).compile())))
    const parameters = query.parameters.map((value) => (value instanceof Place ? values[value.name] : value))
    const free = freeConnection(db)
    return free ? free.prepare(query.sql).all(parameters) as Row[] : (await db.executeQuery<Row>({ ...query, parameters })).rows
  }
}

/**
 * SQLite with STAT4 plans a join anew whenever a value is bound that it could have planned by, and planning costs several times the answer. It
 * does not look behind a unary plus, which changes no value and leaves every index usable.
 */
const settled = <Row>(query: CompiledQuery<Row>): CompiledQuery<Row> => ({ ...query, sql: query.sql.replaceAll('?', '+?') })
