import type { Locale } from '../../i18n/locales.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import { t } from '../../i18n/translate.ts'
import { view } from '../../platform/views/view.ts'
import type { DigestRow } from './digest.queries.ts'
import type { Week } from './finnish-week.ts'
import { toldInWords } from './mail-words.ts'

interface NewsPage { title: string; rows: { text: string; href: string; at: string; isNew: boolean }[]; unread: number; olderHref: string | null }
export const newsView = view<NewsPage>('following/news', {
  title: 'Kuulumiset', rows: [{ text: 'Muuttui: Kirjastokortin antaminen', href: '/sivu/12', at: '2026-11-25T08:00:00.000Z', isNew: true }], unread: 1, olderHref: '/oma/kuulumiset?ennen=3',
})

interface Told { id: number; at: string; message: string; detail: string; href: string; read_at: string | null }
export function newsPage(locale: Locale, told: Told[], unread: number, limit: number): NewsPage {
  return {
    title: t(locale, 'following.news'), unread,
    rows: told.slice(0, limit).map((line) => ({ text: toldInWords(locale, line), href: line.href, at: line.at, isNew: line.read_at === null })).filter(({ text }) => text !== ''),
    olderHref: told.length > limit ? `/oma/kuulumiset?ennen=${told[limit - 1]!.id}` : null,
  }
}

interface WeekPage {
  title: string
  from: string
  until: string
  groups: { name: MessageKey; rows: DigestRow[] }[]
  previousHref: string
  nextHref: string | null
}
const SAMPLE_ROW: DigestRow = { itemId: 12, href: '/sivu/12', title: 'Library cards', lang: 'en', css: 'ohje', icon: 'guide', kindName: 'content.kind.guide', at: '2026-11-25T08:00:00.000Z', summary: 'Hinta muuttui.', summaryLang: 'fi', own: true, owner: 'Asiakaspalveluryhmä' }
export const weekView = view<WeekPage>('following/week', { title: 'Viikko 48', from: '2026-11-22T22:00:00.000Z', until: '2026-11-29T21:59:59.000Z', groups: [{ name: 'following.weekOwn', rows: [SAMPLE_ROW] }], previousHref: '/viikko?viikko=2026-W47', nextHref: '/viikko?viikko=2026-W49' })

export function weekPage(locale: Locale, place: string, week: Week, now: string, rows: DigestRow[]): WeekPage {
  const groups = [{ name: 'following.weekOwn' as const, rows: rows.filter(({ own }) => own) }, { name: 'following.weekNetwork' as const, rows: rows.filter(({ own }) => !own) }]
  return {
    title: t(locale, 'following.weekTitle', { week: Number(week.name.slice(6)), place }), from: week.from, until: new Date(Date.parse(week.until) - 1000).toISOString(), groups: groups.filter((group) => group.rows.length > 0),
    previousHref: `/viikko?viikko=${week.previous}`, nextHref: week.until <= now ? `/viikko?viikko=${week.next}` : null,
  }
}

interface EndPage { title: string; isAsking: boolean; isDone: boolean }
export const endView = view<EndPage>('following/end', { title: 'Lopeta sähköpostit', isAsking: true, isDone: false })
export const endPage = (locale: Locale, state: 'ask' | 'done' | 'unknown'): EndPage => ({ title: t(locale, 'following.end.title'), isAsking: state === 'ask', isDone: state === 'done' })
