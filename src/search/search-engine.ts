import type { Kind } from '../content/content.table.ts'

/**
 * A search engine; each one lives in engines/ and passes the contract tests. It knows analysed words, filters and audiences, never a person
 * or a request, and gives ids and places, never text or HTML. What it finds is a hint: the caller reads every item through the viewer.
 */
export interface SearchEngine {
  readonly name: string
  find(query: EngineQuery, audience: Audience): Promise<Found>
  /** For each term of the query, where the hit's best section has it. */
  explain(query: EngineQuery, hit: Hit): Promise<Reason[]>
  /** For each word: whether the audience sees it, or one of its base forms, in any text; `often`: it is in hundreds of sections. */
  knows(words: Forms[], audience: Audience): Promise<Known[]>
  /** What may have been meant by a word that the audience sees nowhere, likeliest first, at most two; only words that it sees. */
  alternatives(word: string, audience: Audience): Promise<Alternative[]>
  /** Adds or replaces items. An item older than what the index has (by version) is left out. */
  put(items: IndexItem[]): Promise<void>
  remove(items: { itemId: number; version: number }[]): Promise<void>
  /** Items whose words were made by another version of the analyser, at most `limit`. */
  outdated(analyser: string, limit: number): Promise<number[]>
  /** Makes the index hold exactly these items, while searching goes on. */
  rebuild(items: AsyncIterable<IndexItem>): Promise<void>
  /** Tidies the index after writes, a little at a time: searches are quicker then. `wholly` rewrites all of it, for the night and after imports. */
  settle(how: { wholly: boolean }): Promise<void>
  /** Reads ahead what searches need again and again, in small steps; for a job. `now`: ISO, UTC */
  readAhead(now: string): Promise<void>
  health(): Promise<EngineHealth>
  /** Why a reserve answers instead of the chosen engine; null when all is as it should be. */
  trouble(): string | null
}

export type Known = 'nowhere' | 'seldom' | 'often'
export interface EngineHealth { items: number; sections: number }

/** Who asks: the audiences that may see an item, and the moment (ISO, UTC) at which it must be in force. */
export interface Audience { audiences: string[]; now: string }

/**
 * A word to look for, lower case: as written, by its base forms in any language, and as the beginning of longer words. `unseen`: the audience
 * sees the word itself nowhere (see `knows`); it is not looked for, so that one on others' pages takes no more time than one that nobody has.
 */
export interface Forms { word: string; bases: string[]; prefix: boolean; unseen?: boolean }
/** One thing that was typed: the forms that fulfil it, the typed one first; then other spellings and the word joined with a neighbour. */
export type Term = Forms[]

/** Other words for what neighbouring terms (by their index) say together; all of them must be in one section. */
export interface OtherWay { covers: number[]; words: Forms[] }

export interface EngineQuery {
  terms: Term[]
  /**
   * 'all' in one section: where more sections have them than can be scored, items that have them in several are counted too, and come last;
   * 'page': all in one item, whatever the section; 'any' is the relaxed step: the more terms, the better
   */
  need: 'all' | 'page' | 'any'
  /** with 'page': other words for terms */
  others?: OtherWay[]
  /** with 'any': further words to look for; those of one list must all be there */
  also: Forms[][]
  /** words that must stand next to each other as written */
  phrases: string[]
  without: Forms[]
  filters: Filters
  /** `finnish`: every word is one of the Finnish dictionary, so that texts in other languages than Finnish and `lang` are hardly meant */
  prefer: { lang: string; municipality: string; finnish?: boolean }
  offset: number
  limit: number
}

/** An empty list is no filter. Values of one list are alternatives; an item for the whole network passes every municipality. */
export type Filters = Record<Facet, string[]>
export type Facet = 'kind' | 'municipality' | 'role' | 'language' | 'subject'
export const FACETS: Facet[] = ['kind', 'municipality', 'role', 'language', 'subject']
export const noFilters = (): Filters => ({ kind: [], municipality: [], role: [], language: [], subject: [] })

export interface Found {
  /** items, also those beyond what can be paged to */
  total: number
  hits: Hit[]
  /** per value, how many items there would be with it chosen; most first */
  facets: Record<Facet, { value: string; count: number }[]>
  /** items with no municipality chosen, and those of them that are for the whole network */
  anywhere: number
  networkWide: number
}
/** Higher scores are better; they compare within one answer only. The matching sections in one language, best first, at most five; `version` is the item's in the index. */
export interface Hit { itemId: number; version: number; score: number; lang: string; positions: number[] }

/** A column of the index, the weightiest first. */
export const COLUMNS = ['title', 'headings', 'body', 'base', 'parts'] as const
export type Column = (typeof COLUMNS)[number]
export interface Reason { word: string; found: Column[] }

export interface Alternative { word: string; how: 'letters' | 'typo' }

export interface IndexItem {
  itemId: number
  version: number
  analyser: string
  audience: string
  kind: Kind
  networkWide: boolean
  municipalities: string[]
  roles: string[]
  subjects: string[]
  visibleFrom: string | null
  visibleUntil: string | null
  freshAt: string
  sections: IndexSection[]
}
/**
 * `position` counts from 0 within a language. The last five are made by the analyser: the base forms of title and of heading alone, so that they
 * weigh as much as the words themselves, and the fields of title, heading and text together.
 */
export interface IndexSection {
  lang: string
  position: number
  anchor: string
  heading: string
  /** slug of whose supplement this is; '' for the shared text */
  municipality?: string
  title: string
  text: string
  titleBase: string
  headingBase: string
  base: string
  parts: string
  fold: string
}
