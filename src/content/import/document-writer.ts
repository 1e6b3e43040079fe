import type { Trx } from '../../database.ts'
import type { KeptFile } from '../../files/file-store.ts'
import type { Actor } from '../../platform/changes/changes.queries.ts'

/** The path by which an item has its document. */
export const DOCUMENT_PATH = 'tiedosto'

/** Makes documents of the files of an import. Documents are built on content, so whoever starts the import brings this along. */
export interface DocumentWriter {
  /** a Finnish sentence when the file is not taken; null when it is */
  refusal(file: { name: string; bytes: Uint8Array }): Promise<string | null>
  /** item.data of a document with that file */
  data(file: KeptFile): unknown
  /** Makes the file the one in force, and puts it in the queue to be read. */
  add(trx: Trx, at: string, actor: Actor, item: { id: number; language: string }, file: KeptFile, why: string): Promise<void>
}
