import { setImmediate } from 'node:timers/promises'
import type { Db } from '../../database.ts'
import { KnownSections } from './known-sections.ts'
import { itemFacts, sectionPlaces, sectionPlacesAfter, type SectionPlace } from './sqlite.queries.ts'

/**
 * Sections from which on they are forgotten before the next search, at some 12 bytes each and 150 an item. 100,000 pages have more than 800,000;
 * a library with more reads those of common words again and again, which costs many times the search.
 */
const REMEMBERED = 2_000_000
const AT_ONCE = 2000

/**
 * The facts of sections by their id. A section's row never changes and its id is never used again, so what was read once stays true, and
 * results of ten thousand sections are filtered and counted without asking the database.
 */
export function rememberSectionFacts(db: Db) {
  let known = new KnownSections()

  /** What a search reads from and learns into; it stays as it is for that search when others begin anew. */
  function current(): KnownSections {
    if (known.size > REMEMBERED) known = new KnownSections()
    return known
  }

  /** Reads what is not known yet, a part at a time; sections that are gone meanwhile stay unknown. */
  async function learn(into: KnownSections, wanted: number[]) {
    const ids: number[] = []
    for (let at = 0; at < wanted.length; at++) if (into.pageOf(wanted[at]!) < 0) ids.push(wanted[at]!)
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      if (at > 0) await setImmediate()
      await take(into, await sectionPlaces(db, ids.slice(at, at + AT_ONCE)))
    }
  }

  /** Reads those that are newer than the ones read by this before, so that no search waits for them; of too many a half, so that others have room. */
  async function learnAll() {
    const into = current()
    for (let rows; into.size <= REMEMBERED / 2 && (rows = await sectionPlacesAfter(db, into.readTo, AT_ONCE)).length > 0; await setImmediate()) {
      await take(into, rows)
      into.readTo = rows.at(-1)!.id
    }
  }

  /** The items are read after their sections: those of a section that is gone meanwhile are newer than it, and nothing finds it any more. */
  async function take(into: KnownSections, sections: SectionPlace[]) {
    const items = new Map<number, number>()
    for (const row of await itemFacts(db, [...new Set(sections.map(({ item_id }) => item_id))])) items.set(row.item_id, into.item(row))
    for (const { id, item_id, lang, position, municipality } of sections) {
      const item = items.get(item_id)
      if (item !== undefined) into.set(id, item, lang, position, municipality)
    }
  }

  return { current, learn, learnAll }
}
