import type { AppContext } from '../../context.ts'
import { closeTask, openTask } from '../../people/inbox/inbox.queries.ts'
import { allItemsUsing, outdatedConsents, setConsentEnded } from './image-library.queries.ts'
import { renderAgain } from './render-again.ts'

const taskOf = (fileId: string, itemId: number) => `image-consent:${fileId}:${itemId}`

/**
 * A picture whose consent has ended leaves every page and the search index, and the teams that own those pages are asked to put another in its
 * place; its bytes are refused from that very moment (visible-file.queries.ts). One that may be shown again comes back.
 */
export async function endConsents(app: AppContext) {
  const at = app.now().toISOString()
  for (const { file_id, name, ended } of await outdatedConsents(app.db, at)) {
    const items = await allItemsUsing(app.db, file_id)
    await app.db.transaction().execute(async (trx) => {
      await setConsentEnded(trx, file_id, ended ? at : null)
      for (const { id, owner_team_id } of items) {
        const key = taskOf(file_id, id)
        if (ended) await openTask(trx, at, { teamId: owner_team_id }, { key, message: 'images.task.ended', values: { name }, href: `/kuvat/${file_id}`, itemId: id })
        else await closeTask(trx, at, null, key)
      }
    })
    for (const { id } of items) await renderAgain(app, id)
  }
}
