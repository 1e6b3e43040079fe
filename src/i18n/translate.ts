import { IntlMessageFormat } from 'intl-messageformat'
import type { Message } from './define-messages.ts'
import { INTL_TAGS, type Locale } from './locales.ts'
import { messages, type MessageKey } from './messages.ts'

export type Values = Record<string, string | number>
const compiled = new Map<string, IntlMessageFormat>()
/** Texts that a reviewer has put in the place of those in the catalogue, by locale and key. */
let overrides: ReadonlyMap<string, string> = new Map()
const overridden = (locale: Locale, key: string) => (overrides.size === 0 ? undefined : overrides.get(`${locale}:${key}`))

/** Counts from the next call of `t` on. Whoever loads them sees to it that they parse. */
export function setOverrides(rows: readonly { locale: Locale; key: string; text: string }[]) {
  overrides = new Map(rows.map(({ locale, key, text }) => [`${locale}:${key}`, text]))
  compiled.clear()
}

/** The same object for as long as no text has been put right: what was written with `t` may be kept as long. */
export const wording = (): object => overrides

/** The text of a key in the viewer's language; Finnish where Northern Sámi has no sourced text. An unknown key is a bug and throws. */
export function t(locale: Locale, key: MessageKey, values: Values = {}): string {
  const message: Message = messages[key]
  if (!message) throw new Error(`unknown message ${key}`)
  const said = languageOf(locale, key)
  const text = overridden(said, key) ?? message[said]!
  if (!/[{']/.test(text)) return text
  const id = `${said}:${key}`
  let format = compiled.get(id)
  if (!format) compiled.set(id, (format = new IntlMessageFormat(text, INTL_TAGS[said], undefined, { ignoreTag: true })))
  return String(format.format(values))
}

/** The language that `t` answers in: 'fi' where Northern Sámi falls back. */
export const languageOf = (locale: Locale, key: MessageKey): Locale => ((messages[key] as Message)[locale] === undefined && overridden(locale, key) === undefined ? 'fi' : locale)

export const isMessageKey = (key: string): key is MessageKey => Object.hasOwn(messages, key)
