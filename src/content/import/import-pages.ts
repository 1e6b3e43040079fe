import type { AppContext } from '../../context.ts'
import type { Actor } from '../../platform/changes/changes.queries.ts'
import type { DocumentWriter } from './document-writer.ts'
import { ImportTally, type ImportCounts, type OnFile, type OnProgress } from './import-tally.ts'
import { PagePreparer } from './prepare-pages.ts'
import type { SourceEntry, SourcePage } from './source-page.ts'
import { writePages } from './write-pages.ts'

export interface ImportOptions {
  actor: Actor
  onProgress?: OnProgress
  /** marks what is made as part of the sample library */
  sample?: boolean
  /** without it only texts are taken */
  documents?: DocumentWriter
  /** pages that name no subjects get the names of their folders */
  subjectsFromFolders?: boolean
  /** told of each file, as it is known what became of it */
  onFile?: OnFile
}

/** One transaction each: small enough that others who write need not wait long and that its texts and images fit in memory. */
const BATCH_PAGES = 50
const BATCH_BYTES = 4_000_000

/**
 * Takes the pages of a source into the library. While one batch is written, the texts of the next are rendered in workers. A page whose source
 * has not changed since it was imported is left alone, also when people have changed it here. What cannot be taken is reported and the run goes on.
 */
export async function importPages(app: AppContext, source: AsyncIterable<SourceEntry>, options: ImportOptions): Promise<ImportCounts> {
  const { actor, onProgress, sample = false, documents, onFile } = options
  const tally = new ImportTally(app, onProgress, onFile)
  const preparer = await PagePreparer.open(app, tally, documents)
  try {
    let writing = Promise.resolve()
    for await (const batch of batchesOf(source, tally)) {
      const ready = preparer.prepare(batch)
      ready.catch(() => {}) // thrown by the write that waits for it
      await writing
      writing = ready.then((pages) => writePages(app, pages, { actor, sample, documents }, tally)).then(() => { tally.report() })
      writing.catch(() => {}) // thrown by the next round
    }
    await writing
  } finally {
    await preparer.close()
  }
  return tally.report()
}

async function* batchesOf(source: AsyncIterable<SourceEntry>, tally: ImportTally): AsyncGenerator<SourcePage[]> {
  let batch: SourcePage[] = [], bytes = 0
  for await (const { page, problem } of source) {
    if (problem) {
      tally.fail(problem.where, problem.reason)
      continue
    }
    batch.push(page)
    bytes += page.body.length + page.files.reduce((sum, file) => sum + file.bytes.length, 0)
    if (batch.length < BATCH_PAGES && bytes < BATCH_BYTES) continue
    yield batch
    batch = []
    bytes = 0
  }
  if (batch.length > 0) yield batch
}
