import type { Generated, Selectable } from 'kysely'

export interface DraftTables {
  /** A text as one person has typed it so far. Each open form has a draft of its own, so that two tabs do not write over each other. */
  draft: {
    id: Generated<number>
    person_id: number
    /** null: a new item, or one that has been removed for good meanwhile */
    item_id: number | null
    lang: string
    /** the revision number that the text started from */
    base: number
    /** JSON of the form's fields as they were typed */
    fields: string
    created_at: string
    saved_at: string
    /** the address under which colleagues may read it; null: nobody but its writer. Kept as it is: the text lies beside it */
    share_token: string | null
  }
  /** Images that were added before the text is saved, by the path that the text writes. */
  draft_file: { draft_id: number; path: string; file_id: string }
}
export type Draft = Selectable<DraftTables['draft']>
