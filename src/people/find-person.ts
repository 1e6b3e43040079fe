import type { Request, Response } from 'express'
import type { AppContext } from '../context.ts'
import { HttpError, notFound } from '../platform/http/errors.ts'
import { viewerOf } from './auth/access.ts'
import { mayChange, maySee } from './manage-rights.ts'
import { personById } from './people.queries.ts'
import type { Person } from './people.table.ts'
import { refuse } from './refuse.ts'

type App = Pick<AppContext, 'db' | 'now'>

/** The person of the address, for whoever may see her. */
export async function findPerson(app: App, req: Request, res: Response): Promise<Person> {
  const id = /^\d{1,9}$/.test(String(req.params['id'])) ? Number(req.params['id']) : null, person = id === null ? undefined : await personById(app.db, id)
  return person && maySee(viewerOf(res), person) ? person : refuse(app, req, res, { type: 'person', id }, notFound())
}

/** The same, for whoever may change her. */
export async function findPersonToChange(app: App, req: Request, res: Response): Promise<Person> {
  const person = await findPerson(app, req, res)
  return mayChange(viewerOf(res), person) ? person : refuse(app, req, res, { type: 'person', id: person.id }, new HttpError(403, 'errors.forbidden'))
}
