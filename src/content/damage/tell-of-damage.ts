import type { AppContext } from '../../context.ts'
import { FileDamaged, readStoredFile } from '../../files/file-store.ts'
import { adminPeople, closeTasks, openTask } from '../../people/inbox/inbox.queries.ts'
import { fileByBytes, filesToMend, itemsHolding, keysOf, storedFiles } from './damage.queries.ts'

/**
 * Asks the teams whose pages hold a damaged file and the administrators to mend it; asking again while they are asked changes nothing. The
 * administrators get its number instead of its name: they need not be allowed to read the page.
 */
export async function tellOfDamage({ db, now }: Pick<AppContext, 'db' | 'now'>, { sha256 }: FileDamaged) {
  const at = now().toISOString(), file = await fileByBytes(db, sha256)
  if (!file) return
  const items = await itemsHolding(db, file.id)
  await db.transaction().execute(async (trx) => {
    for (const { id, kind, owner_team_id: teamId } of items)
      await openTask(trx, at, { teamId }, { key: `${keysOf(file.id)}item:${id}`, message: 'files.damagedTask', values: { name: file.name }, href: kind === 'document' ? `/tiedostot/${id}` : `/sivu/${id}`, itemId: id })
    for (const personId of await adminPeople(trx))
      await openTask(trx, at, { personId }, { key: `${keysOf(file.id)}admin:${personId}`, message: 'files.damagedAdminTask', values: { id: file.id }, href: '/hallinta/tila' })
  })
}

/** Ends the asking about files that are whole again, or gone; gives their ids. */
export async function lookAtDamaged(app: AppContext): Promise<string[]> {
  const ids = await filesToMend(app.db), stored = new Map((await storedFiles(app.db, ids)).map((file) => [file.id, file])), mended: string[] = []
  for (const id of ids) {
    const file = stored.get(id), isDamaged = file !== undefined && await readStoredFile(app, file).then(() => false, (error: unknown) => {
      if (error instanceof FileDamaged) return true
      throw error
    })
    if (isDamaged) continue
    await app.db.transaction().execute((trx) => closeTasks(trx, app.now().toISOString(), null, keysOf(id)))
    mended.push(id)
  }
  return mended
}
