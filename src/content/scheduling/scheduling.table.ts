import type { Generated, Selectable } from 'kysely'

export interface SchedulingTables {
  /** The next moment at which readers begin or cease to see a published item; when it has been told of, it gives way to the one after it. */
  scheduled: { item_id: number; at: string }
  /** A change of a published text that waits for its moment; readers see it from then on. */
  planned_change: {
    id: Generated<number>
    item_id: number
    lang: string
    /** the revision number that the text started from */
    base: number
    /** JSON of the writing form's fields (drafts/draft-fields.ts) */
    fields: string
    at: string
    /** stopped: its moment came, and it could not be published; someone has to look at it */
    state: 'waiting' | 'published' | 'stopped' | 'withdrawn'
    made_by: number | null
    made_at: string
    closed_at: string | null
    closed_by: number | null
  }
}
export type PlannedChange = Selectable<SchedulingTables['planned_change']>
