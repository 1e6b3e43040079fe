import { itemLink, type ItemLink } from '../../content/item-link.ts'
import type { ItemCard } from '../../content/items.queries.ts'
import { pageLinks, type PageLink } from '../../content/page-links.ts'
import type { Locale } from '../../i18n/locales.ts'
import { t } from '../../i18n/translate.ts'
import { view } from '../../platform/views/view.ts'
import { addressOfWords } from '../search-address.ts'
import type { FailedSearch } from './failed.queries.ts'

interface FailedRow { id: number; typed: string; times: number; first: string; last: string; searchHref: string; writeHref: string; instead: ItemLink[]; nowFound: boolean; wrong: boolean }
interface FailedPage {
  title: string
  rows: FailedRow[]
  handled: { id: number; typed: string; at: string; item: ItemLink | null }[]
  pages: PageLink[]
}
const SAMPLE_LINK: ItemLink = { href: '/sivu/10-yhteydeton-lainaus', title: 'Yhteydetön lainaus', lang: 'fi', css: 'ohje', icon: 'guide', kindName: 'content.kind.guide' }
export const failedView = view<FailedPage>('search/failed', {
  title: 'Haut, joihin ei löytynyt vastausta',
  rows: [{ id: 1, typed: 'poron ruokinta', times: 7, first: '2026-11-20', last: '2026-11-25', searchHref: '/haku?q=poron+ruokinta', writeHref: '/sivu/uusi?otsikko=Poron+ruokinta', instead: [SAMPLE_LINK], nowFound: true, wrong: true }],
  handled: [{ id: 2, typed: 'kimppakirjasto', at: '2026-11-25T08:00:00.000Z', item: SAMPLE_LINK }], pages: pageLinks(2, 3, (page) => `/haku/puuttuvat?sivu=${page}`),
})
export const FAILED_PER_PAGE = 20

interface Shown { waiting: (FailedSearch & { found: ItemCard[]; isAnswered: boolean })[]; total: number; page: number; handled: (FailedSearch & { card: ItemCard | null })[]; wrong: number | null }

/** `wrong`: the search whose answer could not be opened. */
export function failedPage(locale: Locale, { waiting, total, page, handled, wrong }: Shown): FailedPage {
  return {
    title: wrong === null ? t(locale, 'failed.title') : t(locale, 'auth.errorTitle', { title: t(locale, 'failed.title') }),
    rows: waiting.map(({ id, typed, times, first_day, last_day, found, isAnswered }) => ({
      id, typed, times, first: first_day, last: last_day, searchHref: addressOfWords(typed), writeHref: `/sivu/uusi?${new URLSearchParams({ otsikko: typed.charAt(0).toUpperCase() + typed.slice(1) }).toString()}`,
      instead: found.map((card) => itemLink(card, locale)), nowFound: isAnswered, wrong: id === wrong,
    })),
    handled: handled.map(({ id, typed, handled_at, card }) => ({ id, typed, at: handled_at!, item: card && itemLink(card, locale) })),
    pages: pageLinks(page, Math.ceil(total / FAILED_PER_PAGE), (number) => `/haku/puuttuvat?sivu=${number}`),
  }
}
