/** A telephone or other number in groups, with an area code in brackets or not; or a Finnish account number. */
const NUMBER = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:(?:\+?\d{1,5}SEP?\(0\)SEP?|\(\d{2,4}\)SEP?|\+)?\d{1,15}(?:SEP\d{1,15}){0,6}|FI\d{2}(?:\p{Zs}?\d{4}){3}\p{Zs}?\d{2})(?![\p{L}\p{N}])`
  .replaceAll('SEP', String.raw`[\p{Zs}\-\u2010\u2011\u2013]`), 'giu')
const THOUSANDS = /^[1-9]\d{0,2}(?:\p{Zs}\d{3})+$/u
const FEWEST_DIGITS = 6
const MOST_DIGITS = 15

interface JoinedNumber { number: string; start: number; end: number }

/**
 * Numbers as one word whatever their grouping, and where they stand, in UTF-16 units: telephone and other long numbers (Finnish ones in
 * national form: +358 40 123 4567 → 0401234567), thousands (12 500 → 12500) and account numbers. Years, times and dates stay as they are.
 */
export function joinedNumbers(text: string): JoinedNumber[] {
  return [...text.matchAll(NUMBER)].flatMap(({ 0: written, index }) => {
    const number = joined(written)
    return number === null ? [] : [{ number, start: index, end: index + written.length }]
  })
}

function joined(written: string): string | null {
  if (/^fi/i.test(written)) return written.toLowerCase().replace(/\p{Zs}/gu, '')
  const digits = written.replace(/\D/g, '').replace(/^(?:00)?358(?=\d{6})0?/, '0')
  return (digits.length >= FEWEST_DIGITS && digits.length <= MOST_DIGITS) || THOUSANDS.test(written) ? digits : null
}
