const LETTERS = 'abcdefghijklmnoprstuvyäöå'.split('')
const DOTTED: Record<string, string> = { a: 'ä', o: 'ö' }

/** Every word one edit from this one: a letter more, less or another, or two swapped. Some 50 for each letter. */
export function oneEditVariants(word: string): Set<string> {
  const variants = new Set<string>()
  for (let at = 0; at <= word.length; at++) {
    const before = word.slice(0, at)
    const rest = word.slice(at)
    for (const letter of LETTERS) {
      variants.add(before + letter + rest)
      if (rest) variants.add(before + letter + rest.slice(1))
    }
    if (rest) variants.add(before + rest.slice(1))
    if (rest.length > 1) variants.add(before + rest.charAt(1) + rest.charAt(0) + rest.slice(2))
  }
  variants.delete(word)
  return variants
}

/**
 * A word typed without dots, with dots put back on a run of its a's and o's, or on all but a run: within each part of a Finnish
 * compound all vowels have dots or none has (vahittaismyynti: vähittäismyynti; tyoaika: työaika; kirjastotyo: kirjastotyö).
 */
export function dottedVariants(word: string): Set<string> {
  const vowels = [...word.matchAll(/[ao]/g)].map((match) => match.index)
  const variants = new Set<string>()
  for (const first of vowels.keys()) {
    for (let end = first + 1; end <= vowels.length; end++) {
      variants.add(withDots(word, vowels.slice(first, end)))
      variants.add(withDots(word, [...vowels.slice(0, first), ...vowels.slice(end)]))
    }
  }
  variants.delete(word)
  return variants
}

function withDots(word: string, places: number[]): string {
  const letters = word.split('')
  for (const place of places) letters[place] = DOTTED[letters[place] ?? ''] ?? ''
  return letters.join('')
}
