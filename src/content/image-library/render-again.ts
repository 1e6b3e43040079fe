import type { AppContext } from '../../context.ts'
import { recordChange, SYSTEM } from '../../platform/changes/changes.queries.ts'
import { currentText, itemFiles } from '../item-writes.queries.ts'
import { FILE_SECTION, prepareText } from '../prepare-text.ts'
import { revisionText, setSections } from '../revision-sections.queries.ts'
import { languagesOf } from './image-library.queries.ts'

/** Writes the HTML of an item's current texts anew from what their authors wrote: what is known of its pictures has changed. A document's description has none of its own. */
export async function renderAgain(app: AppContext, itemId: number) {
  const { db } = app
  for (const lang of await languagesOf(db, itemId)) {
    const current = await currentText(db, itemId, lang)
    if (!current || current.html.includes(FILE_SECTION)) continue
    const text = prepareText({ title: current.title, body: current.body, lang, files: await itemFiles(db, itemId, lang) })
    if (text.html === current.html) continue
    await db.transaction().execute(async (trx) => {
      if ((await revisionText(trx, current.revision_id)).html !== current.html) return
      await setSections(trx, current.revision_id, text)
      await recordChange(trx, { at: app.now().toISOString(), actor: SYSTEM, action: 'rendered', subject: { type: 'item', id: itemId }, detail: { lang, number: current.number } })
    })
  }
}
