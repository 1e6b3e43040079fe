import type { Trx } from '../../database.ts'
import { municipalityBySlug } from '../../people/people.queries.ts'
import { recordChange, type Actor } from '../../platform/changes/changes.queries.ts'
import { HttpError, notFound } from '../../platform/http/errors.ts'
import { deleteMunicipality, isLastAdminIn, touchedItems } from './municipality.queries.ts'

/**
 * Takes a municipality out of the network: its people, libraries, supplements, facts and the pages that are its alone. Shared pages stay, and
 * the change log stays as it is. Export it before: nothing of this comes back.
 */
export async function removeMunicipality(trx: Trx, at: string, actor: Actor, slug: string): Promise<{ name: string; items: number; shared: number }> {
  const municipality = await municipalityBySlug(trx, slug)
  if (!municipality) throw notFound()
  if (await isLastAdminIn(trx, municipality.id)) throw new HttpError(409, 'people.lastAdmin')
  const { own, shared } = await touchedItems(trx, municipality.id)
  await deleteMunicipality(trx, municipality, own, at)
  for (const id of own) await recordChange(trx, { at, actor, action: 'deleted', subject: { type: 'item', id } })
  for (const id of shared) await recordChange(trx, { at, actor, action: 'municipality-left', subject: { type: 'item', id }, detail: { slug } })
  await recordChange(trx, { at, actor, action: 'municipality-removed', subject: { type: 'system', id: null }, detail: { slug, items: own.length, shared: shared.length } })
  return { name: municipality.name, items: own.length, shared: shared.length }
}
