import path from 'node:path'
import type { AppContext } from '../../context.ts'
import type { KeptFile } from '../../files/file-store.ts'
import { FileStoredMeanwhile } from '../../files/files.queries.ts'
import { setAltIfNone } from '../../files/images/images.queries.ts'
import { keepImage, saveImage } from '../../files/images/keep-image.ts'
import type { UploadedFile } from '../../files/receive-upload.ts'
import { kindOf, sniff } from '../../files/sniff.ts'
import { countUpload } from '../../files/upload-quota.queries.ts'
import type { Viewer } from '../../people/viewer.ts'
import { itemFiles } from '../item-writes.queries.ts'
import { slugOf } from '../slug.ts'
import { addDraftFile, draftFiles } from './drafts.queries.ts'
import type { Draft } from './drafts.table.ts'

/** A message key when the file is no picture that a browser shows. */
export async function imageProblem(file: UploadedFile | null, tooLarge: boolean): Promise<string | null> {
  if (tooLarge) return 'documents.refused.size'
  if (!file || file.bytes.length === 0) return 'drafts.image.missing'
  const kind = await sniff(file.bytes, file.name)
  return kind && kindOf(kind.mime).mime.startsWith('image/') && kind.inline ? null : 'drafts.image.type'
}

/** Stores a picture and ties it to a draft; gives the path by which the text uses it. It becomes the item's own when the text is saved. Throws ImageRefused. */
export async function addImage(app: AppContext, viewer: Viewer, draft: Draft, { bytes, name }: UploadedFile, alt: string): Promise<string> {
  for (let again = false; ; again = true) {
    const image = await keepImage(app, bytes, name), { file } = image
    try {
      return await app.db.transaction().execute(async (trx) => {
        await saveImage(trx, app.now().toISOString(), image)
        await setAltIfNone(trx, file.id, alt)
        await countUpload(trx, app.now().toISOString(), viewer, bytes.length)
        const known = [...await draftFiles(trx, draft.id), ...(draft.item_id === null ? [] : await itemFiles(trx, draft.item_id, draft.lang))]
        const same = known.find(({ fileId }) => fileId === file.id)
        if (same) return same.path
        const place = freePath(file, new Set(known.map(({ path: taken }) => taken)))
        await addDraftFile(trx, draft.id, place, file.id)
        return place
      })
    } catch (error) {
      if (again || !(error instanceof FileStoredMeanwhile)) throw error
    }
  }
}

function freePath({ name }: KeptFile, taken: Set<string>): string {
  const ending = path.extname(name), stem = slugOf(name.slice(0, name.length - ending.length), 'kuva')
  for (let number = 1; ; number++) {
    const place = `${stem}${number === 1 ? '' : `-${number}`}${ending}`
    if (!taken.has(place)) return place
  }
}

