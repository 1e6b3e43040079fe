import type { Response } from 'express'
import type { Shell } from '../views/shell.ts'
import { keepingOf, ownPage } from './kept-pages.ts'
import type { View } from '../views/view.ts'

export const shellOf = (res: Response) => res.locals.shell as Shell

/** Sends a page. Pages are personal: no cache may keep them. */
export function sendPage<Model>(res: Response, view: View<Model>, model: Model, status = 200) {
  const html = view.render(model, shellOf(res)), keeping = status === 200 ? keepingOf(res) : undefined
  if (keeping) keeping.send(html)
  else res.status(status).type('html').set('Cache-Control', 'no-store').send(ownPage(res, html))
}
