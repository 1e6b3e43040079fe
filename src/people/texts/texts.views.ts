import { valuesOf } from '../../i18n/check-text.ts'
import { LOCALE_NAMES, LOCALES, type Locale } from '../../i18n/locales.ts'
import type { Message } from '../../i18n/define-messages.ts'
import { messages, type MessageKey } from '../../i18n/messages.ts'
import { t } from '../../i18n/translate.ts'
import { view } from '../../platform/views/view.ts'
import { errorTitle, formErrors, type Errors, type Problem } from '../form-fields.ts'
import { sourceOf } from './sources.ts'
import type { allOverrides } from './texts.queries.ts'

export type Override = Awaited<ReturnType<typeof allOverrides>>[number]
export interface Filter { words: string; lang: Locale; only: '' | 'puuttuu' | 'korjattu'; page: number }
const PER_PAGE = 50

interface Shown { locale: Locale; name: string; text: string; falls: boolean; changed: boolean; source: string }
interface TextsPage {
  title: string
  words: string
  langs: { value: string; name: string; chosen: boolean }[]
  onlys: { value: string; key: MessageKey; chosen: boolean }[]
  count: number
  rows: { key: string; href: string; texts: Shown[] }[]
  earlierHref: string
  laterHref: string
  counts: { name: string; locale: Locale; own: number; falls: number; changed: number }[]
  reviewers: { id: number; name: string; email: string }[] | null
}
export const textsView = view<TextsPage>('texts/texts', {
  title: 'Käyttöliittymän tekstit', words: 'haku', langs: [{ value: 'se', name: 'Davvisámegiella', chosen: true }], onlys: [{ value: 'puuttuu', key: 'texts.only.falls', chosen: true }], count: 1,
  rows: [{ key: 'shell.guides', href: '/hallinta/tekstit/shell.guides?kieli=se', texts: [{ locale: 'fi', name: 'Suomi', text: 'Ohjeet', falls: false, changed: true, source: 'Finto' }, { locale: 'se', name: 'Davvisámegiella', text: 'Ohjeet', falls: true, changed: false, source: '' }] }],
  earlierHref: '/hallinta/tekstit', laterHref: '/hallinta/tekstit', counts: [{ name: 'Davvisámegiella', locale: 'se', own: 20, falls: 2000, changed: 1 }], reviewers: [{ id: 1, name: 'Máret', email: 'm@kirjasto.example' }],
})

const keys = (Object.keys(messages) as MessageKey[]).toSorted()

type Changed = ReadonlyMap<string, Override>
const byText = (overrides: Override[]): Changed => new Map(overrides.map((one) => [`${one.locale}:${one.key}`, one]))
const fallsBack = (key: MessageKey, code: Locale, changed: Changed) => (messages[key] as Message)[code] === undefined && !changed.has(`${code}:${key}`)

export function textsPage(locale: Locale, { words, lang, only, page }: Filter, overrides: Override[], reviewers: TextsPage['reviewers']): TextsPage {
  const changed = byText(overrides), wanted = words.trim().toLocaleLowerCase(), falls = (key: MessageKey, code: Locale) => fallsBack(key, code, changed)
  const found = keys.filter((key) => (only === '' || (only === 'puuttuu' ? falls(key, lang) : changed.has(`${lang}:${key}`)))
    && (wanted === '' || key.toLowerCase().includes(wanted) || LOCALES.some((code) => (changed.get(`${code}:${key}`)?.text ?? (messages[key] as Message)[code] ?? '').toLocaleLowerCase().includes(wanted))))
  const address = (to: number) => `/hallinta/tekstit?${new URLSearchParams({ ...(words && { q: words }), kieli: lang, ...(only && { tila: only }), sivu: String(to) }).toString()}`
  return {
    title: t(locale, 'texts.title'), words, count: found.length, reviewers, langs: LOCALES.map((code) => ({ value: code, name: LOCALE_NAMES[code], chosen: code === lang })),
    onlys: ([['', 'texts.only.all'], ['puuttuu', 'texts.only.falls'], ['korjattu', 'texts.only.changed']] as const).map(([value, key]) => ({ value, key, chosen: value === only })),
    rows: found.slice((page - 1) * PER_PAGE, page * PER_PAGE).map((key) => ({ key, href: `/hallinta/tekstit/${key}?kieli=${lang}`, texts: shownTexts(key, changed) })),
    earlierHref: page > 1 ? address(page - 1) : '', laterHref: found.length > page * PER_PAGE ? address(page + 1) : '',
    counts: LOCALES.map((code) => { const fallen = keys.filter((key) => falls(key, code)).length; return { name: LOCALE_NAMES[code], locale: code, own: keys.length - fallen, falls: fallen, changed: overrides.filter((one) => one.locale === code).length } }),
  }
}

function shownTexts(key: MessageKey, changed: Changed): Shown[] {
  const message: Message = messages[key]
  return LOCALES.map((code) => {
    const own = changed.get(`${code}:${key}`)
    return { locale: code, name: LOCALE_NAMES[code], text: own?.text ?? message[code] ?? changed.get(`fi:${key}`)?.text ?? message.fi, falls: fallsBack(key, code, changed), changed: own !== undefined, source: own ? own.source : code === 'fi' ? '' : sourceOf(message.fi, code) }
  })
}

interface TextPage { title: string; key: string; lang: Locale; langName: string; shown: Shown[]; text: string; source: string; needsSource: boolean; values: string; problems: Problem[]; errors: Errors<'teksti' | 'lahde'>; changed: { by: string; at: string } | null; mayChange: boolean; langs: { href: string; name: string; locale: Locale; current: boolean }[] }
export const textView = view<TextPage>('texts/text', {
  title: 'Teksti: shell.guides', key: 'shell.guides', lang: 'se', langName: 'Davvisámegiella', shown: [{ locale: 'fi', name: 'Suomi', text: 'Ohjeet', falls: false, changed: false, source: 'Finto' }], text: 'Rávvagat', source: 'Sámediggi', needsSource: true, values: '{date}',
  problems: [{ field: 'lahde', key: 'texts.sourceMissing' }], errors: { teksti: 'texts.bad.parse', lahde: 'texts.sourceMissing' }, changed: { by: 'Máret', at: '2026-11-25T09:00:00.000Z' }, mayChange: true, langs: [{ href: '/hallinta/tekstit/shell.guides?kieli=fi', name: 'Suomi', locale: 'fi', current: false }],
})

export function textPage(locale: Locale, key: MessageKey, lang: Locale, overrides: Override[], mayChange: boolean, typed: { text: string; source: string } | null, found: Record<string, string> = {}): TextPage {
  const changed = byText(overrides), own = changed.get(`${lang}:${key}`), message: Message = messages[key]
  const { errors, problems } = formErrors(['teksti', 'lahde'], found)
  return {
    title: errorTitle(locale, t(locale, 'texts.one', { key }), problems), key, lang, langName: LOCALE_NAMES[lang], shown: shownTexts(key, changed),
    text: typed?.text ?? own?.text ?? message[lang] ?? '', source: typed?.source ?? own?.source ?? '', needsSource: lang === 'se', values: valuesOf(message.fi).map((name) => `{${name}}`).join(' '), problems, errors,
    changed: own ? { by: own.by ?? '', at: own.changed_at } : null, mayChange, langs: LOCALES.map((code) => ({ href: `/hallinta/tekstit/${key}?kieli=${code}`, name: LOCALE_NAMES[code], locale: code, current: code === lang })),
  }
}
