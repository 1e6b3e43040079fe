import type { Db } from '../database.ts'
import { changesOfItems, type ItemChange } from './concerned-pages.queries.ts'

/** Changes that are read in one go, and remembered; of more than these each may concern any page. */
const MOST = 2000

/** What is done to an item by itself: its file has been read, its pictures have got their sizes. */
const OF_ITSELF = ['extracted', 'rendered']

/**
 * Whether a page of an item may be another one by now. A page or document without subjects and links stands on no page but its own, so one that
 * came after the page was made, or to which only that was done, does not concern it: else every page would be made anew all the while that a
 * folder of files comes in. All other changes may concern any page.
 */
export function concernedPages(db: Db) {
  let seen = 0, loud = 0, quiet: ItemChange[] = [], reading = Promise.resolve()

  async function readTo(newest: number) {
    if (newest <= seen) return
    const changes = newest - seen > MOST ? null : await changesOfItems(db, seen, newest)
    if (changes === null) [loud, quiet] = [newest, []]
    for (const change of changes ?? []) {
      if (change.standsAlone) quiet.push(change)
      else loud = change.id
    }
    if (quiet.length > MOST) loud = Math.max(loud, quiet.splice(0, quiet.length - MOST).at(-1)!.id)
    seen = newest
  }

  /** `made`: the newest change when the page was made. */
  return async function isConcerned(itemId: number, made: number, newest: number): Promise<boolean> {
    const read = reading.then(() => readTo(newest))
    reading = read.catch(() => {}) // the next one tries again
    await read
    return loud > made || quiet.some((change) => change.id > made && (change.itemId === itemId || (change.created <= made && !OF_ITSELF.includes(change.action))))
  }
}
