import type { AppContext } from '../../context.ts'
import type { Actor } from '../../platform/changes/changes.queries.ts'
import type { DocumentWriter } from './document-writer.ts'
import { itemsByExternalId } from './import.queries.ts'
import type { ImportTally } from './import-tally.ts'
import { savePage, type ReadyPage, type Saved } from './save-page.ts'
import { PageRefused, type ImportProblem } from './source-page.ts'

interface Options { actor: Actor; sample: boolean; documents: DocumentWriter | undefined }

/** Writes a batch in one transaction. When that fails because of one page, or because another process was writing, each page is tried alone. */
export async function writePages(app: AppContext, pages: ReadyPage[], options: Options, tally: ImportTally): Promise<void> {
  try { await writeTogether(app, pages, options, tally) } catch (error) {
    if (!isAboutOnePage(error)) throw error
    if (pages.length === 1) tally.fail(pages[0]!.page.where, 'Joku muu tallensi samaan aikaan. Aja tuonti uudelleen.')
    else for (const page of pages) await writePages(app, [page], options, tally)
  }
}

async function writeTogether(app: AppContext, pages: ReadyPage[], { actor, sample, documents }: Options, tally: ImportTally) {
  const at = app.now().toISOString(), refused: ImportProblem[] = [], notes: { where: string; externalId: string; result: Saved }[] = []
  const done = { created: 0, revised: 0, unchanged: 0 }
  await app.db.transaction().execute(async (trx) => {
    const known = new Map((await itemsByExternalId(trx, pages.map(({ page }) => page.externalId))).map((item) => [item.external_id!, item]))
    for (const ready of pages) {
      const { externalId, where } = ready.page
      try {
        const saved = await savePage(trx, at, actor, known.get(externalId), ready, { sample, documents })
        done[saved]++
        notes.push({ where, externalId, result: saved })
        // a language version later in the same batch needs the page that was just made
        if (!known.has(externalId)) for (const item of await itemsByExternalId(trx, [externalId])) known.set(externalId, item)
      } catch (error) {
        if (!(error instanceof PageRefused)) throw error
        refused.push({ where, reason: error.message })
      }
    }
  })
  for (const saved of ['created', 'revised', 'unchanged'] as const) tally.count(saved, done[saved])
  for (const { where, externalId, result } of notes) tally.note(where, externalId, result)
  for (const { where, reason } of refused) tally.fail(where, reason)
}

const isAboutOnePage = (error: unknown) =>
  error instanceof Error && (error.name === 'FileStoredMeanwhile' || /^SQLITE_(BUSY|CONSTRAINT)/.test(String((error as { code?: unknown }).code)))
