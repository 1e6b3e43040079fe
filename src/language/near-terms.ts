/**
 * Look-up of near terms. Terms that come in order share the work for the letters that they begin with: 50,000 terms take some milliseconds
 * a word and hardly any memory beside themselves.
 */
export class NearTerms {
  readonly #terms: string[] = []
  /** by term: the letters that it shares with the one before */
  #shared = new Uint8Array(16)

  get size() { return this.#terms.length }

  add(term: string) {
    const at = this.#terms.length
    if (at === this.#shared.length) {
      const longer = new Uint8Array(2 * at)
      longer.set(this.#shared)
      this.#shared = longer
    }
    this.#shared[at] = Math.min(255, sharedLetters(term, this.#terms[at - 1] ?? ''))
    this.#terms.push(term)
  }

  /** The terms at most `most` edits from a word; an edit is a letter too many, missing, changed or swapped with the next. */
  near(word: string, most: number): string[] {
    const rows: number[][] = [Array.from({ length: word.length + 1 }, (_, column) => column)]
    const near: string[] = []
    let computed = 0
    let hopelessFrom = Infinity
    for (const [index, term] of this.#terms.entries()) {
      const common = this.#shared[index] ?? 0
      computed = Math.min(computed, common)
      if (common >= hopelessFrom) continue
      hopelessFrom = Infinity
      if (Math.abs(term.length - word.length) > most) continue
      while (computed < term.length && hopelessFrom === Infinity) {
        computed++
        const row = nextRow(rows, term, word, computed)
        rows[computed] = row
        if (Math.min(...row) > most) hopelessFrom = computed
      }
      if (hopelessFrom === Infinity && (rows[term.length]?.[word.length] ?? Infinity) <= most) near.push(term)
    }
    return near
  }
}

/** One more row of the table of edits, that of the term's letter number `letter` (from 1). */
function nextRow(rows: number[][], term: string, word: string, letter: number): number[] {
  const above = rows[letter - 1] ?? []
  const twoAbove = rows[letter - 2] ?? []
  const row = [letter]
  for (let column = 1; column <= word.length; column++) {
    const same = term[letter - 1] === word[column - 1]
    let edits = Math.min((above[column] ?? 0) + 1, (row[column - 1] ?? 0) + 1, (above[column - 1] ?? 0) + (same ? 0 : 1))
    const swapped = letter > 1 && column > 1 && term[letter - 1] === word[column - 2] && term[letter - 2] === word[column - 1]
    if (swapped) edits = Math.min(edits, (twoAbove[column - 2] ?? 0) + 1)
    row.push(edits)
  }
  return row
}

function sharedLetters(one: string, other: string): number {
  let letters = 0
  while (letters < one.length && one[letters] === other[letters]) letters++
  return letters
}
