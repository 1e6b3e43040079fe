import type { Selectable } from 'kysely'

export interface TranslationTables {
  /** A text in another language than the original's; who keeps it, null: who keeps the item. */
  translation: { item_id: number; lang: string; owner_team_id: number | null }
  /** Which section of the original each section of a translation stands for, and the words of it that the translation was made from. */
  translation_section: {
    item_id: number
    lang: string
    /** '' is the title with the text before the first heading */
    original_anchor: string
    anchor: string
    /** the revision of the original that is followed */
    original_number: number
    /** the section as it stands there, in Markdown */
    followed: string
    /** 1: the original has other words now, or the section is gone from it. Kept up by every save of either text. */
    stale: 0 | 1
  }
}
export type FollowedSection = Selectable<TranslationTables['translation_section']>
