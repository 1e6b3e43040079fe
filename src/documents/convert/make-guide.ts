import { addDraftFile, putDraft } from '../../content/drafts/drafts.queries.ts'
import type { ItemFacts } from '../../content/items.queries.ts'
import type { AppContext } from '../../context.ts'
import { FileRefused } from '../../files/file-store.ts'
import { keepImage, saveImage, type KeptImage } from '../../files/images/keep-image.ts'
import { ImageRefused } from '../../files/images/make-image.ts'
import { t } from '../../i18n/translate.ts'
import { isLocale } from '../../i18n/locales.ts'
import type { Viewer } from '../../people/viewer.ts'
import type { Converted } from './convert-word.ts'

/** Pictures of formats that no browser shows (EMF, WMF, TIFF) are left out of the text. */
async function keepPictures(app: AppContext, { files }: Converted): Promise<{ kept: { path: string; image: KeptImage }[]; lost: string[] }> {
  const kept: { path: string; image: KeptImage }[] = [], lost: string[] = []
  for (const { path, name, bytes } of files) {
    try { kept.push({ path, image: await keepImage(app, bytes, name) }) } catch (error) {
      if (!(error instanceof FileRefused || error instanceof ImageRefused)) throw error
      lost.push(path)
    }
  }
  return { kept, lost }
}

const without = (body: string, paths: string[]) => paths.reduce((text, path) => text.replaceAll(new RegExp(`!\\[[^\\]\\n]{0,500}\\]\\(${path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\)`, 'g'), ''), body)

/** Begins a guide from a document: a draft of the viewer's alone, with a link to the document. Gives the draft's id. */
export async function makeGuide(app: AppContext, viewer: Viewer, item: ItemFacts, converted: Converted): Promise<number> {
  const { kept, lost } = await keepPictures(app, converted), at = app.now().toISOString(), locale = isLocale(item.language) ? item.language : 'fi'
  const title = item.texts.find(({ lang }) => lang === item.language)?.title ?? converted.title
  const body = `${without(converted.body, lost)}\n\n[${t(locale, 'documents.convert.source')}](/sivu/${item.id})\n`
  return app.db.transaction().execute(async (trx) => {
    const id = await putDraft(trx, at, viewer.id, null, { itemId: null, lang: item.language, base: 0, fields: JSON.stringify({ otsikko: title, teksti: body, laji: 'guide', kieli: item.language }) }), taken = new Set<string>()
    for (const { path, image } of kept) {
      if (taken.has(path)) continue
      taken.add(path)
      await saveImage(trx, at, image)
      await addDraftFile(trx, id, path, image.file.id)
    }
    return id
  })
}
