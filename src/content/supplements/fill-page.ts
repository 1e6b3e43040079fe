import type { Db } from '../../database.ts'
import { INTL_TAGS, type Locale } from '../../i18n/locales.ts'
import { wording } from '../../i18n/translate.ts'
import { actsFor } from '../../people/manage-rights.ts'
import { librariesOf, municipalityBySlug } from '../../people/people.queries.ts'
import type { Viewer } from '../../people/viewer.ts'
import { notFound } from '../../platform/http/errors.ts'
import { factsIn, fillFacts } from '../facts/facts-in-html.ts'
import { allFacts, factValues, type FactValue } from '../facts/facts.queries.ts'
import type { Fact } from '../facts/facts.table.ts'
import { escapeAll } from '../markdown-page.ts'
import { hasSlot } from '../slots.ts'
import { fillSupplements } from './fill-supplements.ts'
import { mayFill } from './supplement-rights.ts'
import { localOf, type PlacedSupplement } from './supplements.queries.ts'

export interface Municipal { id: number; slug: string; name: string }
/** For choosing another municipality on the page. */
export interface LocalPart { place: string; kieli: string | null; /** every municipality */ optionsHtml: string; compareHref: string }

/** The municipality that an address asks for, else the viewer's own. */
export async function municipalityFor(db: Db, viewer: Viewer, slug: string | undefined): Promise<Municipal> {
  if (slug === undefined || slug === viewer.municipalitySlug) return { id: viewer.municipalityId, slug: viewer.municipalitySlug, name: viewer.municipalityName }
  const found = await municipalityBySlug(db, slug)
  if (!found) throw notFound()
  return found
}

const isLocal = (html: string) => hasSlot(html) || factsIn(html).length > 0

interface Asked { kunta?: string | undefined; kieli?: string | undefined }
interface LocalItem { id: number; owner_team_id: number; lang: string; html: string }
interface Filled { readonly html: string; readonly local: Readonly<LocalPart> }
/** What a page was filled with, and what came of it: the same again gives the same again. */
interface Known { from: readonly unknown[]; filled: Filled }
const known = new WeakMap<Db, Map<string, Known>>()
const MOST_KNOWN = 250

/**
 * A text as a reader of a municipality sees it on a day: its supplements and values in their places. Who has chosen her own library sees what is
 * that library's and what is the municipality's; who asks for a municipality by name sees all of it.
 */
export async function fillPage(db: Db, viewer: Viewer, on: string, item: LocalItem, asked: Asked): Promise<Filled | { readonly html: string; readonly local: null }> {
  if (!isLocal(item.html)) return { html: item.html, local: null }
  const municipality = await municipalityFor(db, viewer, asked.kunta), own = asked.kunta === undefined ? viewer.libraryId : null, rights = rightsOf(viewer, item, municipality.id)
  const { supplements, municipalities, facts } = await localOf(db, item.id, municipality.id), values = await valuesFor(db, municipality.id, own, on, facts)
  const pages = known.get(db) ?? new Map<string, Known>(), key = JSON.stringify([item.id, item.lang, municipality, own, viewer.locale, asked.kieli ?? null, rights]), before = pages.get(key)
  const from = [item.html, supplements, municipalities, facts, wording(), ...values]
  if (before && from.every((one, at) => one === before.from[at])) return before.filled
  const { isWhole, ...filled } = await fill(db, viewer, item, { municipality, own, rights, supplements: JSON.parse(supplements) as PlacedSupplement[], choices: JSON.parse(municipalities) as Omit<Municipal, 'id'>[], values: together(values), kieli: asked.kieli ?? null })
  if (!isWhole) return filled
  if (pages.size >= MOST_KNOWN) pages.delete(pages.keys().next().value!)
  pages.delete(key)
  known.set(db, pages.set(key, { from, filled }))
  return filled
}

/** What the links into a filled text depend on. */
const rightsOf = (viewer: Viewer, item: LocalItem, municipalityId: number) => ({ mayFill: mayFill(viewer, item, municipalityId), mayGive: actsFor(viewer, municipalityId), teamIds: viewer.role === 'reader' ? [] : viewer.teamIds })

interface Filling { municipality: Municipal; own: number | null; rights: ReturnType<typeof rightsOf>; supplements: PlacedSupplement[]; choices: Omit<Municipal, 'id'>[]; values: ReadonlyMap<string, FactValue>; kieli: string | null }
async function fill(db: Db, { locale }: Viewer, item: LocalItem, { municipality, own, rights, supplements, choices, values, kieli }: Filling): Promise<Filled & { /** no value is missing: what is said of one depends on more */ isWhole: boolean }> {
  const alphabet = new Intl.Collator(INTL_TAGS[locale]), library = own === null ? undefined : (await librariesOf(db, municipality.id)).find(({ id }) => id === own)
  const html = fillSupplements(item.html, { itemId: item.id, municipality, supplements: nearest(supplements, own).sort((a, b) => alphabet.compare(a.library ?? '', b.library ?? '')), ...rights }, item.lang, locale)
  const names = factsIn(html)
  return {
    isWhole: names.every((name) => values.has(name)), html: await withValues(db, locale, municipality, values, rights.mayGive, html, item.lang),
    local: { place: library ? `${library.name}, ${municipality.name}` : municipality.name, kieli, optionsHtml: choices.sort((a, b) => alphabet.compare(a.name, b.name)).map(({ slug, name }) => `<option value="${slug}"${slug === municipality.slug ? ' selected' : ''}>${escapeAll(name)}</option>`).join(''), compareHref: `/sivu/${item.id}/kunnat?kieli=${item.lang}` },
  }
}

/** Of each slot the texts of one library and of the whole municipality; all of its libraries' where that one has none. */
function nearest(all: PlacedSupplement[], library: number | null): PlacedSupplement[] {
  const own = new Set(all.filter((one) => library !== null && one.library_id === library).map(({ slot }) => slot))
  return all.filter((one) => !own.has(one.slot) || one.library_id === null || one.library_id === library)
}

/** The values of a municipality on a day, and those of one of its libraries, which count before them. */
async function valuesFor(db: Db, municipalityId: number, library: number | null, on: string, state?: string): Promise<ReadonlyMap<string, FactValue>[]> {
  const all = await factValues(db, { municipalityId, on }, state)
  return library === null ? [all] : [all, await factValues(db, { municipalityId, libraryId: library, on }, state)]
}
const together = (values: ReadonlyMap<string, FactValue>[]) => (values.length === 1 ? values[0]! : new Map(values.flatMap((map) => [...map])))

/** Puts the values of a municipality into HTML. */
export async function withFacts(db: Db, viewer: Viewer, on: string, municipality: Municipal, html: string, lang: string): Promise<string> {
  if (factsIn(html).length === 0) return html
  return withValues(db, viewer.locale, municipality, together(await valuesFor(db, municipality.id, null, on)), actsFor(viewer, municipality.id), html, lang)
}

async function withValues(db: Db, locale: Locale, municipality: Municipal, values: ReadonlyMap<string, FactValue>, mayGive: boolean, html: string, lang: string): Promise<string> {
  const facts = factsIn(html).every((name) => values.has(name)) ? new Map<string, Fact>() : new Map((await allFacts(db)).map((fact) => [fact.name, fact]))
  return fillFacts(html, { name: municipality.name, slug: municipality.slug, values, facts, mayFill: mayGive }, lang, locale)
}
