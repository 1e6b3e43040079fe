import { sql } from 'kysely'
import type { Db } from '../../database.ts'
import type { Role } from '../../people/people.table.ts'
import type { Viewer } from '../../people/viewer.ts'
import { prepared } from '../../platform/database/prepared.ts'
import { CARD, cardOf, type ItemCard } from '../items.queries.ts'
import { readableItems } from '../visibility.ts'

export interface WorkRow { key: string; message: string; detail: string; href: string; item_id: number | null; created_at: string; due_at: string | null }
const MOST = 500

type At = { viewer: number; municipality: number; now: string }
const openRows = (role: Role) => prepared((db, at: At) => db.selectFrom('task').where('task.closed_at', 'is', null)
  .where((where) => where.or([
    where('task.team_id', 'in', (from) => from.selectFrom('team_member').where('team_member.person_id', '=', at.viewer).select('team_member.team_id')), where('task.person_id', '=', at.viewer),
    ...(role === 'contact' ? [where('task.municipality_id', '=', at.municipality)] : []),
    ...(role === 'admin' ? [
      where('task.person_id', 'in', (from) => from.selectFrom('person').where('disabled_at', 'is not', null).select('id')),
      where.and([where('task.team_id', 'is not', null), where.not(where.exists(where.selectFrom('team_member').innerJoin('person', 'person.id', 'team_member.person_id')
        .whereRef('team_member.team_id', '=', 'task.team_id').where('person.disabled_at', 'is', null).where('person.role', '<>', 'reader').select('person.id')))]),
      where.and([where('task.municipality_id', 'is not', null), where.not(where.exists(where.selectFrom('person').whereRef('person.municipality_id', '=', 'task.municipality_id')
        .where('person.role', '=', 'contact').where('person.disabled_at', 'is', null).select('person.id')))]),
    ] : []),
  ]))
  .$if(role === 'reader', (query) => query.where('task.key', 'not like', 'review:%').where('task.key', 'not like', 'suggestion:%').where('task.key', 'not like', 'template-%'))
  .where((where) => where.or([where('task.item_id', 'is', null), where.exists(readableItems(db, { id: at.viewer }, at.now).where('item.id', '=', sql.ref<number>('task.item_id')).select('item.id'))]))
  .select(['key', 'message', 'detail', 'href', 'item_id', 'created_at', 'due_at'])
  .orderBy((order) => order.fn.coalesce('task.due_at', order.val('9')), 'asc').orderBy('task.id').limit(MOST))
const rowsFor = { reader: openRows('reader'), editor: openRows('editor'), contact: openRows('contact'), admin: openRows('admin') }

/**
 * Open work of the viewer's teams, of her own and, for a contact person, of her municipality. What only writers can do is not
 * shown to readers. An administrator sees what would else wait for nobody: that of people who have left, of teams without writers, and
 * of municipalities without a contact person. What is about an item that she may not read is not there.
 */
export async function openWork(db: Db, viewer: Viewer, now: string): Promise<WorkRow[]> {
  const rows = await rowsFor[viewer.role](db, { viewer: viewer.id, municipality: viewer.municipalityId, now }), keys = new Set(rows.map(({ key }) => key))
  // who is in the team and in its substitute is asked once
  return rows.filter(({ key }) => !(key.endsWith(':substitute') && keys.has(key.slice(0, -':substitute'.length))))
}

/** Items that the viewer has begun and not published, the latest first. */
export async function ownDrafts(db: Db, viewer: Viewer, now: string, limit: number): Promise<ItemCard[]> {
  const rows = await readableItems(db, viewer, now).where('item.state', '=', 'draft').where('item.created_by', '=', viewer.id).select(CARD)
    .orderBy('item.changed_at', 'desc').orderBy('item.id', 'desc').limit(limit).execute()
  return rows.map(cardOf)
}
