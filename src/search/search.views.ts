import type { ItemCard } from '../content/items.queries.ts'
import { isStale, itemLink, type ItemLink } from '../content/item-link.ts'
import { pageLinks, type PageLink } from '../content/page-links.ts'
import { mayBePrivate } from '../content/questions/private-text.ts'
import { daysLate } from '../content/review.ts'
import type { Locale } from '../i18n/locales.ts'
import type { MessageKey } from '../i18n/messages.ts'
import { t } from '../i18n/translate.ts'
import type { SnippetPart } from '../language/snippet.ts'
import { isAtLeast, type Viewer } from '../people/viewer.ts'
import { view } from '../platform/views/view.ts'
import type { Answer, Result } from './find-items.ts'
import type { ShownResult } from './result-sections.ts'
import { addressOfWords, LAST_PAGE, PER_PAGE, searchAddress, sectionAddress, type Searching } from './search-address.ts'
import { noFilters, type Column } from './search-engine.ts'
import { chosenFilters, facetForms, type ChosenFilter, type FacetForm, type Names } from './search-facets.ts'

interface Hit extends ItemLink {
  /** heading of the section that is shown; empty for the beginning of the page */
  where: SnippetPart[]
  snippet: SnippetPart[]
  /** the numbered steps of the section; only where the page answers at once */
  steps: SnippetPart[][]
  others: { href: string; heading: string }[]
  owner: string
  places: string | null
  checked: string | null
  daysLate: number
  /** a translation that is behind its original */
  stale: boolean
  /** why it stands where it does; only when an editor asks */
  why: { score: string; words: { word: string; found: string }[]; ownPlace: boolean; fresh: string } | null
}
interface Tried { word: string; href: string }
/** What stands above and beside the results of every search. */
interface SearchHead { title: string; q: string; asTyped: boolean; spelled: Tried[]; exactly: string | null; widen: string; chosen: ChosenFilter[]; answered: ItemLink | null; /** for administrators: the reserve engine answers */ onReserve: boolean }
interface ResultsPage extends SearchHead {
  total: number
  page: number
  isRelaxed: boolean
  tried: Tried[]
  best: Hit | null
  hits: Hit[]
  /** those that come after them with only some of the words */
  partial: Hit[]
  facets: FacetForm[]
  pages: PageLink[]
  askHref: string
  exportHref: string
}
/** The question that one press sends to a team. */
interface AskForm { text: string; search: string; restricted: boolean; errors: { kysymys: null; tiimi: null }; teams: { id: number; name: string; chosen: boolean }[] }
interface NothingPage extends SearchHead { onlyExcluded: boolean; tried: Tried[]; withoutFilters: string | null; ask: AskForm | null }
interface StartPage { title: string; writes: boolean }

const SAMPLE_HIT: Hit = {
  href: '/sivu/1-kirjastokortin-antaminen#k-anna-kortti', title: 'Kirjastokortin antaminen', lang: 'fi', css: 'ohje', icon: 'guide', kindName: 'content.kind.guide', where: [{ text: 'Anna ', hit: false }, { text: 'kortti', hit: true }],
  snippet: [{ text: 'Anna ', hit: false }, { text: 'kirjastokortti', hit: true }], steps: [[{ text: 'Pyydä ', hit: false }, { text: 'kortti', hit: true }]],
  others: [{ href: '/sivu/1-kirjastokortin-antaminen#k-alaikainen', heading: 'Alle 15-vuotias' }],
  owner: 'Asiakaspalveluryhmän vetäjä', places: 'Inari', checked: '2026-11-02T08:00:00.000Z', daysLate: 9, stale: true,
  why: { score: '12.3', words: [{ word: 'kortti', found: 'otsikko, perusmuoto' }], ownPlace: true, fresh: '2026-11-02T08:00:00.000Z' },
}
const SAMPLE_HEAD: SearchHead = {
  title: 'kirjastokorti – haku', q: 'kirjastokorti', asTyped: true, spelled: [{ word: 'kirjastokortti', href: '/haku?q=kirjastokortti' }], exactly: '/haku?q=kirjastokorti&tarkka=1', widen: '/haku?q=kirjastokorti',
  chosen: [{ facet: 'content.facet.subject', label: 'kirjastokortit', lang: 'fi', without: '/haku?q=kirjastokorti' }],
  onReserve: true,
  answered: { href: '/sivu/1-kirjastokortin-antaminen', title: 'Kirjastokortin antaminen', lang: 'fi', css: 'ohje', icon: 'guide', kindName: 'content.kind.guide' },
}
export const resultsView = view<ResultsPage>('search/results', {
  ...SAMPLE_HEAD, total: 31, page: 2, isRelaxed: true, tried: [{ word: 'lainakortti', href: '/haku?q=lainakortti' }], best: SAMPLE_HIT, hits: [SAMPLE_HIT], partial: [SAMPLE_HIT],
  facets: [
    { name: 'laji', label: 'content.facet.kind', open: true, type: 'checkbox', choices: [{ value: 'guide', label: 'Ohje', lang: 'fi', count: 5, chosen: true, css: 'ohje', icon: 'guide' }] },
    { name: 'kunta', label: 'content.facet.municipality', open: false, type: 'radio', choices: [{ value: '', label: 'Kaikki kunnat', lang: null, count: 9, chosen: true, css: null, icon: null }] },
  ],
  pages: pageLinks(2, 4, (page) => `/haku?q=a&sivu=${page}`), askHref: '/kysymykset/uusi?haku=kirjastokorti', exportHref: '/haku/vienti?q=a',
})
export const nothingView = view<NothingPage>('search/nothing', { ...SAMPLE_HEAD, onlyExcluded: true, tried: [{ word: 'lainakortti', href: '/haku?q=lainakortti' }], withoutFilters: '/haku?q=kirjastokorti', ask: { text: 'Miten tämä hoidetaan?', search: 'kirjastokorti', restricted: false, errors: { kysymys: null, tiimi: null }, teams: [{ id: 3, name: 'Asiakaspalveluryhmä', chosen: true }] } })
export const startView = view<StartPage>('search/start', { title: 'Haku', writes: true })

/** `isBest`: the first result answers in place. `answered`: what an editor has named as the answer. `team`: whom to ask when it is no answer. */
interface Beside { isBest: boolean; answered: ItemCard | null; team: number | null; onReserve: boolean }

export function resultsPage(viewer: Viewer, locale: Locale, now: string, searching: Searching, answer: Answer, names: Names, results: ShownResult[], { isBest, answered, team, onReserve }: Beside): ResultsPage {
  const all = results.map((one) => hitOf(one, viewer, locale, now)), whole = answer.complete ? Math.max(0, answer.complete - (searching.page - 1) * PER_PAGE) : all.length, hits = all.slice(0, whole)
  return {
    ...headOf(searching, answer, locale, names, answered), onReserve, total: answer.total, page: searching.page, isRelaxed: answer.complete === 0, tried: triedOf(answer),
    best: isBest ? hits[0] ?? null : null, hits: isBest ? hits.slice(1) : hits, partial: all.slice(whole), facets: facetForms(answer, searching, viewer, locale, names),
    pages: pageLinks(searching.page, Math.min(Math.ceil(answer.total / PER_PAGE), LAST_PAGE), (page) => searchAddress({ ...searching, page })),
    askHref: `/kysymykset/uusi?${new URLSearchParams({ haku: searching.q.slice(0, 200), ...(team === null ? {} : { tiimi: String(team) }) }).toString()}`,
    exportHref: searchAddress({ ...searching, page: 1 }).replace('/haku', '/haku/vienti'),
  }
}

interface Ask { team: number | null; teams: { id: number; name: string }[] }

export function nothingPage(locale: Locale, searching: Searching, answer: Answer, names: Names, { answered, ask, onReserve }: { answered: ItemCard | null; ask: Ask | null; onReserve: boolean }): NothingPage {
  const { words, phrases, without } = answer.query, head = headOf(searching, answer, locale, names, answered)
  return {
    ...head, onReserve, onlyExcluded: words.length === 0 && phrases.length === 0 && without.length > 0, tried: triedOf(answer),
    withoutFilters: head.chosen.length > 0 ? searchAddress({ ...searching, filters: noFilters(), page: 1 }) : null,
    ask: ask && askForm(locale, searching.q, ask),
  }
}

/** What may name a customer is not put into the question. */
function askForm(locale: Locale, typed: string, { team, teams }: Ask): AskForm {
  const search = mayBePrivate(typed) ? '' : typed.slice(0, 200)
  return {
    text: search === '' ? '' : t(locale, 'questions.fromSearch', { q: search }), search, restricted: false, errors: { kysymys: null, tiimi: null },
    teams: teams.map((one) => ({ ...one, chosen: one.id === team })),
  }
}

export const startPage = (viewer: Viewer): StartPage => ({ title: t(viewer.locale, 'search.title'), writes: isAtLeast(viewer, 'editor') })

function headOf(searching: Searching, answer: Answer, locale: Locale, names: Names, answered: ItemCard | null): Omit<SearchHead, 'onReserve'> {
  const spelled = answer.spelled.flatMap((one) => [...new Set(one.alternatives.map(({ shown }) => shown))].map((word) => ({ word, href: addressOfWords(searching.q.toLowerCase().replace(one.typed, () => word)) })))
  const widened = spelled.length > 0 || answer.complete !== null || answer.synonyms.length > 0
  return {
    title: t(locale, 'search.titleOf', { q: searching.q.slice(0, 100) }), q: searching.q, asTyped: searching.asTyped, spelled,
    exactly: widened && !searching.asTyped ? searchAddress({ ...searching, asTyped: true, page: 1 }) : null, widen: searchAddress({ ...searching, asTyped: false, page: 1 }),
    chosen: chosenFilters(searching, locale, names), answered: answered && itemLink(answered, locale),
  }
}

const triedOf = ({ synonyms }: Answer): Tried[] => synonyms.slice(0, 8).map((word) => ({ word, href: addressOfWords(word) }))

function hitOf({ result, shown }: ShownResult, viewer: Viewer, locale: Locale, now: string): Hit {
  const { card, hit: { lang } } = result
  const title = card.texts.find((text) => text.lang === lang)?.title
  return {
    ...itemLink(card, locale), ...(title === undefined ? {} : { title }), lang: lang === locale ? null : lang, href: sectionAddress(card, lang, shown.section?.anchor ?? '', locale, shown.section?.municipality),
    where: shown.heading, snippet: shown.snippet, steps: shown.steps, others: shown.others.map(({ anchor, heading, municipality }) => ({ heading, href: sectionAddress(card, lang, anchor, locale, municipality) })),
    owner: card.owner_team, places: placesOf(card), checked: card.checked_at, daysLate: daysLate(card.review_due_at, now), stale: isStale(card, lang),
    why: result.reasons.length > 0 ? whyOf(result, viewer, locale) : null,
  }
}

const COLUMN_WORDS: Record<Column, MessageKey> = { title: 'search.why.title', headings: 'search.why.headings', body: 'search.why.body', base: 'search.why.base', parts: 'search.why.parts' }

function whyOf({ card, hit: { score }, reasons }: Result, viewer: Viewer, locale: Locale): Hit['why'] {
  return {
    score: score.toFixed(1), ownPlace: card.municipalities.some(({ slug }) => slug === viewer.municipalitySlug), fresh: card.checked_at ?? card.changed_at,
    words: reasons.map(({ word, found }) => ({ word, found: found.map((column) => t(locale, COLUMN_WORDS[column])).join(', ') || '–' })),
  }
}

const placesOf = (card: ItemCard) => (card.network_wide === 1 ? null : card.municipalities.map(({ name }) => name).join(', '))
