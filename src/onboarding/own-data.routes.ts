import { Router } from 'express'
import type { AppContext } from '../context.ts'
import { actorOf, allow, viewerOf } from '../people/auth/access.ts'
import { recordChange } from '../platform/changes/changes.queries.ts'
import { setFlash } from '../platform/http/flash.ts'
import { formBody } from '../platform/http/form.ts'
import { exportOf } from './export-onboarding.ts'
import { deleteEndedOf } from './onboarding-writes.queries.ts'
import { OWN_ADDRESS } from './onboarding-address.ts'

/** A person's own data of her onboarding: to take along at any time, and to erase once the path has ended. */
export function ownDataRoutes(app: AppContext) {
  const routes = Router()

  routes.get('/oma/perehdytystiedot', allow('reader'), async (_req, res) => {
    res.attachment('perehdytystiedot.json').type('application/json; charset=utf-8').set('Cache-Control', 'no-store').send(JSON.stringify(await exportOf(app.db, viewerOf(res).id), null, 2))
  })

  routes.post('/oma/perehdytystiedot/poista', allow('reader'), formBody, async (req, res) => {
    const { id } = viewerOf(res)
    const count = await app.db.transaction().execute(async (trx) => {
      const deleted = await deleteEndedOf(trx, id) // one that goes on is her employer's tool and stays
      if (deleted > 0) await recordChange(trx, { at: app.now().toISOString(), actor: actorOf(req, res), action: 'onboardings-deleted', subject: { type: 'person', id }, detail: { count: deleted } })
      return deleted
    })
    setFlash(res, count > 0 ? 'onboarding.erased' : 'onboarding.nothingToErase')
    res.redirect(303, OWN_ADDRESS)
  })
  return routes
}
