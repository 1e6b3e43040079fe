/**
 * How a text message is counted (3GPP TS 23.038 and 23.040). One letter outside the GSM-7 alphabet turns the whole message into UCS-2:
 * 70 characters instead of 160, and 67 instead of 153 in each part of a longer one.
 */
export interface SmsCount {
  encoding: 'GSM-7' | 'UCS-2'
  /** places taken: an extension character takes two in GSM-7, a character beyond the BMP two in UCS-2 */
  units: number
  parts: number
  /** places left in the last part */
  left: number
  /** the characters that force UCS-2, each once */
  forcing: string[]
}

const BASIC = new Set('@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡'
  + 'ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà')
const EXTENSION = new Set('\f^{}\\[~]|€')

export function countSms(text: string): SmsCount {
  const characters = Array.from(text)
  const forcing = [...new Set(characters.filter((character) => !BASIC.has(character) && !EXTENSION.has(character)))]
  const gsm = forcing.length === 0
  const size = (character: string) => (gsm ? (EXTENSION.has(character) ? 2 : 1) : character.length)
  const [single, joined] = gsm ? [160, 153] : [70, 67]
  const units = characters.reduce((sum, character) => sum + size(character), 0)
  const encoding = gsm ? 'GSM-7' : 'UCS-2'
  if (units <= single) return { encoding, units, parts: 1, left: single - units, forcing }
  let parts = 1
  let used = 0
  for (const character of characters) {
    // A character of two places is not cut between two parts.
    if (used + size(character) > joined) {
      parts++
      used = 0
    }
    used += size(character)
  }
  return { encoding, units, parts, left: joined - used, forcing }
}

/** Typography that a text message can do without: a single dash or curly quote would cut the limit from 160 characters to 70. */
export function normalizeSms(text: string): string {
  return text
    .normalize('NFC').replace(/\r\n?/g, '\n')
    .replace(/[\u00AD\u200B\u2060\uFEFF]/g, '')
    .replace(/[\u2010-\u2015\u2212\u2022]/g, '-').replace(/[\u2018-\u201B\u2032]/g, "'").replace(/[\u201C-\u201F\u2033«»]/g, '"')
    .replace(/\u2026/g, '...').replace(/[\t\u00A0\u2000-\u200A\u202F]/g, ' ')
}
