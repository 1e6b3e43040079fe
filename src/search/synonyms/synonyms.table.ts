import type { Generated } from 'kysely'

export interface SynonymTables {
  /** What staff type, and what the texts say for it. Lines that come with Laavu keep their row when removed, so that they do not come back. */
  synonym: {
    id: Generated<number>
    /** the line's left side as it came with Laavu; null for the library's own */
    shipped: string | null
    typed: string
    said: string
    both_ways: 0 | 1
    removed: 0 | 1
    /** raised by every change: who saves says which one she saw */
    revision: number
    changed_at: string | null
    changed_by: number | null
  }
}
