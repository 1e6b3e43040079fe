import type { Locale } from '../i18n/locales.ts'
import type { MessageKey } from '../i18n/messages.ts'
import { languageOf, t } from '../i18n/translate.ts'
import type { Viewer } from '../people/viewer.ts'
import { OWN_PLACE } from '../platform/http/kept-pages.ts'
import { fragment, view } from '../platform/views/view.ts'
import type { OpenAck } from './acknowledgements/own.views.ts'
import type { Kind } from './content.table.ts'
import type { ChangedItem } from './front.queries.ts'
import { itemLink, type ItemLink } from './item-link.ts'
import type { ItemCard } from './items.queries.ts'
import { KIND_NAMES, KINDS } from './kinds.ts'
import { noticeRow, SAMPLE_NOTICE, type NoticeRow } from './notices.views.ts'
import type { Notice } from './notices.queries.ts'
import { daysLate } from './review.ts'

/** Her own open tasks: those of today by name, the others counted, and the people who help her. */
export interface OnboardingToday { href: string; today: number; late: number; week: number; later: number; tasks: { title: string; lang: string | null; href: string }[]; helpers: { part: MessageKey; name: string; email: string | null }[] }
/** What is one person's own on the front page: made for each request, never kept. */
interface FrontOwn {
  /** for someone on an onboarding path */
  onboarding: OnboardingToday | null
  /** what she has to read and acknowledge */
  acks: OpenAck[]
  /** lines in her own list that she has not seen */
  news: number
  /** questions of anyone that wait for an answer: a colleague may know */
  questions: number
  /** how much waits in her work list */
  work: number
}
export const frontOwn = fragment<FrontOwn>('content/parts/front-own')
interface FrontPage {
  title: string
  /** in the form that the sentence of the language takes: Rovaniemellä, Rovaniemi */
  place: string
  kinds: { href: string; label: MessageKey; count: number; css: string; icon: string }[]
  notices: NoticeRow[]
  changes: (ItemLink & { at: string; summary: string; summaryLang: string | null; owner: string })[]
  /** whether all of the changes are of the last seven days */
  thisWeek: boolean
  /** the place of what is her own */
  ownHtml: string
  tasks: { total: number; items: (ItemLink & { days: number })[] } | null
  newEmployee: ItemLink[]
}

const SAMPLE_LINK: ItemLink = { href: '/sivu/10-yhteydeton-lainaus', title: 'Yhteydetön lainaus, kun Koha tai verkko ei toimi', lang: null, css: 'ohje', icon: 'guide', kindName: 'content.kind.guide' }
export const frontView = view<FrontPage>('content/front', {
  title: 'Etusivu', place: 'Rovaniemellä',
  kinds: [{ href: '/selaa?laji=guide', label: 'content.kinds.guide', count: 38, css: 'ohje', icon: 'guide' }],
  notices: [SAMPLE_NOTICE],
  changes: [{ ...SAMPLE_LINK, at: '2026-11-20T08:00:00.000Z', summary: 'Lainauskiellon raja on nyt sama kaikissa kunnissa.', summaryLang: 'fi', owner: 'Koha-pääkäyttäjä' }],
  thisWeek: true, ownHtml: '', tasks: { total: 8, items: [{ ...SAMPLE_LINK, title: 'Offline circulation', lang: 'en', days: 9 }] },
  newEmployee: [SAMPLE_LINK],
})

const WEEK = 7 * 86_400_000
interface FrontContent { counts: Map<Kind, number>; notices: Notice[]; changes: ChangedItem[]; late: { total: number; items: ItemCard[] }; newEmployee: ItemCard[] }

/** What everyone sees who sees the same: nothing here may depend on who the viewer is beyond what `seesOf` names. */
export function frontPage(viewer: Pick<Viewer, 'municipalityInside' | 'municipalityName'>, locale: Locale, now: string, { counts, notices, changes, late, newEmployee }: FrontContent): FrontPage {
  const weekAgo = new Date(Date.parse(now) - WEEK).toISOString()
  const ofThisWeek = changes.filter((item) => item.changed_at >= weekAgo)
  return {
    title: t(locale, 'content.front.title'),
    place: languageOf(locale, 'content.front.now') === 'fi' ? viewer.municipalityInside : viewer.municipalityName,
    kinds: KIND_NAMES.filter((kind) => counts.has(kind)).map((kind) => ({ href: `/selaa?laji=${kind}`, label: KINDS[kind].many, count: counts.get(kind)!, css: KINDS[kind].css, icon: KINDS[kind].icon })),
    notices: notices.map((notice) => noticeRow(notice, locale, now)),
    changes: (ofThisWeek.length > 0 ? ofThisWeek : changes.slice(0, 5)).map((item) => ({
      ...itemLink(item, locale), at: item.changed_at, summary: asSentence(item.change?.summary ?? ''), owner: item.owner_team,
      summaryLang: item.change === null || item.change.lang === locale ? null : item.change.lang,
    })),
    thisWeek: ofThisWeek.length > 0, ownHtml: OWN_PLACE,
    tasks: late.total === 0 ? null : {
      total: late.total, items: late.items.map((item) => ({ ...itemLink(item, locale), days: daysLate(item.review_due_at, now) })),
    },
    newEmployee: newEmployee.map((item) => itemLink(item, locale)),
  }
}

const asSentence = (text: string) => (text === '' || /[.!?…]$/.test(text) ? text : `${text}.`)
