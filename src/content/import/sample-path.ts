import type { SamplePath, SampleTask } from './sample-files.ts'
import type { SourcePage } from './source-page.ts'

/** The onboarding path as a page: its phases as headings, its tasks as lists with their guides. The path itself goes along as data. */
export function pathPage(path: SamplePath, titleOf: (id: string) => string | undefined): SourcePage {
  return {
    where: path.id, externalId: path.id, lang: 'fi', isTranslation: false, summary: null, files: [], title: path.title, body: pathBody(path, titleOf),
    facts: {
      kind: 'path', owner: path.owner, municipalities: 'network', reviewMonths: path.review_months, goals: path.goals, roles: path.roles,
      subjects: path.subjects.map((label) => ({ label })), data: path,
    },
  }
}

/** A path in words: what its page shows, what is searched, and what its history compares. */
export function pathBody(path: Pick<SamplePath, 'intro' | 'steps'>, titleOf: (id: string) => string | undefined): string {
  const taskLine = (task: Omit<SampleTask, 'why'>) => {
    const whom = task.applies_to === 'kaikki' ? '' : `koskee: ${task.applies_to}`
    const notes = [task.responsible.replace(' + ', ' ja '), dueWords(task.due_days_from_start), whom, task.required ? '' : 'tarvittaessa']
    const guide = titleOf(task.linked_item)
    return `- **${task.task}** (${notes.filter((note) => note !== '').join('; ')})${guide ? `. Ohje: [${guide}](${task.linked_item.startsWith('sivu/') ? '/' : 'laavu:'}${task.linked_item})` : ''}`
  }
  const phases = path.steps.map(({ step, tasks }) => `## ${step}\n\n${tasks.map(taskLine).join('\n')}`)
  return [path.intro, ...phases].filter((part) => part !== '').join('\n\n')
}

function dueWords(days: number): string {
  if (days === 0) return 'ensimmäisenä päivänä'
  return days < 0 ? `viimeistään ${-days} päivää ennen aloitusta` : `${days} päivän kuluessa aloituksesta`
}
