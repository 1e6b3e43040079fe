import { IntlMessageFormat } from 'intl-messageformat'
import type { Message } from './define-messages.ts'
import { INTL_TAGS, LOCALES, type Locale } from './locales.ts'
import { messages, type MessageKey } from './messages.ts'

interface Element { type: number; value?: unknown; options?: Record<string, { value: Element[] }>; pluralType?: string }
/** Kinds of ICU elements, as the parser numbers them. */
const LITERAL = 0, SELECT = 5, PLURAL = 6

const parsed = (text: string) => new IntlMessageFormat(text, 'fi', undefined, { ignoreTag: true }).getAst() as Element[]

function* elementsOf(elements: Element[]): Generator<Element> {
  for (const element of elements) {
    yield element
    if (element.type === PLURAL || element.type === SELECT) for (const option of Object.values(element.options ?? {})) yield* elementsOf(option.value)
  }
}

/** The values that a text needs, sorted. Throws when the text is not ICU MessageFormat. */
export const valuesOf = (text: string): string[] => [...new Set([...elementsOf(parsed(text))].filter(({ type, value }) => type !== LITERAL && typeof value === 'string').map(({ value }) => String(value)))].sort()

/** The numbers of grammar that a plural of this language must know and does not: [] when it is right. Exact numbers (=0) do not count for them. */
export function missingPlurals(text: string, locale: Locale): string[] {
  const needed = new Intl.PluralRules(INTL_TAGS[locale]).resolvedOptions().pluralCategories
  return [...elementsOf(parsed(text))].filter(({ type, pluralType }) => type === PLURAL && pluralType !== 'ordinal')
    .flatMap(({ options = {} }) => needed.filter((category) => !(category in options) && !(category === 'one' && '=1' in options)))
}

/** What is wrong with a text that is to stand in the place of a key's: null when nothing is. */
export function textProblem(key: MessageKey, locale: Locale, text: string): 'texts.bad.parse' | 'texts.bad.values' | 'texts.bad.plural' | null {
  const known = (messages[key] as Message).fi
  try {
    if (valuesOf(text).join() !== valuesOf(known).join()) return 'texts.bad.values'
    return missingPlurals(text, locale).length > 0 ? 'texts.bad.plural' : null
  } catch {
    return 'texts.bad.parse'
  }
}

/** Texts of the catalogue whose plural lacks a number that its language needs. */
export const pluralGaps = () => (Object.entries(messages) as [MessageKey, Message][]).flatMap(([key, message]) =>
  LOCALES.flatMap((locale) => (message[locale] === undefined ? [] : missingPlurals(message[locale], locale).map((category) => `${key} in ${locale}: ${category}`))))
