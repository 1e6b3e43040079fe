const SMALLEST = 1024
/** Kept for the next searches. */
const MOST_FREE = 4
const free: MetItems[] = []

/**
 * The items that a search has met, in that order, by their numbers (see KnownSections), with the languages in which they have the words and
 * the first section met. The lists are used again by later searches: what is made anew for each, the garbage collector has to clear away.
 */
export class MetItems {
  count = 0
  /** numbers of the items, in the order in which they were met */
  items = new Int32Array(SMALLEST)
  /** ids of their first sections */
  sections = new Int32Array(SMALLEST)
  /** by number of the item: a bit for each language, 0 for an item that has not been met */
  languages = new Uint8Array(SMALLEST)

  static take(): MetItems { return free.pop() ?? new MetItems() }

  giveBack() {
    for (let at = 0; at < this.count; at++) this.languages[this.items[at]!] = 0
    this.count = 0
    if (free.length < MOST_FREE) free.push(this)
  }

  /** Whether the item has been met in this language. */
  has(item: number, language: number): boolean { return item < this.languages.length && (this.languages[item]! & (1 << language)) !== 0 }

  /** Whether it had not been met in this language. */
  meet(item: number, language: number, section: number): boolean {
    if (item >= this.languages.length) this.languages = grown(this.languages, new Uint8Array(2 * item))
    if (this.languages[item] === 0) {
      if (this.count === this.items.length) {
        this.items = grown(this.items, new Int32Array(2 * this.count))
        this.sections = grown(this.sections, new Int32Array(2 * this.count))
      }
      this.items[this.count] = item
      this.sections[this.count++] = section
    }
    const before = this.languages[item]!
    this.languages[item] = before | (1 << language)
    return this.languages[item] !== before
  }
}

function grown<List extends Int32Array | Uint8Array>(old: List, bigger: List): List {
  bigger.set(old)
  return bigger
}
