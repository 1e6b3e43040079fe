import type { Request, Response } from 'express'
import type { AppContext } from '../context.ts'
import { refuse } from '../people/refuse.ts'
import { HttpError } from '../platform/http/errors.ts'

/** Looks up what a form names of the viewer's own municipality. Naming someone of another leaves a trace, without her name. */
export async function ownOnly<Result>(app: AppContext, req: Request, res: Response, find: () => Promise<Result>): Promise<Result> {
  try {
    return await find()
  } catch (error) {
    if (error instanceof HttpError) await refuse(app, req, res, { type: 'person', id: null }, error)
    throw error
  }
}
