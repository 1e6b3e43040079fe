import { sql, type Insertable } from 'kysely'
import type { Db, Trx } from '../../database.ts'
import { prepared } from '../../platform/database/prepared.ts'
import { showValue, type FactType, type Shown } from './fact-types.ts'
import type { Fact, FactTables } from './facts.table.ts'
import { alphabetical } from '../../platform/database/alphabetical.ts'

/** A value that holds for a place on a day. */
export interface FactValue {
  name: string
  type: FactType
  label: Shown
  /** the canonical text, as it is kept */
  value: string
  /** the same as a reader reads it, plain text */
  shown: Shown
  /** whose value it is: the nearest one wins */
  level: 'library' | 'municipality' | 'network'
  /** YYYY-MM-DD */
  validFrom: string
}

type Near = { fact: string; value: string | null; valid_from: string; level: number; place: number | null; library: string | null; type: FactType; label_fi: string; label_sv: string; label_en: string }

/** Values of a municipality, its libraries and the network that have begun at `on`, each place's newest first. Three look-ups by index. */
const begun = prepared((db, at: { municipality: number; library: number; on: string }) => {
  const values = (level: 0 | 1 | 2) => db.selectFrom('fact_value as v').innerJoin('fact as f', 'f.name', 'v.fact').leftJoin('library as l', 'l.id', 'v.library_id').where('v.replaced_at', 'is', null).where('v.valid_from', '<=', at.on)
    .select(['v.fact', 'v.value', 'v.valid_from', 'v.library_id as place', 'l.name as library', 'f.type', 'f.label_fi', 'f.label_sv', 'f.label_en', sql<number>`${sql.lit(level)}`.as('level')])
  return values(0).where('v.library_id', 'in', (inner) => inner.selectFrom('library').where('municipality_id', '=', at.municipality).where(sql<boolean>`(${at.library} = 0 and library.closed_at is null or library.id = ${at.library})`).select('id'))
    .unionAll(values(1).where('v.municipality_id', '=', at.municipality))
    .unionAll(values(2).where('v.municipality_id', 'is', null).where('v.library_id', 'is', null))
    .orderBy('level').orderBy('place').orderBy('valid_from', 'desc')
})

const LEVELS = ['library', 'municipality', 'network'] as const

/**
 * All values that hold for a municipality, or one library of it, on a day (YYYY-MM-DD, Finnish), by name: the library's own, else the
 * municipality's, else the network's. Without `libraryId` the open libraries' own values count where the municipality has none: one library's as
 * it is, several named (`Ivalon kirjasto 016…; Inarin kirjasto 016…`). A name without a value is not in the map: show it as missing. The map is the same one for as long
 * as its values are. `known`: FACTS_STATE, by who has just read it.
 */
export async function factValues(db: Db, place: { municipalityId: number; libraryId?: number | null; on: string }, known?: string): Promise<ReadonlyMap<string, FactValue>> {
  const stamp = known ?? (await state(db, {}))[0]!.facts, key = JSON.stringify(place)
  let kept = remembered.get(db)
  if (kept?.stamp !== stamp || kept.values.size > MOST_REMEMBERED) remembered.set(db, (kept = { stamp, values: new Map() }))
  const found = kept.values.get(key) ?? await readValues(db, place)
  kept.values.set(key, found)
  return found
}

/** Values are added and deleted, never changed: when their number and the newest are the same, they all are. */
export const FACTS_STATE = sql<string>`(select coalesce(max(id), 0) || ' ' || count(*) from fact_value) || ' ' || (select count(*) || coalesce(max(edited_at), '') || ' ' || count(closed_at) || coalesce(max(closed_at), '') from library)`.as('facts')
const state = prepared((db) => db.selectNoFrom(FACTS_STATE))
const MOST_REMEMBERED = 300
const remembered = new WeakMap<Db, { stamp: string; values: Map<string, Map<string, FactValue>> }>()

async function readValues(db: Db, { municipalityId, libraryId = null, on }: { municipalityId: number; libraryId?: number | null; on: string }): Promise<Map<string, FactValue>> {
  const rows = await begun(db, { municipality: municipalityId, library: libraryId ?? 0, on }), found = new Map<string, FactValue>(), byName = new Map<string, Near[]>(), newest = new Set<string>()
  for (const row of rows as Near[]) {
    const place = `${row.fact}\n${row.level}\n${row.place}`
    if (newest.has(place)) continue
    newest.add(place)
    // where a place's own value has ended, the wider place's counts again
    if (row.value !== null) byName.set(row.fact, [...(byName.get(row.fact) ?? []), row])
  }
  for (const [name, all] of byName) {
    const libraries = all.filter((row) => row.level === 0), chosen = libraryId === null ? all.find((row) => row.level === 1) ?? libraries[0] ?? all[0]! : all[0]!
    const several = libraryId === null && chosen.level === 0 ? libraries : []
    found.set(name, {
      name, type: chosen.type, label: { fi: chosen.label_fi, sv: chosen.label_sv, en: chosen.label_en }, value: chosen.value!,
      shown: several.length > 1 ? together(several, on) : showValue(chosen.type, chosen.value!, on), level: LEVELS[chosen.level]!, validFrom: chosen.valid_from,
    })
  }
  return found
}

function together(rows: Near[], on: string): Shown {
  const each = rows.map((row) => ({ library: row.library!, shown: showValue(row.type, row.value!, on) }))
  const lines = rows[0]!.type === 'route', inLanguage = (code: keyof Shown) => each.map(({ library, shown }) => `${library}${lines ? '\n' : ' '}${shown[code]}`).join(lines ? '\n' : '; ')
  return { fi: inLanguage('fi'), sv: inLanguage('sv'), en: inLanguage('en') }
}

export const allFacts = (db: Db): Promise<Fact[]> => db.selectFrom('fact').selectAll().orderBy(alphabetical('label_fi')).execute()
export const factByName = (db: Db, name: string): Promise<Fact | undefined> => db.selectFrom('fact').where('name', '=', name).selectAll().executeTakeFirst()

export const insertFact = (trx: Trx, row: Insertable<FactTables['fact']>) => trx.insertInto('fact').values(row).execute()

/** Whose value: nobody's in particular, a municipality's or a library's. */
export interface Place { municipalityId: number | null; libraryId: number | null }
const isAt = ({ municipalityId, libraryId }: Place) => sql<boolean>`fact_value.municipality_id is ${municipalityId} and fact_value.library_id is ${libraryId}`

/** Every value of a place that stands now, each fact's newest day first. */
export const valuesAt = (db: Db, place: Place) => db.selectFrom('fact_value').where('replaced_at', 'is', null).where(isAt(place)).selectAll().orderBy('valid_from', 'desc').execute()
export const standingValue = (db: Db, fact: string, place: Place, validFrom: string) => db.selectFrom('fact_value')
  .where('fact', '=', fact).where(isAt(place)).where('valid_from', '=', validFrom).where('replaced_at', 'is', null).selectAll().executeTakeFirst()

/** A place's own value on a day; null when it has none. */
export async function valueOn(db: Db, fact: string, place: Place, on: string): Promise<string | null> {
  const row = await db.selectFrom('fact_value').where('fact', '=', fact).where(isAt(place)).where('replaced_at', 'is', null).where('valid_from', '<=', on).select('value').orderBy('valid_from', 'desc').limit(1).executeTakeFirst()
  return row?.value ?? null
}
/** Everything that stands, for export: whose it is in words. */
export const standingValues = (db: Db) => db.selectFrom('fact_value as v').leftJoin('library as l', 'l.id', 'v.library_id').leftJoin('municipality as m', (join) => join.on(sql<boolean>`m.id = coalesce(v.municipality_id, l.municipality_id)`))
  .where('v.replaced_at', 'is', null).select(['v.fact', 'v.valid_from', 'v.value', 'm.slug', 'm.id as municipality_id', 'l.name as library']).orderBy('v.fact').orderBy('m.slug').orderBy(alphabetical('l.name')).orderBy('v.valid_from').execute()

export async function putValue(trx: Trx, at: string, row: Omit<Insertable<FactTables['fact_value']>, 'created_at'>) {
  await trx.updateTable('fact_value').set({ replaced_at: at }).where('fact', '=', row.fact).where(isAt({ municipalityId: row.municipality_id ?? null, libraryId: row.library_id ?? null }))
    .where('valid_from', '=', row.valid_from).where('replaced_at', 'is', null).execute()
  await trx.insertInto('fact_value').values({ ...row, created_at: at }).execute()
}

/** Every value that a place has had or will have, the newest act first. */
export const history = (db: Db, fact: string, place: Place) => db.selectFrom('fact_value').leftJoin('person', 'person.id', 'fact_value.author_id').where('fact', '=', fact).where(isAt(place))
  .select(['valid_from', 'value', 'fact_value.created_at', 'replaced_at', 'person.name as author']).orderBy('fact_value.id', 'desc').execute()

export async function deleteFact(trx: Trx, name: string) {
  await trx.deleteFrom('fact_value').where('fact', '=', name).execute()
  await trx.deleteFrom('fact').where('name', '=', name).execute()
}
