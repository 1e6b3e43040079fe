import type { AppContext } from '../../context.ts'
import { recordChange, SYSTEM } from '../../platform/changes/changes.queries.ts'
import { importPages } from './import-pages.ts'
import type { ImportCounts, OnProgress } from './import-tally.ts'
import { deleteItem, keepSampleItem, sampleItems, tidyAfterSample } from './import.queries.ts'
import { readFolder } from './read-folder.ts'
import { PAGE_FOLDERS, samplePaths, sampleSubjects, sampleTemplateFacts, sampleTemplates } from './sample-files.ts'
import { addSampleNetwork } from './sample-network.ts'
import { removeSampleNetwork } from './sample-network.queries.ts'
import { pathPage } from './sample-path.ts'
import { templatePage, templateVersions } from './sample-templates.ts'
import type { SourceEntry, SourcePage } from './source-page.ts'

/** Fills the library with the sample content of db/sample/: marked as sample, owned by sample teams, removable. */
export async function addSample(app: AppContext, onProgress: OnProgress = () => {}): Promise<ImportCounts> {
  const counts = await importPages(app, samplePages(), { actor: SYSTEM, sample: true, onProgress })
  await addSampleNetwork(app)
  return counts
}

async function* samplePages(): AsyncGenerator<SourceEntry> {
  const subjects = sampleSubjects(), templates = sampleTemplates(), templateFacts = sampleTemplateFacts(), paths = samplePaths()
  const titles = new Map([...templates, ...paths].map(({ id, title }) => [id, title]))
  const titleOf = (id: string) => titles.get(id)
  const titleIn = (lang: string) => (id: string) => {
    const own = templates.find((template) => template.id === id)?.about?.[lang]?.title, title = titles.get(id)
    return own !== undefined ? { title: own, lang } : title === undefined ? undefined : { title, lang: 'fi' }
  }
  const withSubjects = (page: SourcePage): SourceEntry => {
    const known = page.facts.subjects?.map((subject) => subjects.get(subject.label) ?? subject)
    return { page: { ...page, facts: { ...page.facts, ...(known && { subjects: known }) } } }
  }
  for (const folder of PAGE_FOLDERS) for await (const entry of readFolder(folder)) {
    if (entry.page && !entry.page.isTranslation) titles.set(entry.page.externalId, entry.page.title)
    yield entry.page ? withSubjects(entry.page) : entry
  }
  for (const template of templates) {
    yield withSubjects(templatePage(template, templateFacts[template.id] ?? { subjects: [], roles: [] }, titleOf))
    for (const page of templateVersions(template, titleIn)) yield { page }
  }
  for (const path of paths) yield withSubjects(pathPage(path, titleOf))
}

/**
 * Takes the sample library away. What a person has worked on (revised, checked, published, restored) is the library's own by now: it stays and
 * is no longer marked as sample. So do teams that still own something or have members.
 */
export async function removeSample(app: AppContext): Promise<{ removed: number; kept: number; teams: number }> {
  const at = app.now().toISOString()
  return app.db.transaction().execute(async (trx) => {
    const items = await sampleItems(trx)
    for (const { id, touched } of items) {
      if (touched) await keepSampleItem(trx, id)
      else await deleteItem(trx, id)
      await recordChange(trx, { at, actor: SYSTEM, action: touched ? 'kept' : 'deleted', subject: { type: 'item', id } })
    }
    await removeSampleNetwork(trx)
    const kept = items.filter(({ touched }) => touched).length
    return { removed: items.length - kept, kept, ...(await tidyAfterSample(trx)) }
  })
}
