import type { Trx } from '../../database.ts'
import { recordChange, type Actor } from '../../platform/changes/changes.queries.ts'
import { HttpError } from '../../platform/http/errors.ts'
import { addUses } from '../facts/fact-uses.queries.ts'
import { factsIn } from '../facts/facts-in-html.ts'
import { closeCheck } from './follow-text.ts'
import { deleteSupplement, findSupplement, insertSupplement, keepRevision, updateSupplement, type SupplementPlace } from './supplements.queries.ts'
import type { Supplement } from './supplements.table.ts'

interface SupplementInput { name: string; body: string; html: string; seen: string; ownerTeamId: number | null; sample?: boolean }

/** Someone else wrote into the same slot first. */
export class SupplementConflict extends HttpError {
  constructor() { super(409, 'supplements.conflict') }
}

/** Writes what a municipality says in a slot; `expected` is the number that the writer started from, 0 for an empty slot, null to not check. */
export async function writeSupplement(trx: Trx, at: string, actor: Actor, place: SupplementPlace, expected: number | null, { name, body, html, seen, ownerTeamId, sample = false }: SupplementInput) {
  const known = await findSupplement(trx, place)
  if (expected !== null && expected !== (known?.number ?? 0)) throw new SupplementConflict()
  const number = (known?.number ?? 0) + 1
  const row = { name, body, html, seen, number, owner_team_id: ownerTeamId, outdated: 0, checked_at: at, changed_at: at, sample: sample ? 1 : 0 } as const
  const { itemId, slot, lang, municipalityId, libraryId } = place
  if (known) await updateSupplement(trx, known.id, row)
  const id = known?.id ?? await insertSupplement(trx, { ...row, item_id: itemId, slot, lang, municipality_id: municipalityId, library_id: libraryId })
  await keepRevision(trx, { supplement_id: id, number, body, author_id: actor.id, created_at: at })
  await addUses(trx, itemId, lang, factsIn(html))
  await closeCheck(trx, at, actor.id, id)
  await record(trx, at, actor, 'supplement-written', place, number)
  return id
}

/** "Still right" beside the text that is now around it. */
export async function confirmSupplement(trx: Trx, at: string, actor: Actor, supplement: Supplement, seen: string) {
  await updateSupplement(trx, supplement.id, { seen, outdated: 0, checked_at: at })
  await closeCheck(trx, at, actor.id, supplement.id)
  await record(trx, at, actor, 'supplement-checked', placeOf(supplement), supplement.number)
}

/** Moves a text to another, empty slot of the same page: for when its own slot is gone. */
export async function moveSupplement(trx: Trx, at: string, actor: Actor, supplement: Supplement, to: { slot: string; name: string; seen: string }) {
  if (await findSupplement(trx, { ...placeOf(supplement), slot: to.slot })) throw new SupplementConflict()
  await updateSupplement(trx, supplement.id, { slot: to.slot, name: to.name, seen: to.seen, outdated: 0, checked_at: at })
  await closeCheck(trx, at, actor.id, supplement.id)
  await record(trx, at, actor, 'supplement-moved', { ...placeOf(supplement), slot: to.slot }, supplement.number)
}

export async function removeSupplement(trx: Trx, at: string, actor: Actor, supplement: Supplement) {
  await deleteSupplement(trx, supplement.id)
  await closeCheck(trx, at, actor.id, supplement.id)
  await record(trx, at, actor, 'supplement-removed', placeOf(supplement), supplement.number)
}

const placeOf = ({ item_id: itemId, slot, lang, municipality_id: municipalityId, library_id: libraryId }: Supplement): SupplementPlace => ({ itemId, slot, lang, municipalityId, libraryId })

/** On the item, so that the index and kept pages follow. */
const record = (trx: Trx, at: string, actor: Actor, action: string, { itemId, slot, lang, municipalityId, libraryId }: SupplementPlace, number: number) =>
  recordChange(trx, { at, actor, action, subject: { type: 'item', id: itemId }, detail: { slot, lang, municipality: municipalityId, library: libraryId, number } })
