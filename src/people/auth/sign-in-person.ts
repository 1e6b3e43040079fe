import type { Request, Response } from 'express'
import type { AppContext } from '../../context.ts'
import type { Trx } from '../../database.ts'
import { recordChange } from '../../platform/changes/changes.queries.ts'
import { actorOf } from './access.ts'
import { deviceOf, maybeSession, startSession } from './session.ts'
import { deleteSession } from './session.queries.ts'

/** Starts a session for someone who has just proved who she is; the one that the browser had ends. */
export async function signInPerson(trx: Trx, app: AppContext, req: Request, res: Response, personId: number, { shared }: { shared: boolean }) {
  const at = app.now().toISOString(), old = maybeSession(res)
  if (old) await deleteSession(trx, old.id)
  const session = await startSession(trx, at, personId, { shared, device: deviceOf(req) })
  await recordChange(trx, { at, actor: { ...actorOf(req, res), id: personId }, action: 'signed-in', subject: { type: 'session', id: session.id } })
  return session
}
