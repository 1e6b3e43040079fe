import type { Generated, Selectable } from 'kysely'

export interface SupplementTables {
  /** What a municipality, or one library of it, has written into a slot of a shared text. */
  supplement: {
    id: Generated<number>
    item_id: number
    /** slotKey of the slot's name */
    slot: string
    /** the slot's name when this was last written */
    name: string
    lang: string
    municipality_id: number
    library_id: number | null
    /** null: the contact persons of the municipality */
    owner_team_id: number | null
    number: number
    body: string
    /** safe HTML, rendered when saved */
    html: string
    /** the shared section around the slot as it was when this was last written or checked */
    seen: string
    /** 1: the section has changed since */
    outdated: Generated<0 | 1>
    checked_at: string
    changed_at: string
    sample: Generated<0 | 1>
  }
  supplement_revision: { supplement_id: number; number: number; body: string; author_id: number | null; created_at: string }
}
export type Supplement = Selectable<SupplementTables['supplement']>
