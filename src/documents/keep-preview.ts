import type { AppContext } from '../context.ts'
import { readStoredFile } from '../files/file-store.ts'
import { FileStoredMeanwhile } from '../files/files.queries.ts'
import type { StoredFile } from '../files/files.table.ts'
import { keepSize, saveSize } from '../files/images/keep-image.ts'
import { previewInWorker, ReadingFailed } from './run-worker.ts'

/** Makes the picture of a PDF's first page, in sizes that are reached through the file itself. A page that cannot be drawn has none. */
export async function keepPreview(app: AppContext, file: Pick<StoredFile, 'id' | 'sha256' | 'mime' | 'name'>) {
  if (file.mime !== 'application/pdf') return
  try {
    for (const size of await previewInWorker(await readStoredFile(app, file))) {
      const save = async () => {
        const kept = await keepSize(app, { ...size, bytes: Buffer.from(size.bytes) }, file.name)
        await app.db.transaction().execute((trx) => saveSize(trx, app.now().toISOString(), file.id, kept))
      }
      // the same picture may come from an upload to the server while an import goes on: it has its row then
      await save().catch((error: unknown) => { if (error instanceof FileStoredMeanwhile) return save(); throw error })
    }
  } catch (error) {
    if (!(error instanceof ReadingFailed)) throw error
    app.log.info({ file: file.id, reason: error.message }, 'first page not drawn')
  }
}
