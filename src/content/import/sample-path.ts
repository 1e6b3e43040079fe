import type { SamplePath, SampleTask } from './sample-files.ts'
import type { SourcePage } from './source-page.ts'

/** The onboarding path as a page: its phases as headings, its tasks as lists with their guides. The path itself goes along as data. */
export function pathPage(path: SamplePath, titleOf: (id: string) => string | undefined): SourcePage {
  const taskLine = (task: SampleTask) => {
    const whom = task.applies_to === 'kaikki' ? '' : `koskee: ${task.applies_to}`
    const notes = [task.responsible.replace(' + ', ' ja '), dueWords(task.due_days_from_start), whom, task.required ? '' : 'tarvittaessa']
    const guide = titleOf(task.linked_item)
    return `- **${task.task}** (${notes.filter((note) => note !== '').join('; ')})${guide ? `. Ohje: [${guide}](laavu:${task.linked_item})` : ''}`
  }
  const phases = path.steps.map(({ step, tasks }) => `## ${step}\n\n${tasks.map(taskLine).join('\n')}`)
  return {
    where: path.id, externalId: path.id, lang: 'fi', isTranslation: false, summary: null, files: [],
    title: path.title, body: [path.intro, ...phases].join('\n\n'),
    facts: {
      kind: 'path', owner: path.owner, municipalities: 'network', reviewMonths: path.review_months, goals: path.goals, roles: path.roles,
      subjects: path.subjects.map((label) => ({ label })), data: path,
    },
  }
}

function dueWords(days: number): string {
  if (days === 0) return 'ensimmäisenä päivänä'
  return days < 0 ? `viimeistään ${-days} päivää ennen aloitusta` : `${days} päivän kuluessa aloituksesta`
}
