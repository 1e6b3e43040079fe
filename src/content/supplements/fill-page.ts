import type { Db } from '../../database.ts'
import { actsFor } from '../../people/manage-rights.ts'
import { librariesOf, municipalityBySlug, municipalityNames } from '../../people/people.queries.ts'
import type { Viewer } from '../../people/viewer.ts'
import { notFound } from '../../platform/http/errors.ts'
import { factsIn, fillFacts } from '../facts/facts-in-html.ts'
import { allFacts, factValues } from '../facts/facts.queries.ts'
import type { Fact } from '../facts/facts.table.ts'
import { hasSlot } from '../slots.ts'
import { fillSupplements } from './fill-supplements.ts'
import { mayFill } from './supplement-rights.ts'
import { supplementsOf, type PlacedSupplement } from './supplements.queries.ts'

export interface Municipal { id: number; slug: string; name: string }
/** For choosing another municipality on the page. */
export interface LocalPart { place: string; kieli: string | null; choices: { slug: string; name: string; chosen: boolean }[]; compareHref: string }

/** The municipality that an address asks for, else the viewer's own. */
export async function municipalityFor(db: Db, viewer: Viewer, slug: string | undefined): Promise<Municipal> {
  if (slug === undefined || slug === viewer.municipalitySlug) return { id: viewer.municipalityId, slug: viewer.municipalitySlug, name: viewer.municipalityName }
  const found = await municipalityBySlug(db, slug)
  if (!found) throw notFound()
  return found
}

const isLocal = (html: string) => hasSlot(html) || factsIn(html).length > 0

/**
 * A text as a reader of a municipality sees it on a day: its supplements and values in their places. Who has chosen her own library sees what is
 * that library's and what is the municipality's; who asks for a municipality by name sees all of it.
 */
export async function fillPage(db: Db, viewer: Viewer, on: string, item: { id: number; owner_team_id: number; lang: string; html: string }, asked: { kunta?: string | undefined; kieli?: string | undefined }): Promise<{ html: string; local: LocalPart | null }> {
  if (!isLocal(item.html)) return { html: item.html, local: null }
  const municipality = await municipalityFor(db, viewer, asked.kunta), choices = await municipalityNames(db), own = asked.kunta === undefined ? viewer.libraryId : null
  const supplements = nearest(hasSlot(item.html) ? await supplementsOf(db, item.id, municipality.id) : [], own), library = own === null ? undefined : (await librariesOf(db, municipality.id)).find(({ id }) => id === own)
  const html = fillSupplements(item.html, { itemId: item.id, municipality, supplements, mayFill: mayFill(viewer, item, municipality.id), teamIds: viewer.role === 'reader' ? [] : viewer.teamIds }, item.lang, viewer.locale)
  return {
    html: await withFacts(db, viewer, on, municipality, html, item.lang, own),
    local: { place: library ? `${library.name}, ${municipality.name}` : municipality.name, kieli: asked.kieli ?? null, choices: choices.map((one) => ({ ...one, chosen: one.slug === municipality.slug })), compareHref: `/sivu/${item.id}/kunnat?kieli=${item.lang}` },
  }
}

/** Of each slot the texts of one library and of the whole municipality; all of its libraries' where that one has none. */
function nearest(all: PlacedSupplement[], library: number | null): PlacedSupplement[] {
  const own = new Set(all.filter((one) => library !== null && one.library_id === library).map(({ slot }) => slot))
  return all.filter((one) => !own.has(one.slot) || one.library_id === null || one.library_id === library)
}

/** Puts the values of a municipality into HTML; those of one of its libraries first, where it has any. */
export async function withFacts(db: Db, viewer: Viewer, on: string, municipality: Municipal, html: string, lang: string, library: number | null = null): Promise<string> {
  const names = factsIn(html)
  if (names.length === 0) return html
  const all = await factValues(db, { municipalityId: municipality.id, on }), values = library === null ? all : new Map([...all, ...await factValues(db, { municipalityId: municipality.id, libraryId: library, on })])
  const facts = names.every((name) => values.has(name)) ? new Map<string, Fact>() : new Map((await allFacts(db)).map((fact) => [fact.name, fact]))
  return fillFacts(html, { name: municipality.name, slug: municipality.slug, values, facts, mayFill: actsFor(viewer, municipality.id) }, lang, viewer.locale)
}
