import { setImmediate } from 'node:timers/promises'
import type { Db } from '../../database.ts'
import type { Audience, Facet } from '../search-engine.ts'
import { ById } from './by-id.ts'
import { sectionFacts } from './sqlite.queries.ts'

/** What items are filtered and counted by; items with the same values share one object. */
export type ItemValues = Record<Exclude<Facet, 'language'>, string[]> & { networkWide: boolean }
export interface ItemFacts { itemId: number; version: number; audience: string; visibleFrom: string | null; visibleUntil: string | null; freshAt: string; values: ItemValues }
/** `municipality`: whose supplement the section is; '' for the shared text */
export interface SectionFacts { item: ItemFacts; lang: string; position: number; municipality: string }

/** The facts by section id. */
export class KnownSections {
  readonly #sections = new ById<SectionFacts>()
  readonly #pages = new ById<number>()
  /** of pages, by language and item */
  readonly #numbers = new Map<string, number>()

  get size() { return this.#sections.size }
  get(id: number) { return this.#sections.get(id) }

  /** One number for all sections of an item in one language: of thousands of sections most are told apart by it alone. */
  pageOf(id: number) { return this.#pages.get(id) }

  set(id: number, facts: SectionFacts) {
    const page = `${facts.lang}${facts.item.itemId}`
    let number = this.#numbers.get(page)
    if (number === undefined) this.#numbers.set(page, (number = this.#numbers.size))
    this.#sections.set(id, facts)
    this.#pages.set(id, number)
  }

  clear() {
    this.#sections.clear()
    this.#pages.clear()
    this.#numbers.clear()
  }
}

/**
 * About 100 bytes a section: a full house of a million takes 100 MB. 100,000 pages have more than 800,000; a library with more sections than are
 * remembered reads those of common words again and again, which costs many times the search.
 */
const REMEMBERED = 1_000_000
const AT_ONCE = 2000

/**
 * The facts of sections by their id. A section's row never changes and its id is never used again, so what was read once stays true, and
 * results of ten thousand sections are filtered and counted without asking the database.
 */
export function rememberSectionFacts(db: Db) {
  const known = new KnownSections(), shared = new Map<string, ItemValues>()

  /** Reads what is not known yet, a part at a time; sections that are gone meanwhile stay unknown. */
  async function learn(wanted: number[]) {
    const ids = wanted.filter((id) => known.pageOf(id) === undefined)
    if (known.size > REMEMBERED) {
      known.clear()
      shared.clear()
    }
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      if (at > 0) await setImmediate()
      await load(ids.slice(at, at + AT_ONCE))
    }
  }

  async function load(ids: number[]) {
    const items = new Map<number, ItemFacts>()
    for (const row of await sectionFacts(db, ids)) {
      let item = items.get(row.item_id)
      if (!item) {
        item = { itemId: row.item_id, version: row.version, audience: row.audience, visibleFrom: row.visible_from, visibleUntil: row.visible_until, freshAt: row.fresh_at, values: valuesOf(row) }
        items.set(row.item_id, item)
      }
      known.set(row.id, { item, lang: row.lang, position: row.position, municipality: row.municipality })
    }
  }

  function valuesOf({ kind, network_wide, municipalities, roles, subjects }: Awaited<ReturnType<typeof sectionFacts>>[number]): ItemValues {
    const key = [kind, network_wide, municipalities, roles, subjects].join('\n')
    let values = shared.get(key)
    if (!values) shared.set(key, (values = { kind: [kind], networkWide: network_wide === 1, municipality: list(municipalities), role: list(roles), subject: list(subjects) }))
    return values
  }

  return { known, learn }
}

const list = (json: string) => JSON.parse(json) as string[]

export const isVisible = ({ audience, visibleFrom, visibleUntil }: ItemFacts, to: Audience) =>
  to.audiences.includes(audience) && (visibleFrom === null || visibleFrom <= to.now) && (visibleUntil === null || visibleUntil > to.now)
