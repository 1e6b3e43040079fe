import { fold } from '../language/words.ts'

/**
 * Finds things by the beginnings of their words: a sorted list of words, each with the numbers of what has it. A word with ä, ö, å or Sámi
 * letters stands in it also as typed without them, so that saa finds sää, while sää does not find saa.
 */
export class Beginnings {
  readonly #holders = new Map<string, number[]>()
  #words: string[] = []
  #isSorted = true

  add(word: string, holder: number) {
    for (const written of new Set([word, fold(word)])) {
      const holders = this.#holders.get(written)
      if (holders) {
        if (holders.at(-1) !== holder) holders.push(holder)
        continue
      }
      this.#holders.set(written, [holder])
      if (this.#isSorted && written < (this.#words.at(-1) ?? '')) this.#isSorted = false
      this.#words.push(written)
    }
  }

  /** What has a word that begins so. Where nothing does, the letters without their dots are tried. Each with whether the word is whole. */
  *startingWith(beginning: string): Generator<{ word: string; holders: readonly number[] }> {
    const found = this.#range(beginning), range = found.from < found.to ? found : this.#range(fold(beginning))
    for (let at = range.from; at < range.to; at++) yield { word: this.#words[at]!, holders: this.#holders.get(this.#words[at]!)! }
  }

  holdersOf(word: string): readonly number[] { return this.#holders.get(word) ?? [] }

  #range(beginning: string): { from: number; to: number } {
    if (!this.#isSorted) {
      this.#words.sort()
      this.#isSorted = true
    }
    return { from: this.#firstFrom(beginning), to: this.#firstFrom(`${beginning}\uFFFF`) }
  }

  #firstFrom(word: string): number {
    let low = 0, high = this.#words.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#words[middle]! < word) low = middle + 1
      else high = middle
    }
    return low
  }
}
