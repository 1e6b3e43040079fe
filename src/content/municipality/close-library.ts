import type { Trx } from '../../database.ts'
import { updateLibrary } from '../../people/places/places.queries.ts'
import { recordChange, type Actor } from '../../platform/changes/changes.queries.ts'
import { askToCheck, closeCheck } from '../supplements/follow-text.ts'
import { supplementsOfLibrary } from '../supplements/supplements.queries.ts'

interface Library { id: number; name: string; municipality_id: number }

/** The library is no longer shown or chosen. What it has written, its values and its past are kept; its supplements are no work for anybody. */
export async function closeLibrary(trx: Trx, at: string, actor: Actor, library: Library) {
  await updateLibrary(trx, library.id, { closed_at: at })
  for (const { id } of await supplementsOfLibrary(trx, library.id)) await closeCheck(trx, at, actor.id, id)
  await record(trx, at, actor, 'library-closed', library)
}

/** All that it had is there again; what fell behind meanwhile is asked to be looked at. */
export async function reopenLibrary(trx: Trx, at: string, actor: Actor, library: Library) {
  await updateLibrary(trx, library.id, { closed_at: null })
  for (const supplement of await supplementsOfLibrary(trx, library.id)) if (supplement.outdated === 1) await askToCheck(trx, at, supplement)
  await record(trx, at, actor, 'library-reopened', library)
}

/** Also on each item that it has written into, so that the index follows. */
async function record(trx: Trx, at: string, actor: Actor, action: string, { id, name, municipality_id: municipality }: Library) {
  const items = new Set((await supplementsOfLibrary(trx, id)).map(({ item_id: itemId }) => itemId))
  for (const item of items) await recordChange(trx, { at, actor, action, subject: { type: 'item', id: item }, detail: { name, municipality } })
  await recordChange(trx, { at, actor, action, subject: { type: 'system', id: null }, detail: { name, municipality } })
}
