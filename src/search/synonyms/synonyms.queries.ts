import type { Db, Trx } from '../../database.ts'
import { readSynonyms, type SynonymLine } from './shipped-synonyms.ts'

export interface Synonym extends SynonymLine { id: number; revision: number; shipped: boolean; changedAt: string | null; changedBy: string | null }

/** Adds the lines that come with Laavu and have never been there; run at every start, so that an update's new lines arrive. */
export async function loadSynonyms({ db }: { db: Db }): Promise<void> {
  const rows = readSynonyms().map(({ typed, said }) => ({ shipped: typed, typed, said, both_ways: 0 as const, removed: 0 as const, revision: 1, changed_at: null, changed_by: null }))
  await db.transaction().execute((trx) => trx.insertInto('synonym').values(rows).onConflict((conflict) => conflict.column('shipped').doNothing()).execute())
}

/** What searches use; where nothing has been loaded yet, the lines that come with Laavu. */
export async function synonymLines(db: Db): Promise<SynonymLine[]> {
  const rows = await db.selectFrom('synonym').select(['typed', 'said', 'both_ways', 'removed']).orderBy('id').execute()
  return rows.length === 0 ? readSynonyms() : rows.filter((row) => row.removed === 0).map(({ typed, said, both_ways: both }) => ({ typed, said, bothWays: both === 1 }))
}

const synonyms = (db: Db) => db.selectFrom('synonym').leftJoin('person', 'person.id', 'synonym.changed_by').where('synonym.removed', '=', 0)
  .select(['synonym.id', 'typed', 'said', 'both_ways', 'revision', 'shipped', 'changed_at', 'person.name as changed_by_name'])
type Row = Awaited<ReturnType<ReturnType<typeof synonyms>['execute']>>[number]
const synonymOf = ({ id, typed, said, both_ways: both, revision, shipped, changed_at: changedAt, changed_by_name: changedBy }: Row): Synonym =>
  ({ id, typed, said, bothWays: both === 1, revision, shipped: shipped !== null, changedAt, changedBy })

export const allSynonyms = async (db: Db): Promise<Synonym[]> => (await synonyms(db).orderBy('typed').execute()).map(synonymOf)

export async function synonymById(db: Db, id: number): Promise<Synonym | null> {
  const row = await synonyms(db).where('synonym.id', '=', id).executeTakeFirst()
  return row ? synonymOf(row) : null
}

export async function insertSynonym(trx: Trx, at: string, by: number | null, { typed, said, bothWays }: SynonymLine): Promise<number> {
  const row = { shipped: null, typed, said, both_ways: bothWays ? 1 as const : 0 as const, removed: 0 as const, revision: 1, changed_at: at, changed_by: by }
  return (await trx.insertInto('synonym').values(row).returning('id').executeTakeFirstOrThrow()).id
}

/** False when the line is no longer as it was seen. */
export async function updateSynonym(trx: Trx, at: string, by: number | null, id: number, seen: number, change: SynonymLine | 'remove'): Promise<boolean> {
  const values = change === 'remove' ? { removed: 1 as const } : { typed: change.typed, said: change.said, both_ways: change.bothWays ? 1 as const : 0 as const }
  const row = await trx.updateTable('synonym').set({ ...values, revision: seen + 1, changed_at: at, changed_by: by })
    .where('id', '=', id).where('revision', '=', seen).where('removed', '=', 0).returning('id').executeTakeFirst()
  return row !== undefined
}
