import { Router } from 'express'
import type { AppContext } from '../../context.ts'
import { allow } from './access.ts'
import { sessionOf, timeLeft } from './session.ts'
import { touchSession } from './session.queries.ts'

/** For the warning before a session ends (static/js/session.js). Asking is no use of the session: a page left open does not keep it alive. */
export function sessionEndRoutes(app: AppContext) {
  const routes = Router()

  routes.get('/istunto', allow('reader'), (_req, res) => {
    res.set('Cache-Control', 'no-store').json(timeLeft(sessionOf(res), app.now().getTime()))
  })

  routes.post('/istunto', allow('reader'), async (_req, res) => {
    const session = sessionOf(res), now = app.now()
    await app.db.transaction().execute((trx) => touchSession(trx, session.id, now.toISOString()))
    res.set('Cache-Control', 'no-store').json(timeLeft({ ...session, usedAt: now.toISOString() }, now.getTime()))
  })

  return routes
}
