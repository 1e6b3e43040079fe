import { Router, type Response } from 'express'
import { z } from 'zod'
import type { AppContext } from '../context.ts'
import { allow, viewerOf } from '../people/auth/access.ts'
import { setFlash } from '../platform/http/flash.ts'
import { formBody } from '../platform/http/form.ts'
import { parse } from '../platform/http/parse.ts'
import { dayInFinland } from './due-date.ts'
import { idOf } from './onboarding-form.ts'
import type { Onboarding } from './onboarding.queries.ts'
import { FOLLOWED_ADDRESS, OWN_ADDRESS, personalAddress } from './personal-address.ts'
import { signTask, tickTask } from './tick-task.ts'

/** The state that is wanted, not a change of it: sent twice, it is as if sent once. */
const Tick = z.object({ tila: z.enum(['tehty', 'kesken']), paluu: z.enum(['oma', 'henkilo', 'lista']).default('henkilo') })
const Sign = z.object({ tila: z.enum(['kuitattu', 'kuittaamatta']), paluu: z.enum(['oma', 'henkilo', 'lista']).default('henkilo') })

export function taskRoutes(app: AppContext) {
  const routes = Router(), today = () => dayInFinland(app.now())

  routes.post('/perehdytys/tehtava/:id/merkinta', allow('reader'), formBody, async (req, res) => {
    const { tila, paluu } = parse(Tick, req.body), id = idOf(req.params['id'])
    back(res, paluu, id, await app.db.transaction().execute((trx) => tickTask(trx, today(), viewerOf(res), id, tila === 'tehty')))
  })

  routes.post('/perehdytys/tehtava/:id/kuittaus', allow('reader'), formBody, async (req, res) => {
    const { tila, paluu } = parse(Sign, req.body), id = idOf(req.params['id'])
    back(res, paluu, id, await app.db.transaction().execute((trx) => signTask(trx, today(), viewerOf(res), id, tila === 'kuitattu')))
  })

  return routes
}

function back(res: Response, to: 'oma' | 'henkilo' | 'lista', id: number, { onboarding, said }: { onboarding: Onboarding; said: string }) {
  const address = { oma: OWN_ADDRESS, lista: FOLLOWED_ADDRESS, henkilo: personalAddress(onboarding.id) }[to]
  setFlash(res, said)
  res.redirect(303, `${address}#tehtava-${id}`)
}
