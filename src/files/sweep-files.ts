import { rm } from 'node:fs/promises'
import type { AppContext } from '../context.ts'
import { recordChange, SYSTEM } from '../platform/changes/changes.queries.ts'
import { deleteFile, idsInTexts, markUnused, unreferencedFiles, unusedSince } from './file-uses.queries.ts'
import { strangers } from './verify-files.ts'

const DAY = 86_400_000
/** Time to take a page out of the trash, or an old revision back. */
const KEPT_UNUSED_DAYS = 30
const MOST_AT_ONCE = 500
/** a file that was being written when the power went */
const DRAFT = /^[0-9a-f]{2}\/\.[0-9a-f-]{36}$/

/**
 * Takes away the files that nothing has used for 30 days, and bytes that no row knows and nobody has touched for a day: what was stored for a save
 * that never came. The row goes first; its bytes have then no row and go a day later, so that one who stores the same content just now keeps them.
 */
export async function sweepFiles(app: AppContext) {
  const { db } = app, at = app.now().toISOString(), before = new Date(app.now().getTime() - KEPT_UNUSED_DAYS * DAY).toISOString()
  const candidates = await unreferencedFiles(db), named = await idsInTexts(db, candidates), unused = candidates.filter((id) => !named.has(id))
  await db.transaction().execute((trx) => markUnused(trx, unused, at))
  for (const { id, name } of await unusedSince(db, before, MOST_AT_ONCE)) {
    try {
      await db.transaction().execute(async (trx) => {
        await deleteFile(trx, id)
        await recordChange(trx, { at, actor: SYSTEM, action: 'deleted', subject: { type: 'system', id: null }, detail: { file: id, name } })
      })
    } catch (error) {
      if (!String((error as { code?: unknown }).code).startsWith('SQLITE_CONSTRAINT')) throw error
    }
  }
  for await (const { place, name, sha256, age } of strangers(app)) if ((sha256 !== '' || DRAFT.test(name)) && age > DAY) await rm(place, { force: true })
}
