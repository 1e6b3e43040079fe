import type { Generated } from 'kysely'

export interface InboxTables {
  /** What one person is told: a line in her own list, and in her mail when she wants it there. */
  told: {
    id: Generated<number>
    person_id: number
    at: string
    /** a message key and its values as JSON: the line is put together in the reader's language */
    message: string
    detail: string
    href: string
    /** what it tells about: who may no longer see the item is not told of it either */
    item_id: number | null
    read_at: string | null
    mailed_at: string | null
    /** the act it tells of, when it is told because she follows something: once */
    change_id: Generated<number | null>
  }
  /** Work that waits for a team, for one person, or for the contact persons of a municipality. */
  task: {
    id: Generated<number>
    /** what the work is, e.g. `review:12`: while it is open it is not asked for again */
    key: string
    team_id: number | null
    person_id: number | null
    municipality_id: number | null
    message: string
    detail: string
    href: string
    item_id: number | null
    created_at: string
    due_at: string | null
    closed_at: string | null
    closed_by: number | null
  }
}
