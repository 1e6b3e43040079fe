const GROUPED = /(?:\+|\b)\d{1,10}(?:[ \u00A0\u2009\u202F-](?:\(0\)[ \u00A0]?)?\d{1,10}){1,6}(?!\d)|(?:\+|\b)\d{7,15}(?!\d)/g
const FEWEST_DIGITS = 6
const MOST_DIGITS = 15

/** Telephone and other long numbers, each as one word whatever its grouping, Finnish ones in national form: +358 40 123 4567 → 0401234567. */
export function joinedNumbers(text: string): string[] {
  const joined = [...text.matchAll(GROUPED)].map(([number]) => number.replace(/\(0\)/, '').replace(/\D/g, '').replace(/^(?:00)?358(?=\d{6})/, '0'))
  return [...new Set(joined.filter((digits) => digits.length >= FEWEST_DIGITS && digits.length <= MOST_DIGITS))]
}
