export type TextState = 'waiting' | 'done' | 'no-text' | 'failed'

export interface DocumentTables {
  /** What has been read out of a file, and the queue of what is still to be read. */
  document_text: {
    file_id: string
    /** version of the code that has read it; an older one is read again */
    extractor: number
    state: TextState
    tries: number
    /** JSON of Reading (reading.ts) */
    reading: string
  }
  /** The files that a document has had, in order; the last one is in force. */
  document_version: {
    item_id: number
    /** 1, 2, 3 … */
    number: number
    file_id: string
    /** one sentence: why the file changed */
    why: string
    author_id: number | null
    created_at: string
    /** the revision whose text holds what was read out of the file */
    filled_revision_id: number | null
  }
}
