import type { Generated } from 'kysely'

export interface AcknowledgementTables {
  /** "Read and acknowledge": an item that some people must read. Days are YYYY-MM-DD in Finland. */
  mandatory: {
    id: Generated<number>
    item_id: number
    /** 1: for the whole network; 0: for the municipalities in mandatory_municipality. With rows in mandatory_team, for members of those teams only. */
    network_wide: 0 | 1
    from_on: string
    due_on: string
    /** how long an acknowledgement is kept once it is not needed any more */
    keep_months: number
    made_by: number | null
    ended_on: string | null
  }
  mandatory_municipality: { mandatory_id: number; municipality_id: number }
  mandatory_team: { mandatory_id: number; team_id: number }
  /** Who has read which revision. Seen by the person and the supervisors and contact persons of her own municipality, nobody else. */
  acknowledgement: { id: Generated<number>; item_id: number; person_id: number; revision_id: number; acknowledged_on: string }
}
