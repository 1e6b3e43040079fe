import { formatDate } from '../i18n/format-date.ts'
import type { Locale } from '../i18n/locales.ts'
import { t } from '../i18n/translate.ts'
import { view } from '../platform/views/view.ts'
import { isStale, itemLink, type ItemLink } from './item-link.ts'
import { leadText } from './lead-text.ts'
import type { Notice } from './notices.queries.ts'

export interface NoticeRow extends ItemLink {
  outage: boolean
  urgent: boolean
  over: boolean
  since: string
  until: string | null
  untilText: string
  /** municipalities that it is for; null for the whole network */
  places: string | null
  lead: string
  /** a translation that is behind its original */
  stale: boolean
}
interface NoticesPage { title: string; current: NoticeRow[]; past: NoticeRow[] }

export const SAMPLE_NOTICE: NoticeRow = {
  href: '/sivu/71-koha-toimii-hitaasti', title: 'Koha toimii hitaasti. Lainaa ja palauta tavallisesti', lang: null, css: 'tiedote', icon: 'notice', kindName: 'content.kind.notice',
  outage: true, urgent: true, over: false, since: '2026-11-23T06:40:00.000Z', until: '2026-12-06T21:59:00.000Z', untilText: '6.12.', places: 'Inari, Utsjoki',
  lead: 'Jos sivu ei aukea 15 minuutissa, siirry yhteydettömään lainaukseen. Seuraava tieto kello 10.', stale: true,
}
export const noticesView = view<NoticesPage>('content/notices', { title: 'Tiedotteet', current: [SAMPLE_NOTICE], past: [{ ...SAMPLE_NOTICE, outage: false, over: true }] })

export const noticesPage = (locale: Locale, now: string, current: Notice[], past: Notice[]): NoticesPage => ({
  title: t(locale, 'shell.notices'), current: current.map((notice) => noticeRow(notice, locale, now)), past: past.map((notice) => noticeRow(notice, locale, now)),
})

export const noticeRow = (notice: Notice, locale: Locale, now: string): NoticeRow => ({
  ...itemLink(notice, locale),
  outage: notice.notice_type === 'outage', urgent: notice.notice_type === 'urgent', over: notice.visible_until !== null && notice.visible_until <= now,
  since: notice.visible_from ?? notice.published_at ?? notice.changed_at, until: notice.visible_until,
  untilText: notice.visible_until === null ? '' : formatDate(locale, notice.visible_until, isSoon(notice.visible_until, now) ? 'short' : 'date'),
  places: notice.network_wide === 1 ? null : notice.municipalities.map((municipality) => municipality.name).join(', '),
  lead: leadText(notice.sections), stale: isStale(notice, locale),
})

/** Within half a year the day is clear without its year. */
const isSoon = (iso: string, now: string) => Date.parse(iso) - Date.parse(now) < 180 * 86_400_000
