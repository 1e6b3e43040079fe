import type { Db } from '../database.ts'
import { alphabetical } from '../platform/database/alphabetical.ts'

export interface LogFilters { action: string | null; person: number | null; subject: string | null; item: number | null; from: string | null; until: string | null; result: 'done' | 'refused' | null }
export interface LogRow { id: number; at: string; actor: string | null; actor_id: number | null; action: string; subject_type: string; subject_id: number | null; result: 'done' | 'refused'; origin: string; detail: string }

/** Acts, the newest first; `from` and `until` are moments, `before` an id to go on from. */
export async function loggedActs(db: Db, filters: LogFilters, before: number | null, limit: number): Promise<LogRow[]> {
  let query = db.selectFrom('change').leftJoin('person', 'person.id', 'change.actor_id')
  if (before !== null) query = query.where('change.id', '<', before)
  if (filters.action !== null) query = query.where('change.action', '=', filters.action)
  if (filters.person !== null) query = query.where('change.actor_id', '=', filters.person)
  if (filters.subject !== null) query = query.where('change.subject_type', '=', filters.subject as 'item')
  if (filters.item !== null) query = query.where('change.subject_type', '=', 'item').where('change.subject_id', '=', filters.item)
  if (filters.from !== null) query = query.where('change.at', '>=', filters.from)
  if (filters.until !== null) query = query.where('change.at', '<', filters.until)
  if (filters.result !== null) query = query.where('change.result', '=', filters.result)
  return query.select(['change.id', 'change.at', 'change.actor_id', 'person.name as actor', 'change.action', 'change.subject_type', 'change.subject_id', 'change.result', 'change.origin', 'change.detail'])
    .orderBy('change.id', 'desc').limit(limit).execute()
}

/** What there is to choose from. */
export async function logChoices(db: Db) {
  const [actions, subjects, people] = await Promise.all([
    db.selectFrom('change').select('action').distinct().orderBy('action').execute(), db.selectFrom('change').select('subject_type').distinct().orderBy('subject_type').execute(),
    db.selectFrom('person').select(['id', 'name']).orderBy(alphabetical('name')).execute(),
  ])
  return { actions: actions.map(({ action }) => action), subjects: subjects.map(({ subject_type }) => subject_type), people }
}

export const restrictedReads = (db: Db, limit: number) => db.selectFrom('restricted_read').innerJoin('item', 'item.id', 'restricted_read.item_id')
  .innerJoin('item_text', (join) => join.onRef('item_text.item_id', '=', 'item.id').onRef('item_text.lang', '=', 'item.language')).leftJoin('person', 'person.id', 'restricted_read.person_id')
  .select(['restricted_read.at', 'restricted_read.channel', 'restricted_read.item_id', 'person.name', 'item.restricted_team_id'])
  .orderBy('restricted_read.id', 'desc').limit(limit).execute()
