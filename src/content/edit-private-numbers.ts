const CHECKS = '0123456789ABCDEFHJKLMNPRSTUVWXY'

/** Whether a text holds a Finnish personal identity code whose date and check character are right (DVV; the signs of 2023 included). */
export function identityCode(text: string): boolean {
  for (const [, day, month, year, number, check] of text.matchAll(/(?<![\p{L}\d])(\d\d)(\d\d)(\d\d)[-+A-FU-Y](\d{3})([\dA-Y])(?![\p{L}\d])/giu)) {
    const isDay = Number(day) >= 1 && Number(day) <= 31 && Number(month) >= 1 && Number(month) <= 12
    if (isDay && CHECKS[Number(`${day}${month}${year}${number}`) % 31] === check!.toUpperCase()) return true
  }
  return false
}

/** Whether a text holds what looks like the number of a library card: 12–14 digits that are no ISBN, phone number or part of an address. */
export function cardNumber(text: string): boolean {
  for (const [found] of text.replace(/https?:\/\/\S+|\]\([^)]{0,200}\)/g, ' ').matchAll(/(?<![\p{L}\d+./-])\d(?: ?\d){11,13}(?![\d-])/gu))
    if (!/^(97[89]|358|00)/.test(found)) return true
  return false
}

/** Whether a text has what looks like a personal identity code or the number of a library card: it must not be published. */
export const holdsPrivateNumber = (text: string) => identityCode(text) || cardNumber(text)
