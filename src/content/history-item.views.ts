import type { MessageKey } from '../i18n/messages.ts'
import { t } from '../i18n/translate.ts'
import type { Viewer } from '../people/viewer.ts'
import { view } from '../platform/views/view.ts'
import { diffWords } from './diff-words.ts'
import { shownParts, type ShownPart } from './edit-item.views.ts'
import { sentenceLocale } from './edit-writing.ts'
import type { ActRow, RevisionRow, RevisionText } from './history-item.queries.ts'
import { textFor, type Crumb } from './item-link.ts'
import type { ItemFacts } from './items.queries.ts'
import { KINDS } from './kinds.ts'
import { mayEdit } from './may-edit.ts'
import { languageName } from './languages.ts'
import { SUMMARY_LIMIT } from './text-limits.ts'

/** An item's history in one language, and who looks. */
export interface HistoryOf { viewer: Viewer; item: ItemFacts; lang: string; newest: number }
interface Head { title: string; css: string; crumbs: Crumb[] }

interface HistoryPage extends Head {
  rows: { number: number; href: string; at: string; author: string; summary: string; compare: string; small: boolean; current: boolean; older: boolean; newer: boolean }[]
  /** what else has happened to the item, on the first page */
  acts: { at: string; who: string; what: MessageKey }[]
  lang: string
  languages: { href: string; name: string; code: string; current: boolean }[]
  action: string
  mayCompare: boolean
  earlier: string
  later: string
}
const CRUMBS: Head['crumbs'] = [{ href: '/sivu/12', label: 'Kirjastokortin antaminen', lang: 'fi' }]
export const historyView = view<HistoryPage>('editing/history', {
  title: 'Historia: Kirjastokortin antaminen', css: 'ohje', crumbs: CRUMBS, lang: 'fi', acts: [{ at: '2026-11-23T08:00:00.000Z', who: 'Aino Esimerkki', what: 'editing.act.checked' }],
  rows: [{ number: 14, href: '/sivu/12/historia/14?kieli=fi', at: '2026-11-23T08:00:00.000Z', author: 'Aino Esimerkki', summary: 'Lisättiin ajokortti', compare: '/sivu/12/historia/13/14?kieli=fi', small: true, current: true, older: true, newer: true }],
  languages: [{ href: '/sivu/12/historia?kieli=sv', name: 'svenska', code: 'sv', current: true }], action: '/sivu/12/historia', mayCompare: true, earlier: '/sivu/12/historia?alkaen=50', later: '/sivu/12/historia',
})

interface RevisionPage extends Head {
  lang: string
  number: number
  at: string
  author: string
  summary: string
  heading: string
  bodyHtml: string
  current: boolean
  compare: string
  restoreAction: string
  /** where a template of that version is opened; '' for what is no template, and for who may not change it */
  openHref: string
  newest: number
  sentence: string
  textLimit: number
  /** stays the same for ever */
  address: string
}
export const revisionView = view<RevisionPage>('editing/revision', {
  title: 'Versio 3: Kirjastokortin antaminen', css: 'ohje', crumbs: CRUMBS, lang: 'fi', number: 3, at: '2026-11-23T08:00:00.000Z', author: 'Aino Esimerkki', summary: 'Lisättiin ajokortti',
  heading: 'Kirjastokortin antaminen', bodyHtml: '<p>Teksti</p>', current: true, compare: '/sivu/12/historia/3/14?kieli=fi', restoreAction: '/sivu/12/palauta/3?kieli=fi', openHref: '/viestipohjat/12/muokkaa?versio=3', newest: 14, sentence: 'Palautettiin versio 3', textLimit: SUMMARY_LIMIT, address: '/sivu/12/historia/3?kieli=fi',
})

interface ComparePage extends Head {
  lang: string
  older: { number: number; href: string; at: string; author: string; summary: string }
  newer: { number: number; href: string; at: string; author: string; summary: string }
  heading: ShownPart[]
  parts: ShownPart[]
  same: boolean
  openHref: string
}
const SAMPLE_SIDE = { number: 3, href: '/sivu/12/historia/3?kieli=fi', at: '2026-11-23T08:00:00.000Z', author: 'Aino Esimerkki', summary: 'Lisättiin ajokortti' }
export const compareView = view<ComparePage>('editing/compare', {
  title: 'Versiot 3 ja 14', css: 'ohje', crumbs: CRUMBS, lang: 'fi', older: SAMPLE_SIDE, newer: SAMPLE_SIDE, heading: [{ text: 'Kirjastokortti', removed: false, added: false }],
  parts: [{ text: 'passi', removed: true, added: false }, { text: 'ajokortti', removed: false, added: true }], same: true, openHref: '/viestipohjat/12/muokkaa?versio=3',
})

const address = ({ item, lang }: HistoryOf, rest: string, query = '') => `/sivu/${item.id}/historia${rest}?kieli=${lang}${query}`
const sentenceOf = (of: HistoryOf, row: RevisionRow) => ({ number: row.number, at: row.created_at, author: row.author ?? t(of.viewer.locale, 'editing.history.nobody'), summary: row.summary })

function head(of: HistoryOf, title: (name: string) => string, inside: boolean): Head {
  const { viewer: { locale }, item, lang } = of, text = textFor(item.texts, locale, item.language), name = text?.title ?? ''
  const crumbs = [{ href: `/sivu/${item.id}?kieli=${lang}`, label: name, lang: text && text.lang !== locale ? text.lang : null }]
  return { title: title(name), css: KINDS[item.kind].css, crumbs: inside ? [...crumbs, { href: address(of, ''), label: t(locale, 'editing.history'), lang: null }] : crumbs }
}

export function historyPage(of: HistoryOf, rows: RevisionRow[], acts: ActRow[], from: number, perPage: number): HistoryPage {
  const { viewer: { locale }, item, lang, newest } = of, shown = rows.slice(0, perPage)
  return {
    ...head(of, (name) => t(locale, 'editing.history.title', { title: name }), false), lang, acts: acts.map(({ at, actor, action }) => ({ at, who: actor ?? '', what: `editing.act.${action}` })),
    rows: shown.map((row, i) => ({
      ...sentenceOf(of, row), href: address(of, `/${row.number}`), small: row.material === 0, current: row.number === newest, older: i === 1, newer: i === 0,
      compare: i + 1 < rows.length ? address(of, `/${row.number - 1}/${row.number}`) : '',
    })),
    languages: item.texts.length < 2 ? [] : item.texts.map((text) => ({ href: `/sivu/${item.id}/historia?kieli=${text.lang}`, name: languageName(text.lang), code: text.lang, current: text.lang === lang })),
    action: `/sivu/${item.id}/historia`, mayCompare: shown.length > 1,
    earlier: rows.length > perPage ? address(of, '', `&alkaen=${shown.at(-1)!.number - 1}`) : '',
    later: from >= newest ? '' : address(of, '', from + perPage >= newest ? '' : `&alkaen=${from + perPage}`),
  }
}

const isTemplate = ({ kind, data }: HistoryOf['item']) => kind === 'template' && data !== null
/** A template is more than its readable text: its fields and its texts in other languages are compared, and taken back, where it is made. */
const openHref = ({ viewer, item, lang, newest }: HistoryOf, number: number) =>
  (isTemplate(item) && lang === item.language && number !== newest && mayEdit(viewer, item) ? `/viestipohjat/${item.id}/muokkaa?versio=${number}` : '')

export function revisionPage(of: HistoryOf, row: RevisionText, mayRestore: boolean): RevisionPage {
  const { viewer: { locale }, item, lang, newest } = of, number = row.number, current = number === newest
  return {
    ...head(of, (name) => t(locale, 'editing.revision.title', { number, title: name }), true), ...sentenceOf(of, row), lang, heading: row.title, bodyHtml: row.html, current,
    compare: current ? '' : address(of, `/${number}/${newest}`), restoreAction: mayRestore && !current ? `/sivu/${item.id}/palauta/${number}?kieli=${lang}` : '', newest, openHref: openHref(of, number),
    sentence: t(sentenceLocale(lang), 'editing.restored.sentence', { number }), textLimit: SUMMARY_LIMIT, address: address(of, `/${number}`),
  }
}

export function comparePage(of: HistoryOf, a: RevisionText, b: RevisionText): ComparePage {
  const { viewer: { locale }, lang } = of
  const side = (row: RevisionText) => ({ ...sentenceOf(of, row), href: address(of, `/${row.number}`) })
  return {
    ...head(of, (name) => t(locale, 'editing.compare.title', { older: a.number, newer: b.number, title: name }), true), lang, older: side(a), newer: side(b),
    heading: shownParts(diffWords(a.title, b.title)), parts: shownParts(diffWords(a.body, b.body)), same: !isTemplate(of.item) && a.title === b.title && a.body === b.body, openHref: openHref(of, a.number),
  }
}
