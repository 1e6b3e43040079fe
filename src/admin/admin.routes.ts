import { Router } from 'express'
import type { AppContext } from '../context.ts'
import type { Locale } from '../i18n/locales.ts'
import { allow, viewerOf } from '../people/auth/access.ts'
import { sendPage, shellOf } from '../platform/http/page.ts'
import { adminPage, adminView, statusPage, statusView } from './admin.views.ts'
import { systemStatus } from './system-status.ts'

export function adminRoutes(app: AppContext) {
  const routes = Router()
  routes.get('/hallinta', allow('contact'), (_req, res) => {
    sendPage(res, adminView, adminPage(viewerOf(res), shellOf(res).locale as Locale))
  })
  routes.get('/hallinta/tila', allow('admin'), async (_req, res) => {
    sendPage(res, statusView, statusPage(await systemStatus(app), shellOf(res).locale as Locale))
  })
  return routes
}
