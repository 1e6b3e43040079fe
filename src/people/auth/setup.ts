import type { AppContext } from '../../context.ts'
import { recordChange, SYSTEM } from '../../platform/changes/changes.queries.ts'
import { isAnyone } from '../people.queries.ts'
import { makeLink } from './one-time-link.ts'

/** While there is no person: the address where the first administrator is made. It replaces earlier ones, works once and for an hour. */
export async function issueSetupLink(app: Pick<AppContext, 'db' | 'config' | 'now'>): Promise<string | null> {
  return app.db.transaction().execute(async (trx) => {
    if (await isAnyone(trx)) return null
    await recordChange(trx, { at: app.now().toISOString(), actor: SYSTEM, action: 'setup-link-made', subject: { type: 'system', id: null } })
    return makeLink(trx, app, 'setup', null)
  })
}
