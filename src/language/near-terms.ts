/** The terms at most `most` edits from a word; an edit is a letter too many, missing, changed or swapped with the next. */
export type NearTerms = (word: string, most: number) => string[]

/**
 * Look-up of near terms. The terms are kept sorted, so that neighbours share the work for the letters that they begin with:
 * 50,000 terms take some milliseconds a word and no memory beside themselves.
 */
export function createNearTerms(terms: Iterable<string>): NearTerms {
  const sorted = [...new Set(terms)].sort()
  const shared = Uint8Array.from(sorted, (term, index) => Math.min(255, sharedLetters(term, sorted[index - 1] ?? '')))
  return (word, most) => {
    const rows: number[][] = [Array.from({ length: word.length + 1 }, (_, column) => column)]
    const near: string[] = []
    let computed = 0
    let hopelessFrom = Infinity
    for (const [index, term] of sorted.entries()) {
      const common = shared[index] ?? 0
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
