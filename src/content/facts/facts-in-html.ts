import type { Locale } from '../../i18n/locales.ts'
import { t } from '../../i18n/translate.ts'
import { escapeAll } from '../markdown-page.ts'
import { languagesOfValue, type ShownLanguage } from './fact-types.ts'
import { labelIn } from './fact-words.ts'
import type { FactValue } from './facts.queries.ts'
import type { Fact } from './facts.table.ts'

/** `{{fakta: puhelin}}` as rendering has written it, or `{{kirjasto_puhelin}}`, which a fact of that name fills. */
const PLACED = /<span class="fact( in-link)?">\[([\p{L}\d_]+)\]<\/span>|<span class="var">\{\{([\p{L}\d_.]+)\}\}<\/span>/gu

/** An open place of an answer speaks of the customer's library: `{{kirjasto_puhelin}}` is the fact `puhelin`. */
const factOfPlace = (name: string) => name.replace(/^kirjasto_/, '')

/** The names that stored HTML uses, once each. */
export function factsIn(html: string): string[] {
  if (!html.includes('class="fact') && !html.includes('class="var"')) return []
  return [...new Set([...html.matchAll(PLACED)].map(([, , fact, open]) => fact ?? factOfPlace(open!)))]
}

/** The same marks in the text of a section, which is the HTML's without its tags: `[puhelin]`. */
const WRITTEN = /\[([\p{L}\d_]+)\]/gu

export const hasMark = (text: string) => text.search(WRITTEN) >= 0
/** Puts values into a section's text; a mark without a value stays. */
export const fillWritten = (text: string, values: ReadonlyMap<string, FactValue>, lang: string) =>
  text.replace(WRITTEN, (mark, name: string) => { const value = values.get(name); return value ? textOf(value, lang) : mark })

/** The names that the fields of a template take their first values from; the data is JSON. */
export const factsOfFields = (data: string | null) => [...(data ?? '').matchAll(/"fact":"([^"\\]+)"/g)].map(([, name]) => name!)

interface FactPlace {
  /** the municipality whose values are shown */
  name: string
  slug: string
  values: ReadonlyMap<string, FactValue>
  /** all names that there are */
  facts: ReadonlyMap<string, Pick<Fact, 'label_fi' | 'label_sv' | 'label_en'>>
  mayFill: boolean
}

/** Puts the values of a place into stored HTML. What is missing says so; nothing is left blank. */
export function fillFacts(html: string, place: FactPlace, textLang: string, locale: Locale): string {
  if (!html.includes('class="fact') && !html.includes('class="var"')) return html
  return html.replace(PLACED, (_asWritten, inLink: string | undefined, fact: string | undefined, open: string | undefined) => {
    const name = fact ?? factOfPlace(open!), value = place.values.get(name)
    if (value) return open === undefined ? `<span class="fact-value"${langOf(value, textLang)}>${linked(value, textLang, inLink !== undefined)}</span>` : `<span class="var"${langOf(value, textLang)}>${escapeAll(textOf(value, textLang))}</span>`
    return open === undefined || place.facts.has(name) ? missing(name, place, textLang, locale) : leftOpen(open, textLang, locale)
  })
}

const isShown = (lang: string): lang is ShownLanguage => lang === 'fi' || lang === 'sv' || lang === 'en'
const textOf = (value: FactValue, lang: string) => value.shown[isShown(lang) ? lang : 'fi']
const langOf = (value: FactValue, lang: string) => (lang === 'fi' || (isShown(lang) && languagesOfValue(value.type, value.value).includes(lang)) ? '' : ' lang="fi"')

/** Numbers and addresses that can be used are links, unless they stand in one. Several libraries' values together are only text. */
function linked(value: FactValue, lang: string, inLink: boolean): string {
  const text = escapeAll(textOf(value, lang)).replaceAll('\n', '<br>')
  if (inLink || textOf(value, 'fi') !== value.value) return text
  if (value.type === 'phone') return `<a href="tel:${value.value.replace(/[^\d+]/g, '')}">${text}</a>`
  if (value.type === 'email') return `<a href="mailto:${escapeAll(value.value)}">${text}</a>`
  return value.type === 'url' ? `<a href="${escapeAll(value.value)}" rel="noopener noreferrer">${text}</a>` : text
}

/** A place that whoever answers fills in: no fact has its name, which is in Finnish words. */
function leftOpen(name: string, textLang: string, locale: Locale): string {
  const mark = locale === textLang ? '' : ` lang="${locale}"`, words = escapeAll(name.replace(/[_.]/g, ' '))
  return `<span class="slot"${mark}><span class="bad">${escapeAll(t(locale, 'facts.inText.open'))} ${locale === 'fi' ? words : `<span lang="fi">${words}</span>`}</span></span>`
}

function missing(name: string, { facts, name: place, slug, mayFill }: FactPlace, textLang: string, locale: Locale): string {
  const known = facts.get(name), mark = locale === textLang ? '' : ` lang="${locale}"`
  const words = known ? t(locale, 'facts.inText.missing', { label: labelIn(known, locale), place }) : t(locale, 'facts.inText.unknown', { name })
  const fill = mayFill && known ? ` <a class="no-print" href="/tiedot/${encodeURIComponent(name)}?paikka=${slug}">${escapeAll(t(locale, 'facts.inText.fill'))}</a>` : ''
  return `<span class="slot"${mark}><span class="bad">${escapeAll(words)}</span>${fill}</span>`
}
