import { sql } from 'kysely'
import type { Db, Trx } from '../../database.ts'
import { ensureTeam } from '../../people/people.queries.ts'
import { libraryNamed } from '../../people/places/places.queries.ts'
import { NETWORK_TABLES, TIES, type NetworkTable, type Row } from './network-tables.ts'
import { personIdOf } from './restore.queries.ts'

interface Columns { names: string[]; /** column → the table whose row it points to */ refs: Map<string, string>; /** its own number is made anew */ ownId: boolean }

/** Read from the schema, so that a new column goes along. A fact is pointed to by its name already. */
async function columnsOf(db: Db, table: string): Promise<Columns> {
  const { rows: columns } = await sql<{ name: string }>`select name from pragma_table_info(${table})`.execute(db)
  const { rows: refs } = await sql<{ from: string; table: string }>`select "from", "table" from pragma_foreign_key_list(${table})`.execute(db)
  const names = columns.map(({ name }) => name)
  return { names, refs: new Map(refs.filter((ref) => ref.table !== 'fact').map((ref) => [ref.from, ref.table])), ownId: names.includes('id') }
}

/** The lines of `verkko.jsonl`: rows of NETWORK_TABLES and TIES with names for numbers; ties only between items that are exported. */
export async function* networkLines(db: Db, ids: ReadonlySet<number>): AsyncGenerator<Uint8Array> {
  const names = await namesOf(db)
  for (const { table } of [...NETWORK_TABLES, ...TIES]) {
    const columns = await columnsOf(db, table), { rows } = await sql<Row>`select * from ${sql.table(table)} order by ${sql.ref(columns.names[0]!)}`.execute(db)
    for (const row of rows) {
      const said: Row = {}
      for (const name of columns.names) if (!(columns.ownId && name === 'id')) said[name] = sayRef(columns.refs.get(name), row[name])
      if ([...columns.refs].some(([column, target]) => target === 'item' && row[column] !== null && !ids.has(Number(row[column])))) continue
      yield Buffer.from(`${JSON.stringify({ table, row: said })}\n`)
    }
  }
  function sayRef(target: string | undefined, value: unknown): unknown {
    if (target === undefined || target === 'item' || value === null) return value
    return names.get(target)?.get(Number(value)) ?? null
  }
}

async function namesOf(db: Db): Promise<Map<string, Map<number, unknown>>> {
  const [teams, municipalities, libraries, people] = await Promise.all([
    db.selectFrom('team').select(['id', 'name']).execute(), db.selectFrom('municipality').select(['id', 'slug']).execute(),
    db.selectFrom('library').innerJoin('municipality', 'municipality.id', 'library.municipality_id').select(['library.id', 'library.name', 'municipality.slug']).execute(), db.selectFrom('person').select(['id', 'name', 'email']).execute(),
  ])
  return new Map<string, Map<number, unknown>>([
    ['team', new Map(teams.map(({ id, name }) => [id, name]))], ['municipality', new Map(municipalities.map(({ id, slug }) => [id, slug]))],
    ['library', new Map(libraries.map(({ id, slug, name }) => [id, [slug, name]]))], ['person', new Map(people.map(({ id, name, email }) => [id, { name, email }]))],
  ])
}

/** Archive's number of an item → its number here, and whether it is new here. */
export type ItemsHere = ReadonlyMap<number, { id: number; isNew: boolean }>

/** Writes rows of one table that are new here, and those that were changed there and not here. Gives how many; `fail` is told what cannot be taken. */
export async function restoreRows(trx: Trx, one: NetworkTable, rows: Row[], { items, created, fail }: { items: ItemsHere; created: Set<string>; fail: (reason: string) => void }): Promise<number> {
  const columns = await columnsOf(trx, one.table)
  let written = 0
  for (const row of rows) {
    if (!one.shape.safeParse(one.table === 'fact_value' ? { ...row, type: await factType(trx, row['fact']) } : row).success) { fail(`${one.table}: rivin arvoa ei voi ottaa.`); continue }
    if (one.of && !created.has(`${one.of.table} ${String(row[one.of.column])}`)) continue
    const values = await valuesOf(trx, columns, row, items)
    if (values === null) continue
    if (values === 'unknown') { fail(`${one.table}: paikkaa, johon rivi viittaa, ei tunneta.`); continue }
    if (one.table === 'item_merged') {
      const here = items.get(Number(row['item_id']))?.id ?? (await freeNumber(trx, Number(row['item_id'])))
      if (here === null) continue
      values['item_id'] = here
    }
    const key = one.key(values), known = key.length === 0 ? undefined : await rowHere(trx, one.table, values, key)
    if (known && !(one.isChanged?.(values) && !one.isChanged(known))) continue
    try {
      if (known) await sql`update ${sql.table(one.table)} set ${sql.join(Object.entries(values).map(([name, value]) => sql`${sql.ref(name)} = ${value}`))} where ${sameAs(values, key)}`.execute(trx)
      else await sql`insert into ${sql.table(one.table)} (${sql.join(Object.keys(values).map((name) => sql.ref(name)))}) values (${sql.join(Object.values(values))})`.execute(trx)
    } catch (error) {
      if (!String((error as { code?: unknown }).code).startsWith('SQLITE_CONSTRAINT')) throw error
      fail(`${one.table}: rivin arvoa ei voi ottaa.`)
      continue
    }
    if (!known) created.add(`${one.table} ${String(row['name'])}`)
    written++
  }
  return written
}

/** An old address that leads to another page here is left alone. */
const freeNumber = async (trx: Trx, id: number) => ((await trx.selectFrom('item').where('id', '=', id).select('id').executeTakeFirst()) ? null : id)
const factType = async (trx: Trx, name: unknown) => (await trx.selectFrom('fact').where('name', '=', String(name)).select('type').executeTakeFirst())?.type
const sameAs = (values: Row, key: string[]) => sql.join(key.map((name) => sql`${sql.ref(name)} is ${values[name]}`), sql` and `)
const rowHere = async (trx: Trx, table: string, values: Row, key: string[]) => (await sql<Row>`select * from ${sql.table(table)} where ${sameAs(values, key)}`.execute(trx)).rows[0]

/** The row with numbers of here. Null: neither item of it is new here. `unknown`: what it points to is not here. */
async function valuesOf(trx: Trx, { names, refs }: Columns, row: Row, items: ItemsHere): Promise<Row | 'unknown' | null> {
  const values: Row = {}
  let pointsToItems = false, isNew = false
  for (const name of names) {
    const said = row[name], target = refs.get(name)
    if (said === undefined || name === 'id') continue
    if (target === 'item') {
      const here = items.get(Number(said))
      if (!here) return 'unknown'
      pointsToItems = true
      isNew ||= here.isNew
      values[name] = here.id
    } else values[name] = said === null || target === undefined ? said : await idOf(trx, target, said)
    if (values[name] === undefined) return 'unknown'
  }
  return pointsToItems && !isNew ? null : values
}

/** undefined: there is no such row here. A person who is not here is nobody. */
async function idOf(trx: Trx, target: string, said: unknown): Promise<number | null | undefined> {
  if (target === 'team') return ensureTeam(trx, String(said))
  if (target === 'person') return personIdOf(trx, said as { name: string; email: string | null })
  const [slug, library] = (Array.isArray(said) ? said : [said]) as unknown[]
  const municipality = await trx.selectFrom('municipality').where('slug', '=', String(slug)).select('id').executeTakeFirst()
  if (target === 'municipality' || !municipality) return municipality?.id
  return (await libraryNamed(trx, municipality.id, String(library)))?.id
}
