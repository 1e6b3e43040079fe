import { DOCUMENT_PATH } from '../content/import/document-writer.ts'
import { currentText, itemLists, updateItem } from '../content/item-writes.queries.ts'
import type { ItemFacts } from '../content/items.queries.ts'
import { prepareText } from '../content/prepare-text.ts'
import { createItem, reviseItem, type ItemInput } from '../content/save-item.ts'
import type { AppContext } from '../context.ts'
import type { Trx } from '../database.ts'
import { keepFile, type KeptFile } from '../files/file-store.ts'
import { FileStoredMeanwhile, insertFile } from '../files/files.queries.ts'
import type { UploadedFile } from '../files/receive-upload.ts'
import { countUpload } from '../files/upload-quota.queries.ts'
import type { Viewer } from '../people/viewer.ts'
import type { Actor } from '../platform/changes/changes.queries.ts'
import { notFound } from '../platform/http/errors.ts'
import { addVersion, queueFile } from './documents.queries.ts'
import { dataOf, fillDocument } from './fill-document.ts'

export interface NewDocument extends Pick<ItemInput, 'title' | 'body' | 'lang' | 'ownerTeamId' | 'networkWide' | 'municipalityIds' | 'roles' | 'subjects' | 'reviewMonths'> {
  /** why: the sentence of the first revision */
  summary: string
}

/** A new document with its first file; gives its id. The file has been checked. */
export async function addDocument(app: AppContext, actor: Actor, viewer: Viewer, document: NewDocument, uploaded: UploadedFile): Promise<number> {
  const at = app.now().toISOString(), text = prepareText({ ...document, files: [] })
  return withKeptFile(app, uploaded, async (trx, file) => {
    const { id } = await createItem(trx, at, actor, {
      ...document, externalId: null, kind: 'document', state: 'published', restrictedTeamId: null, goals: [], statutoryTask: null, partOf: null,
      noticeType: null, visibleFrom: null, visibleUntil: null, data: dataOf(file), files: [{ path: DOCUMENT_PATH, fileId: file.id }], sample: false,
    }, text)
    await addFile(trx, at, actor, { id, language: document.lang }, file, document.summary)
    await countUpload(trx, at, viewer, file.size)
    return id
  })
}

/** The next file of a document, with the reason; the old one stays in document_version. False when it is the very file that is in force. */
export async function addDocumentVersion(app: AppContext, actor: Actor, viewer: Viewer, item: ItemFacts, why: string, uploaded: UploadedFile): Promise<boolean> {
  const at = app.now().toISOString(), current = await currentText(app.db, item.id, item.language)
  if (!current) throw notFound()
  const text = prepareText({ title: current.title, body: current.body, lang: item.language, files: [] })
  return withKeptFile(app, uploaded, async (trx, file) => {
    const input = await inputOf(trx, item, current, why, file)
    const { changed } = await reviseItem(trx, at, actor, item.id, current.number, input, text)
    if (!changed) return false
    await updateItem(trx, item.id, { changed_at: at })
    await addFile(trx, at, actor, item, file, why)
    await countUpload(trx, at, viewer, file.size)
    return true
  })
}

async function addFile(trx: Trx, at: string, actor: Actor, { id, language }: { id: number; language: string }, file: KeptFile, why: string) {
  await addVersion(trx, { itemId: id, fileId: file.id, why, authorId: actor.id, at })
  await queueFile(trx, file.id)
  await fillDocument(trx, at, id, language, file)
}

/** All that the item is, with another file. */
async function inputOf(trx: Trx, item: ItemFacts, current: { title: string; body: string }, why: string, file: KeptFile): Promise<ItemInput> {
  const known: unknown = item.data === null ? null : JSON.parse(item.data)
  const same = (known as { file?: { id?: string } } | null)?.file?.id === file.id
  return {
    externalId: item.external_id, kind: item.kind, lang: item.language, title: current.title, body: current.body, summary: why, state: item.state === 'draft' ? 'draft' : 'published',
    ownerTeamId: item.owner_team_id, restrictedTeamId: item.restricted_team_id, networkWide: item.network_wide === 1, municipalityIds: (await itemLists(trx, item.id)).municipalities,
    roles: item.roles, subjects: item.subjects.map(({ label }) => ({ label })), goals: item.goals, reviewMonths: item.review_months as ItemInput['reviewMonths'],
    statutoryTask: item.statutory_task, partOf: item.part_of, noticeType: item.notice_type, visibleFrom: item.visible_from, visibleUntil: item.visible_until,
    data: same ? known : dataOf(file), files: [{ path: DOCUMENT_PATH, fileId: file.id }], sample: item.sample === 1,
  }
}

/** The bytes are on disk before the transaction, and their row is written in it. Another process may store the same content in between. */
async function withKeptFile<Result>(app: AppContext, { bytes, name }: UploadedFile, write: (trx: Trx, file: KeptFile) => Promise<Result>): Promise<Result> {
  for (let again = false; ; again = true) {
    const file = await keepFile(app, bytes, name)
    try {
      return await app.db.transaction().execute(async (trx) => {
        await insertFile(trx, app.now().toISOString(), file)
        return write(trx, file)
      })
    } catch (error) {
      if (again || !(error instanceof FileStoredMeanwhile)) throw error
    }
  }
}
