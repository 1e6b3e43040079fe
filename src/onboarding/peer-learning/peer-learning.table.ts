import type { Generated } from 'kysely'

export interface PeerLearningTables {
  /** A library offers to show something on some days. */
  peer_offer: {
    id: Generated<number>
    municipality_id: number
    library_id: number | null
    topic: string
    text: string
    /** the days as typed */
    dates: string
    /** the last day on which the offer stands open */
    until: string
    made_by: number | null
    /** agrees to visits for the library; while there is none who can, the contact persons do */
    supervisor_id: number | null
    closed_on: string | null
  }
  /** A colleague asks to come; both employers agree, and a memo comes of it. */
  peer_visit: {
    id: Generated<number>
    offer_id: number
    person_id: number
    /** her employer when she asked */
    municipality_id: number
    /** hers, who agrees; while there is none who can, the contact persons do */
    supervisor_id: number | null
    wish: string
    asked_on: string
    home_on: string | null
    home_by: number | null
    host_on: string | null
    host_by: number | null
    declined_on: string | null
    memo: string
    memo_on: string | null
    /** the draft that the memo became */
    item_id: number | null
  }
}
