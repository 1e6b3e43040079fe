import type { Kind } from '../content/content.table.ts'
import { KIND_NAMES, KINDS } from '../content/kinds.ts'
import { languageName } from '../content/languages.ts'
import { roleWord } from '../content/roles.ts'
import { subjectWord, type Word } from '../content/subject-word.ts'
import type { Locale } from '../i18n/locales.ts'
import type { MessageKey } from '../i18n/messages.ts'
import { t } from '../i18n/translate.ts'
import type { Viewer } from '../people/viewer.ts'
import type { Answer } from './find-items.ts'
import { searchAddress, type Searching } from './search-address.ts'
import { FACETS, type Facet } from './search-engine.ts'

/** A choice of a facet: a field of the form that narrows the results. */
interface Choice extends Word { value: string; count: number; chosen: boolean; css: string | null; icon: string | null }
export interface FacetForm { name: string; label: MessageKey; open: boolean; type: 'checkbox' | 'radio'; choices: Choice[] }
export interface ChosenFilter extends Word { facet: MessageKey; without: string }

/** Names of municipalities and subjects, by their slugs. */
export interface Names { municipalities: Map<string, string>; subjects: Map<string, { label: string; label_sv: string; label_en: string }> }

const FIELDS: Record<Facet, { name: string; label: MessageKey }> = {
  kind: { name: 'laji', label: 'content.facet.kind' }, municipality: { name: 'kunta', label: 'content.facet.municipality' }, role: { name: 'kenelle', label: 'content.facet.role' },
  language: { name: 'kieli', label: 'search.language' }, subject: { name: 'aihe', label: 'content.facet.subject' },
}
const OPEN = new Set<Facet>(['kind', 'municipality', 'role'])
const MOST_CHOICES = 8

export function facetForms(answer: Answer, { filters }: Searching, viewer: Viewer, locale: Locale, names: Names): FacetForm[] {
  const choice = (facet: Facet, value: string, count: number): Choice => ({ value, count, chosen: filters[facet].includes(value), css: null, icon: null, ...wordOf(facet, value, locale, names) })
  const choices = (facet: Facet) => {
    const counted = answer.facets[facet].map(({ value, count }) => choice(facet, value, count))
    const missing = filters[facet].filter((value) => !counted.some((one) => one.value === value)).map((value) => choice(facet, value, 0))
    return [...counted.filter((one, index) => index < MOST_CHOICES || one.chosen), ...missing]
  }
  const kinds = KIND_NAMES.flatMap((kind) => choices('kind').filter(({ value }) => value === kind)).map((one) => ({ ...one, css: KINDS[one.value as Kind].css, icon: KINDS[one.value as Kind].icon }))
  const own = choice('municipality', viewer.municipalitySlug, answer.facets.municipality.find(({ value }) => value === viewer.municipalitySlug)?.count ?? answer.networkWide)
  const anywhere: Choice = { value: '', label: t(locale, 'search.everywhere'), lang: null, count: answer.anywhere, chosen: filters.municipality.length === 0, css: null, icon: null }
  const municipalities = [anywhere, own, ...choices('municipality').filter(({ value }) => value !== own.value)]
  const byFacet: Record<Facet, Choice[]> = { kind: kinds, municipality: municipalities, role: choices('role'), language: choices('language'), subject: choices('subject') }
  return FACETS.map((facet) => ({
    ...FIELDS[facet], open: OPEN.has(facet) || filters[facet].length > 0, type: facet === 'municipality' ? 'radio' as const : 'checkbox' as const, choices: byFacet[facet],
  })).filter(({ choices: some, name }) => some.length > (name === 'kieli' ? 1 : 0) || some.some((one) => one.chosen && one.value !== ''))
}

/** The chosen values, each with the address of the search without it. */
export function chosenFilters(searching: Searching, locale: Locale, names: Names): ChosenFilter[] {
  return FACETS.flatMap((facet) => searching.filters[facet].map((value) => ({
    facet: FIELDS[facet].label, ...wordOf(facet, value, locale, names),
    without: searchAddress({ ...searching, page: 1, filters: { ...searching.filters, [facet]: searching.filters[facet].filter((other) => other !== value) } }),
  })))
}

function wordOf(facet: Facet, value: string, locale: Locale, names: Names): Word {
  if (facet === 'kind') return { label: t(locale, KINDS[value as Kind].one), lang: null }
  if (facet === 'role') return roleWord(value, locale)
  if (facet === 'language') return { label: languageName(value), lang: value === locale ? null : value }
  if (facet === 'municipality') return { label: t(locale, 'content.facet.withNetwork', { name: names.municipalities.get(value) ?? value }), lang: null }
  const subject = names.subjects.get(value)
  return subject ? subjectWord(subject, locale) : { label: value, lang: null }
}
