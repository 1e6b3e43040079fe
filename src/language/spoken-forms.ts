const SHORTEST = 4
const BACK_VOWEL = /[aou]/

/**
 * What a word may be in full that is written as it is spoken: kirjastos (kirjastossa), tiskil (tiskillä), hyllyst (hyllystä), maksaaks (maksaako),
 * lainattais (lainattaisi), korttii (korttia). Guesses: take those that the dictionary has.
 */
export function spokenForms(word: string): string[] {
  if (word.length < SHORTEST) return []
  const a = BACK_VOWEL.test(word) ? 'a' : 'ä', o = a === 'a' ? 'o' : 'ö', stem = word.slice(0, -1)
  if (/[aeiouyäö]s$/.test(word)) return [`${word}s${a}`, `${word}i`]
  if (/[aeiouyäö]l$/.test(word)) return [`${word}l${a}`]
  if (/[aeiouyäö](?:st|lt)$/.test(word)) return [`${word}${a}`]
  if (/[aeiouyäön]ks$/.test(word)) return [`${stem}${o}`]
  if (/([eiouyö])\1$/.test(word)) return [`${stem}${a}`]
  return []
}
