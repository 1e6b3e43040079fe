import { sql } from 'kysely'
import type { Db } from '../database.ts'
import type { Viewer } from '../people/viewer.ts'
import { prepared } from '../platform/database/prepared.ts'
import type { Doer } from './path-definition.ts'

export interface Someone { id: number; name: string; email: string }
/** A started path with the people who are on it now: a mentor or supervisor who has left or is out of use is null. */
export interface Onboarding {
  id: number
  path_id: number | null
  path_title: string
  language: string
  municipality_id: number
  municipality: string
  library_id: number | null
  library: string | null
  buddy: string
  roles: string[]
  start_date: string
  ended_on: string | null
  person: Someone
  mentor: Someone | null
  supervisor: Someone | null
}

/**
 * Who is on a started path as seen by whom: the person herself, and the mentor and the supervisor while they and the person work where it
 * was started. Nobody else, whatever her role.
 */
const onboardings = (db: Db) => db.selectFrom('onboarding').innerJoin('person', 'person.id', 'onboarding.person_id')
  .innerJoin('municipality', 'municipality.id', 'onboarding.municipality_id')
  .leftJoin('library', 'library.id', 'onboarding.library_id')
  .leftJoin('person as mentor', (on) => on.onRef('mentor.id', '=', 'onboarding.mentor_id')
    .onRef('mentor.municipality_id', '=', 'onboarding.municipality_id').on('mentor.disabled_at', 'is', null))
  .leftJoin('person as supervisor', (on) => on.onRef('supervisor.id', '=', 'onboarding.supervisor_id')
    .onRef('supervisor.municipality_id', '=', 'onboarding.municipality_id').on('supervisor.disabled_at', 'is', null))

const visibleOnboardings = (db: Db, viewer: Pick<Viewer, 'id'>) => onboardings(db).where((where) => where.or([
  where('onboarding.person_id', '=', viewer.id),
  where.and([
    where('person.municipality_id', '=', where.ref('onboarding.municipality_id')),
    where.or([where('mentor.id', '=', viewer.id), where('supervisor.id', '=', viewer.id)]),
  ]),
]))

const COLUMNS = [
  'onboarding.id', 'path_id', 'path_title', 'language', 'onboarding.municipality_id', 'municipality.name as municipality', 'onboarding.library_id',
  'library.name as library', 'buddy', 'roles', 'start_date', 'ended_on',
  'person_id', 'person.name', 'person.email', 'mentor.id as mentor_id', 'mentor.name as mentor_name', 'mentor.email as mentor_email',
  'supervisor.id as supervisor_id', 'supervisor.name as supervisor_name', 'supervisor.email as supervisor_email',
] as const
type Row = Omit<Onboarding, 'roles' | 'person' | 'mentor' | 'supervisor'> & { roles: string; person_id: number; name: string; email: string }
  & Record<`${'mentor' | 'supervisor'}_${'name' | 'email'}`, string | null> & Record<'mentor_id' | 'supervisor_id', number | null>

const someone = (id: number | null, name: string | null, email: string | null): Someone | null => (id === null ? null : { id, name: name ?? '', email: email ?? '' })
const onboardingOf = ({ roles, person_id, name, email, mentor_id, mentor_name, mentor_email, supervisor_id, supervisor_name, supervisor_email,
  ...row }: Row): Onboarding => ({
  ...row, roles: JSON.parse(roles) as string[], person: { id: person_id, name, email }, mentor: someone(mentor_id, mentor_name, mentor_email),
  supervisor: someone(supervisor_id, supervisor_name, supervisor_email),
})

/** A started path that the viewer may see, or undefined: what does not exist and what is not hers are alike. */
export async function findOnboarding(db: Db, viewer: Pick<Viewer, 'id'>, id: number): Promise<Onboarding | undefined> {
  const row = await visibleOnboardings(db, viewer).where('onboarding.id', '=', id).select(COLUMNS).executeTakeFirst()
  return row && onboardingOf(row)
}

/** The viewer's own path: the one that is going on, else the last. */
export async function ownOnboarding(db: Db, viewer: Pick<Viewer, 'id'>): Promise<Onboarding | undefined> {
  const row = await visibleOnboardings(db, viewer).where('onboarding.person_id', '=', viewer.id).select(COLUMNS)
    .orderBy((order) => order('ended_on', 'is', null), 'desc').orderBy('onboarding.id', 'desc').limit(1).executeTakeFirst()
  return row && onboardingOf(row)
}

/** The paths in which the viewer is the mentor or the supervisor: those going on by their start, then the ended ones. */
export async function followedOnboardings(db: Db, viewer: Pick<Viewer, 'id'>, limit: number): Promise<Onboarding[]> {
  const rows = await visibleOnboardings(db, viewer).where('onboarding.person_id', '!=', viewer.id).select(COLUMNS)
    .orderBy((order) => order('ended_on', 'is', null), 'desc').orderBy('start_date', 'desc').orderBy('onboarding.id').limit(limit).execute()
  return rows.map(onboardingOf)
}

/** Paths of the municipality that are going on and whose supervisor has left, is out of use or may no longer start paths: somebody has to take them over. */
export async function orphanOnboardings(db: Db, viewer: Pick<Viewer, 'id' | 'municipalityId'>): Promise<Onboarding[]> {
  const rows = await onboardings(db).where('ended_on', 'is', null).where('onboarding.municipality_id', '=', viewer.municipalityId)
    .where('person.municipality_id', '=', viewer.municipalityId).where('onboarding.person_id', '!=', viewer.id)
    .where((where) => where.or([where('supervisor.id', 'is', null), where.and([where('supervisor.role', 'not in', ['contact', 'admin']), where('supervisor.supervisor', '=', 0)])]))
    .select(COLUMNS).orderBy('start_date').orderBy('onboarding.id').limit(100).execute()
  return rows.map(onboardingOf)
}

/** Where the person's path that is going on was started. */
export const openOnboardingOf = (db: Db, personId: number) => db.selectFrom('onboarding').where('person_id', '=', personId)
  .where('ended_on', 'is', null).select(['id', 'municipality_id']).executeTakeFirst()

/** Whether the viewer is on a path that is going on, and whether she is the mentor or the supervisor of one. */
export async function isOnboarding(db: Db, viewer: Pick<Viewer, 'id'>): Promise<{ own: boolean; follows: boolean }> {
  const rows = await visibleOnboardings(db, viewer).select(['onboarding.person_id', 'ended_on']).execute()
  return { own: rows.some((row) => row.person_id === viewer.id && row.ended_on === null), follows: rows.some((row) => row.person_id !== viewer.id) }
}

/** How a person's day looks: her own open tasks due today, before, until Sunday and later, the first of those of today, and who is on the path with her. */
export interface Today extends Pick<Onboarding, 'language' | 'buddy' | 'mentor' | 'supervisor'> { today: number; late: number; week: number; later: number; tasks: { id: number; title: string }[] }
/** On the path that is going on; null when she is on none. */
export async function todayOf(db: Db, personId: number, today: string, sunday: string): Promise<Today | null> {
  const [row] = await todayQuery(db, { person: personId, today, sunday })
  if (!row) return null
  const { tasks, mentor_id, mentor_name, mentor_email, supervisor_id, supervisor_name, supervisor_email, ...counts } = row
  return { ...counts, tasks: JSON.parse(tasks) as Today['tasks'], mentor: someone(mentor_id, mentor_name, mentor_email), supervisor: someone(supervisor_id, supervisor_name, supervisor_email) }
}
const MOST_SHOWN = 5
const todayQuery = prepared((db, at: { person: number; today: string; sunday: string }) => onboardings(db).leftJoin('onboarding_task as task',
  (on) => on.onRef('task.onboarding_id', '=', 'onboarding.id').on('task.by_employee', '=', 1).on('task.on_path', '=', 1).on('task.done_on', 'is', null))
  .where('onboarding.person_id', '=', at.person).where('onboarding.ended_on', 'is', null)
  .select([sql<number>`count(case when task.due_date = ${at.today} then 1 end)`.as('today'), sql<number>`count(case when task.due_date < ${at.today} then 1 end)`.as('late'),
    sql<number>`count(case when task.due_date > ${at.today} and task.due_date <= ${at.sunday} then 1 end)`.as('week'), sql<number>`count(case when task.due_date > ${at.sunday} then 1 end)`.as('later'),
    sql<string>`(select json_group_array(json_object('id', id, 'title', title)) from (select id, title from onboarding_task mine where mine.onboarding_id = onboarding.id and mine.by_employee = 1
      and mine.on_path = 1 and mine.done_on is null and mine.due_date = ${at.today} order by position, id limit ${sql.lit(MOST_SHOWN)}))`.as('tasks'),
    'onboarding.language', 'buddy', 'mentor.id as mentor_id', 'mentor.name as mentor_name', 'mentor.email as mentor_email', 'supervisor.id as supervisor_id', 'supervisor.name as supervisor_name', 'supervisor.email as supervisor_email'])
  .groupBy('onboarding.id'))

/** What the viewer is on this path. Without a mentor, the supervisor does what a mentor would. */
export function partsOf({ person, mentor, supervisor }: Pick<Onboarding, 'person' | 'mentor' | 'supervisor'>, viewer: Pick<Viewer, 'id'>): Doer[] {
  const parts: Doer[] = []
  if (supervisor?.id === viewer.id) parts.push('supervisor')
  if (mentor?.id === viewer.id || (mentor === null && supervisor?.id === viewer.id)) parts.push('mentor')
  if (person.id === viewer.id) parts.push('employee')
  return parts
}
