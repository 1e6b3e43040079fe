import type { Generated } from 'kysely'

/** The embedded index: derived from the items, never read as the truth about them, and rebuilt at any time. */
export interface SearchTables {
  /** What finding and counting need of an item. A removed item keeps its row, so that an older version cannot come back. */
  search_item: {
    item_id: number
    /** id of the item's newest change when it was read for the index */
    version: number
    /** Analyser.version that made the section's words */
    analyser: string
    removed: 0 | 1
    audience: string
    kind: string
    network_wide: 0 | 1
    /** JSON lists: slugs of municipalities, roles, slugs of subjects */
    municipalities: string
    roles: string
    subjects: string
    visible_from: string | null
    visible_until: string | null
    /** when the text was last written or checked */
    fresh_at: string
  }
  /** A piece of text under one heading. Rows are never changed and their ids never used again: a saved item gets new ones. */
  search_section: {
    id: Generated<number>
    item_id: number
    lang: string
    position: number
    anchor: string
    heading: string
    text: string
    /** slug of whose supplement this is; '' for the shared text */
    municipality: Generated<string>
  }
  /** FTS5 without content: rowid is the section's id */
  search_text: { rowid: number; title: string; headings: string; body: string; base: string; parts: string; fold: string }
  /** FTS5 without content and places: the words of a page's sections, or of a stretch of them; rowid is the id of the first */
  search_text_page: { rowid: number; words: string }
  /** raised by every write to the index */
  search_generation: { id: 1; number: number }
}
