import { Router } from 'express'
import type { AppContext } from '../../context.ts'
import type { Db } from '../../database.ts'
import { allow, viewerOf } from '../../people/auth/access.ts'
import { sendPage } from '../../platform/http/page.ts'
import { openWork, ownDrafts } from './work.queries.ts'
import { workPage, workView } from './work.views.ts'

const MOST_DRAFTS = 50

/** `countFailed`: how many searches wait for someone to write what they looked for; search is built on content. */
export function workRoutes(app: AppContext, countFailed: (db: Db) => Promise<number>) {
  const routes = Router(), { db } = app
  routes.get('/oma/tyot', allow('reader'), async (_req, res) => {
    const viewer = viewerOf(res), now = app.now().toISOString()
    const [rows, drafts, failed] = await Promise.all([openWork(db, viewer, now), ownDrafts(db, viewer, now, MOST_DRAFTS), countFailed(db)])
    sendPage(res, workView, workPage(viewer, rows, drafts, failed, now))
  })
  return routes
}
