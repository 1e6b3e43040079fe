import type { Audience, Facet } from '../search-engine.ts'
import type { ItemRow } from './sqlite.queries.ts'

/** What items are filtered and counted by; items with the same values share one object, numbered from 0. `isTimed`: not visible at all times. */
export type ItemValues = Record<Exclude<Facet, 'language'>, string[]> & { number: number; networkWide: boolean; audience: string; isTimed: boolean }
/** To whom something is visible, and from when until when. */
export interface Visibility { audience: string; visibleFrom: string | null; visibleUntil: string | null }
export interface ItemFacts extends Visibility { itemId: number; version: number; freshAt: string; values: ItemValues }
/** `municipality`: whose supplement the section is; '' for the shared text */
export interface SectionFacts { item: ItemFacts; lang: string; position: number; municipality: string }

const BLOCK_BITS = 12
const BLOCK = 1 << BLOCK_BITS
const LANGUAGE_BITS = 3
/** Bits of a set of languages. */
export const MOST_LANGUAGES = 1 << LANGUAGE_BITS

/** `pages`: the number of the page and one, 0 for an unknown section; `kinds`: the number of language and municipality */
interface Block { pages: Int32Array; positions: Int32Array; kinds: Uint16Array }

/**
 * What is known of sections, by their ids, in lists of numbers: a common word is on tens of thousands of pages, and an object for each would
 * take longer to walk through than the word to be found. Items have numbers from 0 on; one that was saved again has another.
 */
export class KnownSections {
  readonly items: ItemFacts[] = []
  /** number of the values, by number of the item */
  readonly valuesOf: number[] = []
  readonly values: ItemValues[] = []
  readonly #valuesByKey = new Map<string, ItemValues>()
  readonly languages: string[] = []
  size = 0
  /** id to which all sections have been read */
  readTo = 0
  #blocks: Block[] = []
  readonly #kinds: { lang: string; language: number; municipality: string }[] = []
  /** the newest number, by item id */
  readonly #numbers = new Map<number, number>()

  /** The number of an item's text in one language, which tells both (see itemOf and languageOf); -1 for a section that is not known. */
  pageOf(id: number): number {
    const block = this.#blocks[id >> BLOCK_BITS]
    return block ? block.pages[id & (BLOCK - 1)]! - 1 : -1
  }

  get(id: number): SectionFacts | undefined {
    const page = this.pageOf(id)
    if (page < 0) return undefined
    const { positions, kinds } = this.#blocks[id >> BLOCK_BITS]!, { lang, municipality } = this.#kinds[kinds[id & (BLOCK - 1)]!]!
    return { item: this.items[itemOf(page)]!, lang, position: positions[id & (BLOCK - 1)]!, municipality }
  }

  /** The number of an item: the one that it has when nothing of it has changed, else a new one. */
  item({ item_id: itemId, version, visible_from: visibleFrom, visible_until: visibleUntil, fresh_at: freshAt, ...row }: ItemRow): number {
    const values = this.#valuesIn({ ...row, isTimed: visibleFrom !== null || visibleUntil !== null }), number = this.#numbers.get(itemId), known = this.items[number ?? -1]
    if (known && known.values === values && known.version === version && known.freshAt === freshAt && known.visibleFrom === visibleFrom && known.visibleUntil === visibleUntil) return number!
    this.#numbers.set(itemId, this.items.length)
    this.valuesOf.push(values.number)
    return this.items.push({ itemId, version, audience: values.audience, visibleFrom, visibleUntil, freshAt, values }) - 1
  }

  #valuesIn({ audience, isTimed, kind, network_wide, municipalities, roles, subjects }: Omit<ItemRow, 'item_id' | 'version' | 'visible_from' | 'visible_until' | 'fresh_at'> & { isTimed: boolean }): ItemValues {
    const key = [audience, isTimed, kind, network_wide, municipalities, roles, subjects].join('\n'), known = this.#valuesByKey.get(key)
    if (known) return known
    const list = (json: string) => JSON.parse(json) as string[]
    const values = { number: this.values.length, audience, isTimed, kind: [kind], networkWide: network_wide === 1, municipality: list(municipalities), role: list(roles), subject: list(subjects) }
    this.values.push(values)
    this.#valuesByKey.set(key, values)
    return values
  }

  set(id: number, item: number, lang: string, position: number, municipality: string) {
    const block = (this.#blocks[id >> BLOCK_BITS] ??= { pages: new Int32Array(BLOCK), positions: new Int32Array(BLOCK), kinds: new Uint16Array(BLOCK) }), at = id & (BLOCK - 1)
    const kind = this.#kindOf(lang, municipality)
    if (block.pages[at] === 0) this.size++
    block.pages[at] = (item << LANGUAGE_BITS) + this.#kinds[kind]!.language + 1
    block.positions[at] = position
    block.kinds[at] = kind
  }

  #kindOf(lang: string, municipality: string): number {
    const known = this.#kinds.findIndex((kind) => kind.lang === lang && kind.municipality === municipality)
    if (known >= 0) return known
    const language = this.languages.indexOf(lang)
    if (language < 0 && this.languages.length === MOST_LANGUAGES) throw new Error(`more than ${MOST_LANGUAGES} languages in the index: ${lang}`)
    return this.#kinds.push({ lang, municipality, language: language < 0 ? this.languages.push(lang) - 1 : language }) - 1
  }
}

export const itemOf = (page: number) => page >> LANGUAGE_BITS
export const languageOf = (page: number) => page & (MOST_LANGUAGES - 1)

export const isVisible = ({ audience, visibleFrom, visibleUntil }: Visibility, to: Audience) =>
  to.audiences.includes(audience) && (visibleFrom === null || visibleFrom <= to.now) && (visibleUntil === null || visibleUntil > to.now)
