import type { Generated, Selectable } from 'kysely'

export interface QuestionTables {
  /** What someone did not find: asked of a team, read by everyone on the staff. */
  question: {
    id: Generated<number>
    asker_id: number | null
    team_id: number
    /** the page it is about: who may not read the page does not see the question either, and it goes with the page */
    item_id: number | null
    text: string
    /** the words that were searched for in vain; '' when it did not begin with a search */
    search: string
    lang: string
    state: 'open' | 'answered' | 'closed'
    created_at: string
    /** when it was first answered, or closed without an answer */
    settled_at: string | null
    settled_by: number | null
    /** when the asker was told that the search finds something now */
    found_at: string | null
  }
  /** An answer of the team, or a comment of anyone. */
  question_reply: { id: Generated<number>; question_id: number; author_id: number | null; answers: 0 | 1; text: string; created_at: string }
}
export type Question = Selectable<QuestionTables['question']>
