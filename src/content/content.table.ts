import type { Generated, Selectable } from 'kysely'

export type Kind = 'guide' | 'practice' | 'template' | 'document' | 'path' | 'notice' | 'qa'
export type State = 'draft' | 'published' | 'trashed'

export interface ContentTables {
  item: {
    id: Generated<number>
    /** identity in the source it was imported from; links written as laavu:ASP-01 point to it */
    external_id: string | null
    kind: Kind
    state: State
    /** the language of the original */
    language: string
    owner_team_id: number
    /** null: everyone on the staff may read it */
    restricted_team_id: number | null
    /** 1: applies to the whole network; 0: to the municipalities in item_municipality */
    network_wide: 0 | 1
    /** 0: no review (notices) */
    review_months: Generated<number>
    checked_at: string | null
    review_due_at: string | null
    visible_from: string | null
    visible_until: string | null
    notice_type: string | null
    statutory_task: string | null
    part_of: string | null
    /** JSON of a kind with behaviour of its own (template fields, path tasks) */
    data: string | null
    sample: Generated<0 | 1>
    created_by: number | null
    created_at: string
    published_at: string | null
    changed_at: string
    trashed_at: string | null
  }
  /** A language version: its current revision; `stale` while a section of it is behind the original (translations/). */
  item_text: { item_id: number; lang: string; title: string; slug: string; revision_id: number; stale: Generated<0 | 1> }
  revision: {
    id: Generated<number>
    item_id: number
    lang: string
    /** 1, 2, 3 … within the item's language */
    number: number
    title: string
    body: string
    /** safe HTML, rendered when saved */
    html: string
    /** JSON of Section[] (markdown.ts) */
    sections: string
    /** one sentence: what changed and why */
    summary: string
    /** 0: a small change (spelling, layout) that nobody needs to be told of */
    material: Generated<0 | 1>
    author_id: number | null
    created_at: string
  }
  item_municipality: { item_id: number; municipality_id: number }
  item_role: { item_id: number; role: string }
  subject: { id: Generated<number>; slug: string; label: string; label_sv: Generated<string>; label_en: Generated<string>; yso: string | null }
  item_subject: { item_id: number; subject_id: number }
  item_goal: { item_id: number; goal: string }
  item_link: { item_id: number; target: string }
  /** the files an item uses, by the path that its text writes */
  item_file: { item_id: number; path: string; file_id: string }
}

export type Item = Selectable<ContentTables['item']>
export type Revision = Selectable<ContentTables['revision']>
