import type { AppContext } from '../context.ts'
import type { Trx } from '../database.ts'
import { finnishDay } from '../i18n/finnish-day.ts'
import { formatDate } from '../i18n/format-date.ts'
import { t } from '../i18n/translate.ts'
import type { Person } from '../people/people.table.ts'
import { recordChange, type Actor } from '../platform/changes/changes.queries.ts'
import { HttpError } from '../platform/http/errors.ts'
import { enqueueMail } from '../platform/mail/mail.queries.ts'
import { countEnded } from './closing/closing.queries.ts'
import { dueDate } from './due-date.ts'
import { FOLLOWED_ADDRESS, OWN_ADDRESS } from './onboarding-address.ts'
import { insertOnboarding, updateOnboarding } from './onboarding-writes.queries.ts'
import { openOnboardingOf } from './onboarding.queries.ts'
import { isFor, type OnboardingPath, type PathTask, type Whom } from './path-definition.ts'
import { insertTasks } from './tasks.queries.ts'

type MailApp = Pick<AppContext, 'config' | 'now'>
type Receiver = Pick<Person, 'name' | 'email' | 'locale'>
interface NewOnboarding {
  pathId: number
  title: string
  language: string
  path: OnboardingPath
  person: Person
  mentor: Person | null
  supervisorId: number
  libraryId: number | null
  buddy: string
  whom: Whom
  startDate: string
}

export class AlreadyOnPath extends HttpError {
  constructor() { super(409, 'onboarding.start.alreadyOn') }
}

/**
 * Copies the path for a person: what is for her is on it, the rest can be put on it later. Somebody has one path at a time; one that an
 * earlier employer started ends here. Throws AlreadyOnPath.
 */
export async function startOnboarding(trx: Trx, app: MailApp, actor: Actor, started: NewOnboarding): Promise<number> {
  const { person, mentor, path, startDate, whom } = started, at = app.now().toISOString(), open = await openOnboardingOf(trx, person.id)
  if (open?.municipality_id === person.municipality_id) throw new AlreadyOnPath()
  if (open) {
    await updateOnboarding(trx, open.id, { ended_on: finnishDay(app.now()) })
    await countEnded(trx, open.id)
  }
  const id = await insertOnboarding(trx, {
    path_id: started.pathId, path_title: started.title, language: started.language, person_id: person.id, municipality_id: person.municipality_id,
    library_id: started.libraryId,
    supervisor_id: started.supervisorId, mentor_id: mentor?.id ?? null, buddy: started.buddy, roles: JSON.stringify(whom.roles),
    start_date: startDate, ended_on: null,
  })
  const tasks = path.phases.flatMap((phase) => phase.tasks.map((task) => ({ phase: phase.title, task })))
  await insertTasks(trx, tasks.map(({ phase, task }, position) => ({
    onboarding_id: id, position, phase, ...copyOf(task, startDate), on_path: isFor(task, whom) ? 1 : 0,
  })))
  await recordChange(trx, { at, actor, action: 'onboarding-started', subject: { type: 'person', id: person.id } })
  await enqueueMail(trx, at, {
    to: person.email, subject: t(person.locale, 'onboarding.mail.startSubject'),
    body: t(person.locale, 'onboarding.mail.start', { name: person.name, date: formatDate(person.locale, startDate, 'date'),
      link: app.config.publicUrl + OWN_ADDRESS }),
  })
  if (mentor && mentor.id !== started.supervisorId) await mailMentor(trx, app, mentor, person.name, startDate)
  return id
}

export const mailMentor = (trx: Trx, app: MailApp, mentor: Receiver, employee: string, startDate: string) => enqueueMail(trx, app.now().toISOString(), {
  to: mentor.email, subject: t(mentor.locale, 'onboarding.mail.mentorSubject'),
  body: t(mentor.locale, 'onboarding.mail.mentor', { name: mentor.name, employee, date: formatDate(mentor.locale, startDate, 'date'),
    link: app.config.publicUrl + FOLLOWED_ADDRESS }),
})

const bit = (is: boolean) => (is ? 1 : 0)
const copyOf = ({ title, why, doers, dueDays, link, required }: PathTask, startDate: string) => ({
  title, why, by_supervisor: bit(doers.includes('supervisor')), by_mentor: bit(doers.includes('mentor')), by_employee: bit(doers.includes('employee')),
  due_days: dueDays, due_date: dueDate(startDate, dueDays), link, required: bit(required), done_on: null, done_by: null, signed_on: null, signed_by: null,
}) as const
