const LETTERS: Record<string, string> = { đ: 'd', ð: 'd', ŋ: 'n', ŧ: 't', ʒ: 'z', ǯ: 'z', ǥ: 'g', ø: 'o', æ: 'ae', œ: 'oe', ß: 'ss', ł: 'l', þ: 'th', ı: 'i' }
const LONGEST = 80

/** The readable part of an address: a–z, 0–9 and hyphens, at most 80 characters; `otherwise` when the text has no such letter (a title in Cyrillic). */
export function slugOf(text: string, otherwise = 'sivu'): string {
  const plain = text.toLowerCase().replace(/[đðŋŧʒǯǥøæœßłþı]/g, (letter) => LETTERS[letter]!).normalize('NFKD').replace(/\p{M}/gu, '')
  const slug = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-/, '')
  const short = slug.length > LONGEST ? slug.slice(0, LONGEST).replace(/-[^-]*$/, '') : slug
  return short.replace(/-$/, '') || otherwise
}
