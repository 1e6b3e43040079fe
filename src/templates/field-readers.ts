/** One input each: the text as it was typed → the value as it is kept, or the reason why it cannot be. */
export type ReadProblem =
  | 'too-long' | 'bad-characters' | 'wrong-shape' | 'not-a-date' | 'not-a-time' | 'not-a-number' | 'not-a-web-address' | 'not-an-email'
  | 'not-a-phone-number'
export type Read = { value: string } | { problem: ReadProblem; limit?: number }

const LONGEST = { text: 300, longtext: 5000 }
/** Control characters, and those that turn the direction of writing: invisible, and able to make a text read as another one. */
const INVISIBLE = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu

/** A text is one line; a long text keeps its lines. Both lose invisible characters and needless space. */
export function readText(typed: string, kind: 'text' | 'longtext'): Read {
  if (!typed.isWellFormed()) return { problem: 'bad-characters' }
  // Measured before the work: normalizing takes time.
  if (typed.length > LONGEST[kind] * 2) return { problem: 'too-long', limit: LONGEST[kind] }
  const lines = typed.normalize('NFC').split(/\r\n?|[\n\v\f\u0085\u2028\u2029]/)
    .map((line) => line.replace(/\t/g, ' ').replace(INVISIBLE, '').replace(/ {2,}/g, ' ').trim())
  const value = kind === 'text' ? lines.filter(Boolean).join(' ') : lines.join('\n').replace(/\n{3,}/g, '\n\n').trim()
  if (value.length > LONGEST[kind]) return { problem: 'too-long', limit: LONGEST[kind] }
  return { value }
}

/** `2026-12-05` or `5.12.2026`. */
export function readDate(typed: string): Read {
  const text = typed.trim()
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  const finnish = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text)
  const [year, month, day] = iso ? iso.slice(1).map(Number) : finnish ? finnish.slice(1).map(Number).reverse() : []
  if (!year || !month || !day) return { problem: 'not-a-date' }
  const date = new Date(Date.UTC(year, month - 1, day))
  if (year < 1000 || date.getUTCMonth() !== month - 1) return { problem: 'not-a-date' }
  return { value: date.toISOString().slice(0, 10) }
}

/** `9:30`, `9.30` or `9`. */
export function readTime(typed: string): Read {
  const [, hours, minutes = '00'] = /^(\d{1,2})(?:[.:](\d{2}))?$/.exec(typed.trim()) ?? []
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59) return { problem: 'not-a-time' }
  return { value: `${hours.padStart(2, '0')}:${minutes}` }
}

/** `1 234,50` or `1234.50`; kept as its digits, because a price must not lose its last zero. */
export function readNumber(typed: string): Read {
  const text = typed.trim().replace(/[ \u00A0\u202F](?=\d{3}(?!\d))/g, '').replace('\u2212', '-').replace(',', '.')
  if (!/^-?\d{1,12}(\.\d{1,6})?$/.test(text)) return { problem: 'not-a-number' }
  return { value: text.replace(/^(-?)0+(?=\d)/, '$1') }
}

/** Only http and https, without a name and a password in it: anything else in a link may act on the reader. */
export function readUrl(typed: string): Read {
  const text = typed.trim()
  const isPlain = text.length <= 2000 && text.isWellFormed() && !/[\s<>"'`\\{}|^]/.test(text) && text.search(INVISIBLE) < 0
  const url = isPlain && /^https?:\/\//i.test(text) ? URL.parse(text) : null
  return url && !url.username && !url.password && url.hostname.includes('.') ? { value: text } : { problem: 'not-a-web-address' }
}

const EMAIL = /^[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(\.[\p{L}\p{N}-]{1,63}){1,8}$/u

export function readEmail(typed: string): Read {
  const text = typed.trim()
  return text.length <= 254 && EMAIL.test(text) ? { value: text } : { problem: 'not-an-email' }
}

/** Digits as they are grouped: `016 000 000`, `+358 16 000 000`, `112`. */
export function readPhone(typed: string): Read {
  const text = typed.trim().replace(/\s+/g, ' ')
  const digits = text.replace(/\D/g, '').length
  if (!/^\+?[\d ()-]{3,25}$/.test(text) || digits < 3 || digits > 15) return { problem: 'not-a-phone-number' }
  return { value: text }
}
