import type { Locale } from '../../i18n/locales.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import { t } from '../../i18n/translate.ts'
import type { Viewer } from '../../people/viewer.ts'
import { view } from '../../platform/views/view.ts'
import { itemRow } from '../browse.views.ts'
import type { ItemCard } from '../items.queries.ts'
import { pageLinks, type PageLink } from '../page-links.ts'
import { NETWORK, SOON_DAYS, type Freshness, type FreshnessFilter, type PlaceFreshness, type ReviewState, type TeamFreshness } from './freshness.queries.ts'

interface Count { n: number; href: string }
interface Row { name: string; href: string; /** '' where all is well */ warning: string; all: Count; fresh: Count; soon: Count; late: Count; oldest: string | null }
interface FreshnessPage {
  title: string
  soonDays: number
  /** of the municipality that the teams are narrowed to; '' for all */
  place: string
  teams: Row[]
  places: Row[]
}
const SAMPLE_COUNT: Count = { n: 3, href: '/yllapito/tuoreus/sivut?vastuu=1&tila=late' }
const SAMPLE_ROW: Row = { name: 'Asiakaspalveluryhmä', href: '/selaa?vastuu=1', warning: 'Ei sijaista', all: SAMPLE_COUNT, fresh: SAMPLE_COUNT, soon: SAMPLE_COUNT, late: SAMPLE_COUNT, oldest: '2025-11-02T08:00:00.000Z' }
export const freshnessView = view<FreshnessPage>('upkeep/freshness', { title: 'Sisällön tuoreus', soonDays: 30, place: 'Inari', teams: [SAMPLE_ROW], places: [{ ...SAMPLE_ROW, name: 'Inari', oldest: null }] })

export function freshnessPage({ locale }: Viewer, teams: TeamFreshness[], places: PlaceFreshness[], place: string | null): FreshnessPage {
  const counted = (row: Freshness, filter: Partial<FreshnessFilter>): Pick<Row, 'all' | 'fresh' | 'soon' | 'late' | 'oldest'> => {
    const count = (state: ReviewState | null, n: number): Count => ({ n, href: listAddress({ place: null, team: null, ...filter, state }) })
    return { all: count(null, row.fresh + row.soon + row.late), fresh: count('fresh', row.fresh), soon: count('soon', row.soon), late: count('late', row.late), oldest: row.oldest }
  }
  return {
    title: t(locale, 'upkeep.freshness'), soonDays: SOON_DAYS, place: place === null ? '' : nameOf(locale, places.find(({ slug }) => slug === place) ?? { slug: place, name: place }),
    teams: teams.map((row) => ({ name: row.name, href: `/selaa?vastuu=${row.team}`, warning: warningOf(locale, row), ...counted(row, { team: row.team, place }) })),
    places: places.map((row) => ({ name: nameOf(locale, row), href: `/yllapito/tuoreus?kunta=${row.slug}`, warning: '', ...counted(row, { place: row.slug }) })),
  }
}

const nameOf = (locale: Locale, { slug, name }: { slug: string; name: string }) => (slug === NETWORK ? t(locale, 'upkeep.freshness.network') : name)
function warningOf(locale: Locale, { writers, substitute }: TeamFreshness): string {
  if (writers === 0) return t(locale, 'upkeep.freshness.nobody')
  return substitute === null ? t(locale, 'upkeep.freshness.noSubstitute') : ''
}

function listAddress({ place, team, state }: FreshnessFilter, page = 1): string {
  const given = Object.entries({ kunta: place, vastuu: team, tila: state, sivu: page === 1 ? null : page }).filter((entry): entry is [string, string | number] => entry[1] !== null)
  return `/yllapito/tuoreus/sivut?${new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])).toString()}`
}

interface ListPage { title: string; rows: ReturnType<typeof itemRow>[]; pages: PageLink[] }
export const freshnessListView = view<ListPage>('upkeep/freshness-list', {
  title: 'Myöhässä', pages: pageLinks(2, 4, (page) => `?sivu=${page}`),
  rows: [{ href: '/sivu/12', title: 'Kirjastokortin antaminen', lang: 'fi', css: 'ohje', icon: 'guide', kindName: 'content.kind.guide', owner: 'Asiakaspalveluryhmä', places: 'Inari', thumb: { src: '/kuva/f1/480.webp', width: 480, height: 679 }, dateWord: 'content.row.changed', date: '2026-11-20T08:00:00.000Z', checked: '2025-11-02T08:00:00.000Z', daysLate: 9, stale: true }],
})
const STATE_NAMES: Record<ReviewState, MessageKey> = { fresh: 'upkeep.freshness.fresh', soon: 'upkeep.freshness.soon', late: 'upkeep.freshness.late' }

export const freshnessListPage = ({ locale }: Viewer, now: string, filter: FreshnessFilter, { total, items }: { total: number; items: ItemCard[] }, page: number, perPage: number): ListPage => ({
  title: t(locale, filter.state === null ? 'upkeep.freshness.reviewed' : STATE_NAMES[filter.state]), rows: items.map((item) => itemRow(item, locale, now, 'changed')),
  pages: pageLinks(page, Math.ceil(total / perPage), (number) => listAddress(filter, number)),
})
