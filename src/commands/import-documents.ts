import type { DocumentWriter } from '../content/import/document-writer.ts'
import { checkFile } from '../documents/check-file.ts'
import { addVersion, queueFile, versionsOf } from '../documents/documents.queries.ts'
import { dataOf, fillDocument } from '../documents/fill-document.ts'
import { t } from '../i18n/translate.ts'

/** How an import makes documents of its files: checked as an upload is, and read by the same queue. */
export const importDocuments: DocumentWriter = {
  async refusal({ name, bytes }) {
    const checked = await checkFile({ name, declared: '', bytes: Buffer.from(bytes) })
    return 'refused' in checked ? t('fi', `documents.refused.${checked.refused}`) : null
  },
  data: (file) => dataOf(file),
  async add(trx, at, actor, { id, language }, file, why) {
    const [newest] = await versionsOf(trx, id)
    if (newest?.file_id !== file.id) await addVersion(trx, { itemId: id, fileId: file.id, why, authorId: actor.id, at })
    await queueFile(trx, file.id)
    await fillDocument(trx, at, id, language, file)
  },
}
