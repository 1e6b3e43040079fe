import type { Response } from 'express'
import { z } from 'zod'
import { noteReading } from '../content/access-log.queries.ts'
import { itemLink } from '../content/item-link.ts'
import { findByExternalId } from '../content/item.queries.ts'
import { findVisibleItem, type ItemFacts } from '../content/items.queries.ts'
import type { AppContext } from '../context.ts'
import type { Viewer } from '../people/viewer.ts'
import { notFound } from '../platform/http/errors.ts'
import { typedText } from '../platform/http/parse.ts'
import { whenIn } from './about-template.ts'
import { fillTemplate, type FilledTemplate } from './fill-template.ts'
import { readFormInput, type FormInput } from './form-input.ts'
import { libraryFacts } from './library-facts.ts'
import { codesIn } from './linked-text.ts'
import { followLibrary } from './starting-form.ts'
import { definitionOf, type TemplateDefinition } from './template-definition.ts'
import { loadPlaces, type KnownPlaces } from './template-places.ts'
import { isFirst } from './use/use.queries.ts'

/** The number of a row in an address or a hidden field. */
export const Id = z.string().regex(/^[1-9]\d{0,14}$/).transform(Number)
/** When a notice is also in Sámi, and whom to order a translation from. */
const SAMI_GUIDE = 'VIE-08'

/** A template that the viewer may open, with what its page shows around it. */
export interface OpenTemplate {
  item: ItemFacts
  template: TemplateDefinition
  places: KnownPlaces
  guide: { href: string; title: string; lang: string | null } | null
  /** addresses of the items that its instructions name by their codes */
  links: ReadonlyMap<string, string>
}
export interface Filled { form: FormInput; filled: FilledTemplate }

/** `form`: the name of an opened form, whose many answers while someone writes are one reading. */
interface Opening { channel?: 'page' | 'file'; form?: string }

/** One without fields of its own is only read: its reader is sent there, and gets null. Opening one that is restricted to a team is noted. */
export async function openTemplate(app: AppContext, viewer: Viewer, params: { id?: unknown }, res: Response, { channel = 'page', form }: Opening = {}): Promise<OpenTemplate | null> {
  const given = Id.safeParse(params.id), now = app.now().toISOString(), { db } = app
  const item = given.success ? await findVisibleItem(db, viewer, now, given.data) : undefined
  if (!item || item.kind !== 'template') throw notFound()
  const template = definitionOf(item.data)
  if (!template) {
    res.redirect(303, `/sivu/${item.id}`)
    return null
  }
  if (item.restricted_team_id !== null && (form === undefined || await db.transaction().execute((trx) => isFirst(trx, now, `${form}:avattu`)))) await noteReading(db, now, viewer, item, channel)
  const links = new Map<string, string>()
  for (const code of codesIn(whenIn(template, viewer.locale).text)) {
    const other = await findByExternalId(db, viewer, now, code)
    if (other) links.set(code, other.kind === 'template' ? `/viestipohjat/${other.id}` : itemLink(other, viewer.locale).href)
  }
  const guide = await findByExternalId(db, viewer, now, SAMI_GUIDE)
  return { item, template, places: await loadPlaces(db), guide: guide ? itemLink(guide, viewer.locale) : null, links }
}

/** What a sent form makes of the template. */
export async function fillFromForm(app: AppContext, { template, places }: OpenTemplate, body: unknown): Promise<Filled> {
  const form = readFormInput(template.fields, body)
  await followLibrary(template.fields, form.input, typedText(body, '_kirjasto'), places, libraryFacts(app, template.fields))
  return { form, filled: fillTemplate(template, form.input, places) }
}

export const hasErrors = ({ problems }: FilledTemplate) => problems.some(({ level }) => level === 'error')
