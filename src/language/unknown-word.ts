const CASE_ENDING = /^(.{2,}[aeiouyäöå].*?)(?:ss[aä]|st[aä]|ll[aä]|lt[aä]|lle|ksi|[nt])$/
/** partitive and illative after a vowel: celiaa, jerseytä, jerseyhin */
const AFTER_VOWEL = /^(.{2,}[aeiouyäöå])(?:t?[aä]|h[aeiouyäö]n)$/
/** illative of a vowel made long: finnaan */
const LONG_VOWEL = /^(.{2,}([aeiouyäö]))\2n$/

/**
 * What the dictionary form of an unknown Finnish word may be, itself first: names and new words take their endings without surprises,
 * so every ending that may be one is taken off (celiassa: celia; bookbeatin: bookbeati, bookbeat; iglesiaksen: iglesiakse, iglesias).
 */
export function possibleNominatives(word: string): string[] {
  const stems = [CASE_ENDING, AFTER_VOWEL, LONG_VOWEL].flatMap((pattern) => pattern.exec(word)?.[1] ?? [])
  return [...new Set([word, ...stems.flatMap(nominativesOf)])]
}

function nominativesOf(stem: string): string[] {
  if (stem.endsWith('kse')) return [stem, stem.slice(0, -3) + 's']
  if (stem.endsWith('ise')) return [stem, stem.slice(0, -2) + 'nen']
  if (stem.endsWith('ee')) return [stem, stem.slice(0, -1) + 's']
  if (/[^aeiouyäö]i$/.test(stem)) return [stem, stem.slice(0, -1)]
  return [stem]
}
