import type { MessageKey } from '../../i18n/messages.ts'
import { emailField, MISLEADING } from '../../people/form-fields.ts'
import { formatRoute, readRoute } from './mobile-route.ts'
import { formatHours, readHours } from './opening-hours.ts'

/** A value is kept as one canonical text, the same that a person types and that CSV carries; each type reads and shows its own. */
export const FACT_TYPES = ['phone', 'email', 'price', 'hours', 'route', 'address', 'url', 'role', 'number', 'text'] as const
export type FactType = (typeof FACT_TYPES)[number]

/** The languages in which a value is shown; others see the Finnish one, marked. */
export type ShownLanguage = 'fi' | 'sv' | 'en'
export type Shown = Record<ShownLanguage, string>

/** What was typed, in its canonical form; or why not, with the number of the line (from 1) where it matters. */
type ReadValue = { ok: true; value: string } | { ok: false; problem: MessageKey; line?: number }

const LONGEST_VALUE = 2000

export function readValue(type: FactType, typed: string): ReadValue {
  const text = typed.normalize('NFC').replace(/\r\n?/g, '\n').replace(/[ \t\u00A0]+/g, ' ').replace(/ *\n */g, '\n').trim()
  if (text === '') return refuse('facts.value.missing')
  if (text.length > LONGEST_VALUE) return refuse('facts.value.long')
  if (MISLEADING.test(text.replaceAll('\n', ''))) return refuse('facts.value.character')
  if (!hasLines(type) && text.includes('\n')) return refuse('facts.value.oneLine')
  return READ[type](text)
}

/** Types whose values may have several lines. */
export const hasLines = (type: FactType) => type === 'hours' || type === 'route' || type === 'text' || type === 'role'

const refuse = (problem: MessageKey): ReadValue => ({ ok: false, problem })
const keep = (value: string): ReadValue => ({ ok: true, value })

const READ: Record<FactType, (text: string) => ReadValue> = {
  phone: (text) => (/^\+?\d[\d ()-]{3,24}$/.test(text) && (text.match(/\d/g) ?? []).length >= 5 ? keep(text) : refuse('facts.phone.bad')),
  email: (text) => {
    const read = emailField.safeParse(text)
    return read.success ? keep(read.data) : refuse('facts.email.bad')
  },
  price: readPrice,
  hours: (text) => {
    const read = readHours(text)
    return 'problem' in read ? { ok: false, problem: read.problem, line: read.line } : keep(read.text)
  },
  address: (text) => (/\d/.test(text) && text.includes(',') ? keep(text) : refuse('facts.address.bad')),
  route: (text) => {
    const read = readRoute(text)
    return 'problem' in read ? { ok: false, problem: read.problem, line: read.line } : keep(read.text)
  },
  url: (text) => (isWebAddress(text) ? keep(text) : refuse('facts.url.bad')),
  role: readVersions,
  number: (text) => (/^[-−]?\d{1,12}(?:[.,]\d{1,6})?$/.test(text) ? keep(text.replace('−', '-').replace(',', '.')) : refuse('facts.number.bad')),
  text: readVersions,
}

const PRICE = /^(\d{1,6})(?:[.,](\d{1,2}))? ?(?:€|e|eur|euroa)(?:(?= ?\/| )(.{0,100}))?$/i
function readPrice(text: string): ReadValue {
  if (/^(maksuton|ilmainen|0)$/i.test(text)) return keep('0,00 €')
  const [, euros, cents, rest] = PRICE.exec(text) ?? []
  if (euros === undefined) return refuse('facts.price.bad')
  return keep(`${Number(euros)},${(cents ?? '').padEnd(2, '0')} €${rest?.trim() ? ` ${rest.trim()}` : ''}`)
}

function isWebAddress(text: string) {
  return !/\s/.test(text) && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).username === ''
}

/** Finnish first; then a line for each other language, as `sv: …`. */
function readVersions(text: string): ReadValue {
  const [first, ...others] = text.split('\n'), seen = new Set<string>()
  for (const line of others) {
    const code = /^(sv|en): ?\S/.exec(line)?.[1]
    if (code === undefined || seen.has(code)) return { ok: false, problem: 'facts.text.versions', line: text.split('\n').indexOf(line) + 1 }
    seen.add(code)
  }
  return keep([first, ...others.map((line) => line.replace(/: ?/, ': '))].join('\n'))
}

/** How a canonical value reads on that day (YYYY-MM-DD), as plain text in each language; a route has a line for each day. */
export function showValue(type: FactType, value: string, on: string): Shown {
  if (type === 'price') return priceIn(value)
  if (type === 'hours') return { fi: formatHours(value, 'fi', on), sv: formatHours(value, 'sv', on), en: formatHours(value, 'en', on) }
  if (type === 'route') return { fi: formatRoute(value, 'fi', on), sv: formatRoute(value, 'sv', on), en: formatRoute(value, 'en', on) }
  if (type === 'number') return inEach((tag) => Number(value).toLocaleString(tag, { maximumFractionDigits: 6 }))
  if (type === 'text' || type === 'role') return versionsOf(value)
  return { fi: value, sv: value, en: value }
}

const TAGS: Shown = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-FI' }
const inEach = (show: (tag: string, language: ShownLanguage) => string): Shown => ({ fi: show(TAGS.fi, 'fi'), sv: show(TAGS.sv, 'sv'), en: show(TAGS.en, 'en') })
const FREE: Shown = { fi: 'maksuton', sv: 'avgiftsfri', en: 'free of charge' }

function priceIn(value: string): Shown {
  const [, euros, rest] = /^([\d,]+) €(.*)$/.exec(value) ?? ['', '0', '']
  const amount = Number(euros!.replace(',', '.'))
  return inEach((tag, language) => (amount === 0 && rest === '' ? FREE[language]
    : amount.toLocaleString(tag, { style: 'currency', currency: 'EUR' }).replace(/[\u00A0\u202F]/g, ' ') + rest!))
}

function versionsOf(value: string): Shown {
  const [fi = '', ...others] = value.split('\n')
  const other = (code: string) => others.find((line) => line.startsWith(`${code}: `))?.slice(4) ?? fi
  return { fi, sv: other('sv'), en: other('en') }
}

/** The languages that a value is written in; others show the Finnish text. */
export const languagesOfValue = (type: FactType, value: string): ShownLanguage[] =>
  type !== 'text' && type !== 'role' ? ['fi', 'sv', 'en'] : (['fi', 'sv', 'en'] as const).filter((code) => code === 'fi' || value.includes(`\n${code}: `))
