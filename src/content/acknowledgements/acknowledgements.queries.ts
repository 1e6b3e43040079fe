import { sql, type Insertable } from 'kysely'
import type { Db, Trx } from '../../database.ts'
import type { Viewer } from '../../people/viewer.ts'
import { prepared } from '../../platform/database/prepared.ts'
import type { ItemCard } from '../items.queries.ts'
import { visibleItems } from '../visibility.ts'
import type { AcknowledgementTables } from './acknowledgements.table.ts'
import { alphabetical } from '../../platform/database/alphabetical.ts'

/** An item that somebody must acknowledge, and what she has acknowledged of it last. */
export interface Asked {
  id: number
  kind: ItemCard['kind']
  language: string
  texts: ItemCard['texts']
  /** the earliest of what asks it of her */
  from_on: string
  due_on: string
  /** when she came to the people of whom it is asked: with her account, by moving, or into a team */
  person_since: string
  last: { on: string; revisionId: number; number: number; lang: string } | null
  /** when the text changed materially after that; null: what she acknowledged still holds, or she has not yet */
  changed_at: string | null
}

const TEXTS = sql<string>`(select json_group_array(json_object('lang', lang, 'title', title, 'slug', slug)) from item_text where item_id = item.id)`.as('texts')

const SINCE = sql<string>`max(person.created_at, coalesce((select max(c.at) from change c where c.subject_type = 'person' and c.subject_id = person.id and (c.action = 'moved' or (c.action = 'teams-changed'
  and exists (select 1 from mandatory m join mandatory_team mt on mt.mandatory_id = m.id where m.item_id = item.id and m.ended_on is null)))), ''))`.as('person_since')

type At = { viewer: number; now: string; item: number }
/** Visible to her, asked of her municipality and her teams. The rule of who sees what is the one of every list. */
const askedQuery = (db: Db, at: At, one: boolean) => visibleItems(db, { id: at.viewer }, at.now)
  .innerJoin('mandatory', 'mandatory.item_id', 'item.id').innerJoin('person', (on) => on.on('person.id', '=', at.viewer))
  .where('mandatory.ended_on', 'is', null)
  .where((where) => where.or([where('mandatory.network_wide', '=', 1), where.exists(where.selectFrom('mandatory_municipality').whereRef('mandatory_id', '=', 'mandatory.id')
    .whereRef('mandatory_municipality.municipality_id', '=', 'person.municipality_id').select('mandatory_id'))]))
  .where(sql<boolean>`(not exists (select 1 from mandatory_team mt where mt.mandatory_id = mandatory.id) or exists (
    select 1 from mandatory_team mt join team_member tm on tm.team_id = mt.team_id where mt.mandatory_id = mandatory.id and tm.person_id = person.id))`)
  // few items are mandatory: the look-up begins with them, not with all that she sees
  .$if(one, (query) => query.where('item.id', '=', at.item))
  .$if(!one, (query) => query.where('item.id', 'in', db.selectFrom('mandatory').where('ended_on', 'is', null).select('item_id')))
  .groupBy('item.id').select([
    'item.id', 'item.kind', 'item.language', TEXTS, SINCE,
    sql<string>`min(mandatory.from_on)`.as('from_on'), sql<string>`min(mandatory.due_on)`.as('due_on'),
    sql<string | null>`(select json_object('on', a.acknowledged_on, 'revisionId', r.id, 'number', r.number, 'lang', r.lang)
      from acknowledgement a join revision r on r.id = a.revision_id where a.person_id = person.id and +a.item_id = item.id order by a.id desc limit 1)`.as('last'),
    sql<string | null>`(select max(n.created_at) from (select r.item_id, r.lang, r.number from acknowledgement a join revision r on r.id = a.revision_id
      where a.person_id = person.id and +a.item_id = item.id order by a.id desc limit 1) known
      join revision n on n.item_id = known.item_id and n.lang = known.lang and n.number > known.number and n.material = 1)`.as('changed_at'),
  ]).orderBy('due_on').orderBy('item.id')

const askedAll = prepared((db, at: At) => askedQuery(db, at, false))
const askedOne = prepared((db, at: At) => askedQuery(db, at, true))
type Row = Omit<Asked, 'texts' | 'last'> & { texts: string; last: string | null }
const askedRow = ({ texts, last, ...row }: Row): Asked => ({ ...row, texts: JSON.parse(texts) as Asked['texts'], last: last === null ? null : JSON.parse(last) as Asked['last'] })

/** Everything that is asked of a person, done and not done. */
export const askedOf = async (db: Db, viewer: Pick<Viewer, 'id'>, now: string): Promise<Asked[]> => (await askedAll(db, { viewer: viewer.id, now, item: 0 })).map(askedRow)
/** The same for one item; undefined when it is not asked of her. */
export async function askedOfItem(db: Db, viewer: Pick<Viewer, 'id'>, now: string, itemId: number): Promise<Asked | undefined> {
  const [row] = await askedOne(db, { viewer: viewer.id, now, item: itemId })
  return row && askedRow(row)
}

/** The text that somebody reads who opens an item in a language: its revision. */
export const currentRevision = (db: Db, itemId: number, lang: string) => db.selectFrom('item_text').innerJoin('item', 'item.id', 'item_text.item_id')
  .where('item_text.item_id', '=', itemId).where('lang', '=', sql<string>`coalesce((select lang from item_text where item_id = item.id and lang = ${lang}), item.language)`)
  .select(['revision_id', 'lang']).executeTakeFirst()

export interface ReadRevision { id: number; item_id: number; lang: string; number: number; title: string; body: string }
export const revisionById = (db: Db, id: number): Promise<ReadRevision | undefined> =>
  db.selectFrom('revision').where('id', '=', id).select(['id', 'item_id', 'lang', 'number', 'title', 'body']).executeTakeFirst()

/** What was written after a revision in its language, the oldest first. */
export const revisionsAfter = (db: Db, { item_id, lang, number }: Pick<ReadRevision, 'item_id' | 'lang' | 'number'>) => db.selectFrom('revision')
  .where('item_id', '=', item_id).where('lang', '=', lang).where('number', '>', number)
  .select(['id', 'number', 'title', 'body', 'summary', 'material', 'created_at']).orderBy('number').execute()

export async function insertAcknowledgement(trx: Trx, row: Insertable<AcknowledgementTables['acknowledgement']>) {
  await trx.insertInto('acknowledgement').values(row).onConflict((known) => known.doNothing()).execute()
}

export interface Mandatory { id: number; network_wide: 0 | 1; from_on: string; due_on: string; keep_months: number; places: { id: number; name: string }[]; teams: { id: number; name: string }[] }
/** What asks for an item to be acknowledged now. */
export async function mandatoryOf(db: Db, itemId: number): Promise<Mandatory[]> {
  const rows = await db.selectFrom('mandatory').where('item_id', '=', itemId).where('ended_on', 'is', null).select([
    'id', 'network_wide', 'from_on', 'due_on', 'keep_months',
    sql<string>`(select json_group_array(json_object('id', m.id, 'name', m.name)) from mandatory_municipality mm join municipality m on m.id = mm.municipality_id where mm.mandatory_id = mandatory.id)`.as('places'),
    sql<string>`(select json_group_array(json_object('id', t.id, 'name', t.name)) from mandatory_team mt join team t on t.id = mt.team_id where mt.mandatory_id = mandatory.id)`.as('teams'),
  ]).orderBy('id').execute()
  return rows.map(({ places, teams, ...row }) => ({ ...row, places: JSON.parse(places) as Mandatory['places'], teams: JSON.parse(teams) as Mandatory['teams'] }))
}

export async function insertMandatory(trx: Trx, row: Insertable<AcknowledgementTables['mandatory']>, municipalityIds: number[], teamIds: number[]) {
  const { id } = await trx.insertInto('mandatory').values(row).returning('id').executeTakeFirstOrThrow()
  if (municipalityIds.length > 0) await trx.insertInto('mandatory_municipality').values(municipalityIds.map((municipality_id) => ({ mandatory_id: id, municipality_id }))).execute()
  if (teamIds.length > 0) await trx.insertInto('mandatory_team').values(teamIds.map((team_id) => ({ mandatory_id: id, team_id }))).execute()
}
export const endMandatory = (trx: Trx, id: number, day: string) => trx.updateTable('mandatory').where('id', '=', id).set({ ended_on: day }).execute()

/** The people of a municipality who are in use, by library; those without one come last. */
export const peopleOf = (db: Db, municipalityId: number) => db.selectFrom('person').leftJoin('library', 'library.id', 'person.library_id').where('person.municipality_id', '=', municipalityId).where('disabled_at', 'is', null)
  .select(['person.id', 'person.name', 'library.name as library']).orderBy((order) => order('library.name', 'is', null)).orderBy(alphabetical('library.name')).orderBy(alphabetical('person.name')).orderBy('person.id').execute()

/**
 * Deletes what is needed no more and older than its item keeps it: replaced by a later acknowledgement, of a person out of use, or of an item
 * that nobody has to acknowledge now. What still holds stays: without it the person would be asked again.
 */
export async function deleteOldAcknowledgements(trx: Trx, today: string): Promise<number> {
  const kept = sql`coalesce((select max(keep_months) from mandatory m where m.item_id = acknowledgement.item_id), 24)`
  const isOld = (day: unknown) => sql<boolean>`${day} < date(${today}, '-' || ${kept} || ' months')`
  const { numDeletedRows } = await trx.deleteFrom('acknowledgement').where(sql<boolean>`(
    ${isOld(sql`(select min(later.acknowledged_on) from acknowledgement later where later.person_id = acknowledgement.person_id and later.item_id = acknowledgement.item_id and later.id > acknowledgement.id)`)}
    or ${isOld(sql`(select substr(p.disabled_at, 1, 10) from person p where p.id = acknowledgement.person_id)`)}
    or (not exists (select 1 from mandatory m where m.item_id = acknowledgement.item_id and m.ended_on is null)
      and ${isOld(sql`(select max(m.ended_on) from mandatory m where m.item_id = acknowledgement.item_id)`)}))`).executeTakeFirst()
  return Number(numDeletedRows)
}

/** For the person's own export. */
export const acknowledgementsOf = (db: Db, personId: number) => db.selectFrom('acknowledgement').innerJoin('revision', 'revision.id', 'acknowledgement.revision_id')
  .where('person_id', '=', personId).select(['revision.title', 'revision.number as version', 'revision.lang as language', 'acknowledged_on']).orderBy('acknowledgement.id').execute()
