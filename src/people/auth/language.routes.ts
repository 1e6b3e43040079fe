import { Router } from 'express'
import type { AppContext } from '../../context.ts'
import { isLocale } from '../../i18n/locales.ts'
import { HttpError } from '../../platform/http/errors.ts'
import { formBody } from '../../platform/http/form.ts'
import { typedText } from '../../platform/http/parse.ts'
import { setLocale } from '../people.queries.ts'
import { allow, maybeViewer } from './access.ts'
import { ownPath } from './own-path.ts'

const YEAR = 365 * 24 * 60 * 60_000

/** The language of the interface: kept with the person when someone is signed in, and in this browser. */
export function languageRoutes(app: AppContext) {
  const routes = Router()
  routes.post('/kieli', allow('anyone'), formBody, async (req, res) => {
    const locale = typedText(req.body, 'kieli'), viewer = maybeViewer(res)
    if (!isLocale(locale)) throw new HttpError(400, 'errors.badRequest')
    if (viewer) await app.db.transaction().execute((trx) => setLocale(trx, viewer.id, locale))
    res.cookie('kieli', locale, { httpOnly: true, sameSite: 'lax', path: '/', secure: app.config.https, maxAge: YEAR })
    res.redirect(303, ownPath(typedText(req.body, 'takaisin')))
  })
  return routes
}
