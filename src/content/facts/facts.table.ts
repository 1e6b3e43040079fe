import type { Generated, Selectable } from 'kysely'
import type { FactType } from './fact-types.ts'

export interface FactTables {
  /** A name under which a value is kept once for each place, e.g. `puhelin`. */
  fact: { name: string; type: FactType; label_fi: string; label_sv: string; label_en: string; sample: Generated<0 | 1>; created_at: string }
  /** A value from a day on, until the next one of the same place begins. Rows are never changed: a correction replaces one. */
  fact_value: {
    id: Generated<number>
    fact: string
    /** both null: the whole network */
    municipality_id: number | null
    library_id: number | null
    /** YYYY-MM-DD, Finnish time */
    valid_from: string
    /** the canonical text of its type (fact-types.ts); null: from this day on there is none */
    value: string | null
    author_id: number | null
    created_at: string
    replaced_at: string | null
    sample: Generated<0 | 1>
  }
  /** Which texts use which names, written when a text is saved. A name may not exist as a fact. */
  fact_use: { item_id: number; lang: string; fact: string }
}
export type Fact = Selectable<FactTables['fact']>
