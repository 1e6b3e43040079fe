import type { Db } from '../database.ts'
import { fragment } from '../platform/views/view.ts'
import type { Shell } from '../platform/views/shell.ts'
import type { Viewer } from '../people/viewer.ts'
import { OWN_ADDRESS, taskAddress } from './onboarding-address.ts'
import { reopenChanged } from './reopen-tasks.ts'
import { tasksOfGuide } from './tasks.queries.ts'

interface GuidePart { dayHref: string; tasks: { id: string; title: string; lang: string | null; done: boolean; signed: boolean; action: string; wanted: string; revisionId: number; changesHref: string | null }[] }
const guidePart = fragment<GuidePart>('onboarding/parts/guide')

/** On a guide's own page, for a new employee whose path has it: the task with its tick. '' for everyone else. */
export async function onboardingGuidePart(db: Db, viewer: Viewer, shell: Shell, now: Date, itemId: number, lang: string): Promise<string> {
  if ((await tasksOfGuide(db, viewer.id, itemId, lang)).length === 0) return ''
  await reopenChanged({ db, now: () => now })
  const tasks = await tasksOfGuide(db, viewer.id, itemId, lang)
  return guidePart({
    dayHref: OWN_ADDRESS,
    tasks: tasks.map((task) => ({
      id: `tehtava-${task.id}`, title: task.title, lang: task.language === viewer.locale ? null : task.language, done: task.done_on !== null, signed: task.signed_on !== null,
      action: `${taskAddress(task.id)}/merkinta`, wanted: task.done_on === null ? 'tehty' : 'kesken', revisionId: task.revision_id,
      changesHref: task.reopened_on === null ? null : `${taskAddress(task.id)}/muutokset`,
    })),
  }, shell)
}
