import type { Generated } from 'kysely'

export interface FailedSearchTables {
  /** Searches that found nothing or little, counted by their base forms. Never who searched. */
  failed_search: {
    id: Generated<number>
    /** the words' base forms, in alphabetical order */
    key: string
    /** as typed the last time */
    typed: string
    times: number
    /** different people or days */
    askers: number
    /** Finnish days, 2026-11-25 */
    first_day: string
    last_day: string
    /** the run of the server that counted the last asker (see failed-searches.ts) */
    counted_by: string
    /** the item that answers it */
    item_id: number | null
    handled_at: string | null
    handled_by: number | null
  }
}
