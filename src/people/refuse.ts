import type { Request, Response } from 'express'
import type { AppContext } from '../context.ts'
import { recordChange } from '../platform/changes/changes.queries.ts'
import type { HttpError } from '../platform/http/errors.ts'
import { actorOf } from './auth/access.ts'

/** Refuses, and writes into the change log that it was tried. */
export async function refuse(app: Pick<AppContext, 'db' | 'now'>, req: Request, res: Response, subject: { type: 'person' | 'team'; id: number | null }, error: HttpError): Promise<never> {
  await app.db.transaction().execute((trx) => recordChange(trx, { at: app.now().toISOString(), actor: actorOf(req, res), action: 'denied', subject, result: 'refused' }))
  throw error
}
