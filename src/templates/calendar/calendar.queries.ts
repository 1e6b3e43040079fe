import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Db, Trx } from '../../database.ts'
import { yearlyCalendar, type CalendarDay } from './yearly-calendar.ts'

const SAMPLE = path.resolve(import.meta.dirname, '../../../db/sample/vuosikello.json')
let sample: ReturnType<typeof yearlyCalendar.parse> | undefined
const sampleCalendar = () => (sample ??= yearlyCalendar.parse(JSON.parse(readFileSync(SAMPLE, 'utf8'))))

/** What kinds of days there are, by their short names. */
export const dayKinds = (): Readonly<Record<string, string>> => sampleCalendar().kinds

export interface KnownDay { id: number; number: number; teamId: number | null; reminded: string | null; day: CalendarDay }

/** The days of the calendar; the first time they are those of the sample. */
export async function calendarDays(db: Db): Promise<KnownDay[]> {
  const known = await db.selectFrom('calendar_day').select('id').limit(1).executeTakeFirst()
  if (!known) await db.transaction().execute(fillCalendar)
  const rows = await db.selectFrom('calendar_day').where('removed_at', 'is', null).selectAll().orderBy('id').execute()
  return rows.map(knownDay)
}

async function fillCalendar(trx: Trx) {
  await trx.insertInto('calendar_day').values(sampleCalendar().days.map((day) => ({ key: day.id, data: JSON.stringify(day), number: 1, team_id: null, reminded: null, removed_at: null })))
    .onConflict((conflict) => conflict.doNothing()).execute()
}

export async function calendarDay(db: Db, id: number): Promise<KnownDay | undefined> {
  const row = await db.selectFrom('calendar_day').where('id', '=', id).where('removed_at', 'is', null).selectAll().executeTakeFirst()
  return row && knownDay(row)
}
const knownDay = (row: { id: number; number: number; team_id: number | null; reminded: string | null; data: string }): KnownDay =>
  ({ id: row.id, number: row.number, teamId: row.team_id, reminded: row.reminded, day: JSON.parse(row.data) as CalendarDay })

export async function insertDay(trx: Trx, day: CalendarDay, teamId: number | null): Promise<number> {
  const { id } = await trx.insertInto('calendar_day').values({ key: day.id, data: JSON.stringify(day), number: 1, team_id: teamId, reminded: null, removed_at: null }).returning('id').executeTakeFirstOrThrow()
  return id
}

/** False when someone else has saved since. */
export async function updateDay(trx: Trx, id: number, number: number, day: CalendarDay, teamId: number | null): Promise<boolean> {
  const { numUpdatedRows: rows } = await trx.updateTable('calendar_day').where('id', '=', id).where('number', '=', number)
    .set({ data: JSON.stringify(day), number: number + 1, team_id: teamId }).executeTakeFirst()
  return rows === 1n
}

export const removeDay = (trx: Trx, at: string, id: number) => trx.updateTable('calendar_day').where('id', '=', id).set({ removed_at: at }).execute()
export const markReminded = (trx: Trx, id: number, day: string) => trx.updateTable('calendar_day').where('id', '=', id).set({ reminded: day }).execute()

const KEY = 'vuosikello:'
/** The work of telling people of a day: `start` is YYYY-MM-DD. */
export const reminderKey = (id: number, start: string) => `${KEY}${id}:${start}`
export interface Reminder { key: string; id: number; start: string; teamId: number | null }

/** Work of telling people that nobody has done yet. */
export async function openReminders(db: Db): Promise<Reminder[]> {
  const rows = await db.selectFrom('task').where('closed_at', 'is', null).where('key', '>=', KEY).where('key', '<', `${KEY}\uFFFF`).select(['key', 'team_id']).execute()
  return rows.map(({ key, team_id: teamId }) => {
    const [id = '', start = ''] = key.slice(KEY.length).split(':')
    return { key, id: Number(id), start, teamId }
  })
}
export const moveReminder = (trx: Trx, key: string, teamId: number) => trx.updateTable('task').set({ team_id: teamId }).where('key', '=', key).where('closed_at', 'is', null).execute()
