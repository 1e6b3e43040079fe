/** A hyphen at the end of a line: the word may have it, or only the line. (U+2010, which hardly any document uses.) */
export const DIVIDED = '\u2010'

/** What a hyphen before them stands for is the end of the next word: "kulttuuri- ja tiedeaineistot". */
const JOINING = new Set(['ja', 'tai', 'sekä', 'eli', 'vai', 'och', 'eller', 'samt', 'and', 'or', 'dahje'])
/** A syllable has one: what is divided from the next word without one is an abbreviation, "pc-tietokone". */
const VOWEL = /[aeiouyåäöáéíóúâõæø]/i
/** letters of a word that hardly is the beginning of another by chance */
const LONG = 5
const AT = new RegExp(`([\\p{L}\\p{N}]+)${DIVIDED}(\\p{L}+)`, 'gu')

/**
 * The texts of a document with its divided words as they are written elsewhere in it or, where they are not, as the dictionary has them. A name or
 * an abbreviation ("Finna-palvelu", "PDF-tiedosto") keeps its hyphen. Of two words that make none together each stays a word when both are known,
 * or the first is and is long: in a list of words in two languages the next line begins with another entry.
 * `accepts` is always false without a dictionary; then a word is put together.
 */
export function joinDivided(texts: string[], accepts: (word: string) => boolean): string[] {
  if (!texts.some((text) => text.includes(DIVIDED))) return texts
  const words = new Set(texts.flatMap((text) => text.toLowerCase().match(/[\p{L}\p{N}]+(?:[-\u2010][\p{L}\p{N}]+)*/gu) ?? []))
  const join = (_: string, left: string, right: string) => {
    const whole = left + right
    if (words.has(whole.toLowerCase()) || accepts(whole)) return whole
    if (JOINING.has(right)) return `${left}- ${right}`
    const hyphenated = words.has(`${left}-${right}`.toLowerCase()) || /\p{Lu}|\p{N}/u.test(left) || !VOWEL.test(left) || accepts(left) && (left.length >= LONG || accepts(right))
    return hyphenated ? `${left}-${right}` : whole
  }
  // a long word may be divided twice: the second time its beginning is whole
  return texts.map((text) => text.replace(AT, join).replace(AT, join))
}
