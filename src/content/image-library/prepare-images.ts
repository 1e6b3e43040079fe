import type { AppContext } from '../../context.ts'
import { FileDamaged, FileRefused, readStoredFile } from '../../files/file-store.ts'
import { FileStoredMeanwhile } from '../../files/files.queries.ts'
import { insertImage } from '../../files/images/images.queries.ts'
import { keepImage, saveImage } from '../../files/images/keep-image.ts'
import { ImageRefused } from '../../files/images/make-image.ts'
import { backgroundTurn } from '../../platform/database/turn.ts'
import { tellOfDamage } from '../damage/tell-of-damage.ts'
import { allItemsUsing, replaceImage, unpreparedImages } from './image-library.queries.ts'
import { renderAgain } from './render-again.ts'

const AT_ONCE = 50

/**
 * Makes the sizes of pictures that came by an import, and cleans those that were stored before pictures were cleaned. One that cannot be read is
 * noted as without size, and shown as it is.
 */
export async function prepareImages(app: AppContext) {
  const turn = backgroundTurn(app.db)
  if (!turn.take()) return // an import makes them too
  try { await prepareSome(app) } finally { turn.giveBack() }
}

async function prepareSome(app: AppContext) {
  const { db } = app
  for (const { id, name, ...stored } of await unpreparedImages(db, AT_ONCE)) {
    const items = await allItemsUsing(db, id)
    try {
      const image = await keepImage(app, await readStoredFile(app, stored), name)
      await db.transaction().execute(async (trx) => {
        await saveImage(trx, app.now().toISOString(), image)
        if (image.file.id !== id) await replaceImage(trx, id, image.file.id)
      })
    } catch (error) {
      if (error instanceof FileStoredMeanwhile) continue // the next run finds it
      if (error instanceof FileDamaged) { await tellOfDamage(app, error); continue } // and a later one, when it has been mended
      if (!(error instanceof ImageRefused || error instanceof FileRefused)) throw error
      app.log.info({ file: id, reason: error.reason }, 'picture not prepared')
      await db.transaction().execute((trx) => insertImage(trx, id, { width: 0, height: 0 }))
    }
    for (const item of items) await renderAgain(app, item.id)
  }
}
