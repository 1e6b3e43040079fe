import type { Settings } from 'meilisearch'
import { plainText } from '../../language/words.ts'
import { FACETS, type Audience, type Filters, type IndexItem, type IndexSection } from '../search-engine.ts'
import type { CopiedSection } from './meilisearch.queries.ts'

/** Raise it when SETTINGS or the shape of documents changes: the index of that number is filled, then older ones are deleted. */
export const SETTINGS_VERSION = 1

/** All that matters is set here, since defaults differ between versions of Meilisearch. Typing errors are corrected before an engine is asked. */
export const SETTINGS: Settings = {
  searchableAttributes: ['title', 'headings', 'body', 'base', 'parts'],
  filterableAttributes: ['section', 'item', 'audience', 'from', 'until', 'kind', 'network', 'municipality', 'role', 'subject', 'language'],
  sortableAttributes: [],
  displayedAttributes: ['id'],
  rankingRules: ['words', 'typo', 'proximity', 'attribute', 'sort', 'exactness'],
  typoTolerance: { enabled: false },
  localizedAttributes: [{ attributePatterns: ['*'], locales: ['fin'] }],
  stopWords: [], synonyms: {}, distinctAttribute: null, proximityPrecision: 'byWord', pagination: { maxTotalHits: 1000 },
}

/** A section. Its id is never used again for another text, so what Meilisearch says of it is about that very text or about nothing. */
export interface Document {
  id: string
  section: number
  item: number
  audience: string
  from: number
  until: number
  kind: string
  network: boolean
  municipality: string[]
  role: string[]
  subject: string[]
  language: string
  title: string
  headings: string
  body: string
  base: string
  parts: string
}

/** Version and time are in it for a database restored from a backup, which gives ids to new texts that it gave before. */
export const documentId = ({ id, version, freshAt }: { id: number; version: number; freshAt: string }) => `${id}-${version}-${(Date.parse(freshAt) || 0).toString(36)}`
export const sectionOf = (documentId: string) => Number.parseInt(documentId, 10)

const ALWAYS = Number.MAX_SAFE_INTEGER

export function documentOf(item: IndexItem, section: IndexSection, id: number): Document {
  return {
    id: documentId({ id, version: item.version, freshAt: item.freshAt }), section: id, item: item.itemId, audience: item.audience,
    from: item.visibleFrom === null ? 0 : Date.parse(item.visibleFrom), until: item.visibleUntil === null ? ALWAYS : Date.parse(item.visibleUntil),
    kind: item.kind, network: item.networkWide, municipality: item.municipalities, role: item.roles, subject: item.subjects, language: section.lang,
    title: `${plainText(section.title)} ${encode(section.titleBase)}`, headings: `${plainText(section.heading)} ${encode(section.headingBase)}`, body: plainText(section.text),
    base: encode(section.base), parts: encode(section.parts),
  }
}

/** The item's sections that the embedded index has in this very version, as documents. */
export function documentsOf(item: IndexItem, kept: CopiedSection[]): Document[] {
  const ids = new Map(kept.filter(({ version }) => version === item.version).map((section) => [`${section.lang} ${section.position}`, section.id]))
  return item.sections.flatMap((section) => {
    const id = ids.get(`${section.lang} ${section.position}`)
    return id === undefined ? [] : [documentOf(item, section, id)]
  })
}

const LETTERS: Record<string, string> = { ä: 'aq', ö: 'oq', å: 'aw', á: 'ax', č: 'cx', đ: 'dx', ŋ: 'nx', š: 'sx', ŧ: 'tx', ž: 'zx' }

/** Meilisearch takes ä for a and divides words at hyphens. In the analyser's own words neither may happen. */
export const encode = (words: string) => words.replace(/[-'’:\u2010\u2011]/g, '').replace(/[äöåáčđŋšŧž]/g, (letter) => LETTERS[letter]!)

/** Every value of a filter goes through here: inside the quotes nothing has a meaning. */
const quote = (value: string) => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
const oneOf = (attribute: string, values: string[]) => `${attribute} IN [${values.map(quote).join(', ')}]`

/** Only what the audience may see and what is in force; always a list of what is allowed, since a list of what is not lets through what has no value. */
export function audienceFilter({ audiences, now }: Audience): string {
  const at = Date.parse(now)
  return `${oneOf('audience', audiences)} AND from <= ${at} AND until > ${at}`
}

export function facetFilters(filters: Filters): string[] {
  return FACETS.filter((facet) => filters[facet].length > 0)
    .map((facet) => (facet === 'municipality' ? `(network = true OR ${oneOf(facet, filters[facet])})` : oneOf(facet, filters[facet])))
}
