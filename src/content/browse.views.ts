import type { Locale } from '../i18n/locales.ts'
import type { MessageKey } from '../i18n/messages.ts'
import { t } from '../i18n/translate.ts'
import { isAtLeast, type Viewer } from '../people/viewer.ts'
import { view } from '../platform/views/view.ts'
import { browseAddress, PER_PAGE, type Browsing } from './browse-address.ts'
import type { BrowseFacets, BrowseOrder } from './browse.queries.ts'
import type { Thumb } from './image-library/image-library.queries.ts'
import { isStale, itemLink, type ItemLink } from './item-link.ts'
import type { ItemCard } from './items.queries.ts'
import { KIND_NAMES, KINDS } from './kinds.ts'
import { pageLinks, type PageLink } from './page-links.ts'
import { roleWord } from './roles.ts'
import { daysLate } from './review.ts'
import { subjectWord, type Word } from './subject-word.ts'

/** A choice of a facet: taking it, or leaving it when it is the one that is chosen. */
interface Choice { href: string; label: string; lang: string | null; count: number; chosen: boolean; css: string | null; icon: string | null }
interface Facet { name: MessageKey; open: boolean; choices: Choice[] }
export interface ItemRow extends ItemLink { thumb: Thumb | null; owner: string; places: string | null; dateWord: MessageKey; date: string; checked: string | null; daysLate: number; /** a translation that is behind its original */ stale: boolean }
interface BrowsePage {
  title: string
  total: number
  rows: ItemRow[]
  facets: Facet[]
  chosen: { label: string; lang: string | null; name: MessageKey; without: string }[]
  orders: { href: string; label: MessageKey; current: boolean }[]
  all: string
  mayWrite: boolean
  exportHref: string
  pages: PageLink[]
}

const SAMPLE_ROW: ItemRow = {
  href: '/sivu/1-kirjastokortin-antaminen', title: 'Kirjastokortin antaminen ja asiakkaan tunnistaminen', lang: 'fi', css: 'ohje', icon: 'guide', kindName: 'content.kind.guide',
  thumb: { src: '/kuva/f1/480.webp', width: 480, height: 679 }, owner: 'Asiakaspalveluryhmän vetäjä', places: 'Inari', dateWord: 'content.row.changed', date: '2026-11-20T08:00:00.000Z', checked: '2026-11-02T08:00:00.000Z', daysLate: 9, stale: true,
}
export const browseView = view<BrowsePage>('content/browse', {
  title: 'Ohjeet ja käytännöt', total: 31, rows: [SAMPLE_ROW],
  facets: [{ name: 'content.facet.kind', open: true, choices: [{ href: '/selaa?laji=guide', label: 'Ohjeet', lang: 'fi', count: 30, chosen: true, css: 'ohje', icon: 'guide' }] }],
  chosen: [{ label: 'kirjastokortit', lang: 'fi', name: 'content.facet.subject', without: '/selaa' }],
  orders: [{ href: '/selaa?jarjestys=nimi', label: 'content.order.name', current: true }, { href: '/selaa', label: 'content.order.changed', current: false }],
  all: '/selaa', mayWrite: true, exportHref: '/selaa/vienti', pages: pageLinks(2, 4, (page) => `/selaa?sivu=${page}`),
})

export interface BrowseContent { total: number; items: ItemCard[]; facets: BrowseFacets; names: { subject: Word | null; municipality: string | null; owner: string | null }; thumbs: Map<number, Thumb> }

export function browsePage(viewer: Viewer, locale: Locale, now: string, browsing: Browsing, { total, items, facets, names, thumbs }: BrowseContent): BrowsePage {
  const { filters, order, page } = browsing
  const address = (change: Partial<Browsing['filters']>) => browseAddress({ ...browsing, filters: { ...filters, ...change }, page: 1 })
  const own = { value: viewer.municipalitySlug, name: viewer.municipalityName, count: 0 }
  const municipalities = facets.municipalities.some((municipality) => municipality.value === own.value) ? facets.municipalities : [own, ...facets.municipalities]
  const plain = { css: null, icon: null }
  const all: Facet[] = [
    { name: 'content.facet.kind', open: true, choices: KIND_NAMES.flatMap((kind) => {
      const count = facets.kinds.find((counted) => counted.value === kind)?.count ?? 0, { css, icon, many } = KINDS[kind]
      return count === 0 ? [] : [{ href: address({ kind: filters.kind === kind ? null : kind }), label: t(locale, many), lang: null, count, chosen: filters.kind === kind, css, icon }]
    }) },
    { name: 'content.facet.role', open: filters.role !== null || filters.kind === null, choices: facets.roles.map(({ value, count }) => ({
      href: address({ role: filters.role === value ? null : value }), ...roleWord(value, locale), count, chosen: filters.role === value, ...plain,
    })) },
    { name: 'content.facet.subject', open: filters.subject !== null, choices: facets.subjects.map((subject) => ({
      href: address({ subject: filters.subject === subject.value ? null : subject.value }), ...subjectWord(subject, locale), count: subject.count, chosen: filters.subject === subject.value, ...plain,
    })) },
    { name: 'content.facet.municipality', open: filters.municipality !== null, choices: municipalities.map(({ value, name, count }) => ({
      href: address({ municipality: filters.municipality === value ? null : value }), label: t(locale, 'content.facet.withNetwork', { name }), lang: null,
      count: count + facets.network, chosen: filters.municipality === value, ...plain,
    })).filter((choice) => choice.count > 0) },
  ]
  return {
    title: filters.kind === null ? t(locale, 'shell.guides') : t(locale, KINDS[filters.kind].many),
    total, rows: items.map((item) => itemRow(item, locale, now, order, thumbs.get(item.id))),
    facets: all.filter((facet) => facet.choices.length > 0),
    chosen: chosenFilters(browsing, locale, names).map(({ facet, ...tag }) => ({ ...tag, without: address({ [facet]: null }) })),
    orders: (['changed', 'published', 'name'] as const).map((value) => ({ href: browseAddress({ ...browsing, order: value, page: 1 }), label: `content.order.${value}` as const, current: value === order })),
    all: '/selaa', mayWrite: isAtLeast(viewer, 'editor'), exportHref: browseAddress({ ...browsing, order: 'changed', page: 1 }).replace('/selaa', '/selaa/vienti'),
    pages: pageLinks(page, Math.ceil(total / PER_PAGE), (number) => browseAddress({ ...browsing, page: number })),
  }
}

function chosenFilters({ filters }: Browsing, locale: Locale, names: BrowseContent['names']) {
  const plain = (label: string) => ({ label, lang: null })
  return [
    { facet: 'kind' as const, name: 'content.facet.kind' as const, word: filters.kind && plain(t(locale, KINDS[filters.kind].many)) },
    { facet: 'role' as const, name: 'content.facet.role' as const, word: filters.role && roleWord(filters.role, locale) },
    { facet: 'subject' as const, name: 'content.facet.subject' as const, word: filters.subject && (names.subject ?? plain(filters.subject)) },
    { facet: 'municipality' as const, name: 'content.facet.municipality' as const, word: filters.municipality && plain(t(locale, 'content.facet.withNetwork', { name: names.municipality ?? filters.municipality })) },
    { facet: 'owner' as const, name: 'content.facet.owner' as const, word: filters.owner && plain(names.owner ?? '?') },
  ].flatMap(({ facet, name, word }) => (word ? [{ facet, name, ...word }] : []))
}

export const itemRow = (item: ItemCard, locale: Locale, now: string, order: BrowseOrder, thumb: Thumb | null = null): ItemRow => ({
  ...itemLink(item, locale), thumb, owner: item.owner_team,
  ...(order === 'published' ? { dateWord: 'content.notice.published', date: item.published_at ?? item.changed_at } : { dateWord: 'content.row.changed', date: item.changed_at }),
  checked: item.checked_at, daysLate: daysLate(item.review_due_at, now), stale: isStale(item, locale),
  places: item.network_wide === 1 ? null : item.municipalities.map((municipality) => municipality.name).join(', '),
})
