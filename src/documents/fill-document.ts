import { currentText, updateItem } from '../content/item-writes.queries.ts'
import { revisionText, setSections } from '../content/revision-sections.queries.ts'
import type { Trx } from '../database.ts'
import type { StoredFile } from '../files/files.table.ts'
import { sizesOf } from '../files/images/images.queries.ts'
import { recordChange, SYSTEM } from '../platform/changes/changes.queries.ts'
import { previewOf, withFile } from './document-html.ts'
import { markFilled, readingOf } from './documents.queries.ts'
import type { Check } from './read/reading.ts'
import type { TextState } from './documents.table.ts'

type FileFacts = Pick<StoredFile, 'id' | 'name' | 'size' | 'mime' | 'sha256'>
/** item.data of a document */
export interface DocumentData { file: FileFacts & { pages: number | null }; extraction: TextState; checks: Check[] }

export const dataOf = ({ id, name, size, mime, sha256 }: FileFacts, state: TextState = 'waiting', pages: number | null = null, checks: Check[] = []): DocumentData =>
  ({ file: { id, name, size, mime, sha256, pages }, extraction: state, checks })

/** Brings what is known of a document's file, read or waiting, to its current text, its data and, by the change row, the search index. */
export async function fillDocument(trx: Trx, at: string, itemId: number, lang: string, file: FileFacts) {
  const current = await currentText(trx, itemId, lang)
  if (!current) return
  const { state, reading } = await readingOf(trx, file.id)
  await setSections(trx, current.revision_id, withFile(await revisionText(trx, current.revision_id), { itemId, lang, file, state, reading, preview: previewOf(await sizesOf(trx, file.id)) }))
  await updateItem(trx, itemId, { data: JSON.stringify(dataOf(file, state, reading.pages, reading.checks)) })
  if (state === 'waiting') return
  await markFilled(trx, itemId, file.id, current.revision_id)
  await recordChange(trx, { at, actor: SYSTEM, action: 'extracted', subject: { type: 'item', id: itemId }, detail: { lang, number: current.number, parts: reading.parts.length } })
}
