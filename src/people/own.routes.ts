import { Router, type Response } from 'express'
import { z } from 'zod'
import type { AppContext } from '../context.ts'
import { LOCALES } from '../i18n/locales.ts'
import { recordChange } from '../platform/changes/changes.queries.ts'
import { HttpError, notFound } from '../platform/http/errors.ts'
import { setFlash } from '../platform/http/flash.ts'
import { formBody } from '../platform/http/form.ts'
import { sendPage } from '../platform/http/page.ts'
import { typedText } from '../platform/http/parse.ts'
import { actorOf, allow, viewerOf } from './auth/access.ts'
import { changePassword } from './auth/change-password.ts'
import { checkPassword } from './auth/check-password.ts'
import { hashPassword } from './auth/password-hash.ts'
import { passwordProblem } from './auth/password-rules.ts'
import { proved } from './auth/proved.ts'
import { deviceOf, giveCookie, isOver, sessionOf, startSession } from './auth/session.ts'
import { deleteSession, sessionsOf } from './auth/session.queries.ts'
import { libraryField, nameField, passwordField, readForm } from './form-fields.ts'
import { localeOf } from './locale-of.ts'
import { endSessions } from './manage-person.ts'
import { ownPage, ownView } from './own.views.ts'
import { librariesOf, personById, updatePerson } from './people.queries.ts'
import type { Person } from './people.table.ts'
import { isAtLeast, type Viewer } from './viewer.ts'

const Settings = z.object({ nimi: nameField, kieli: z.enum(LOCALES), teema: z.enum(['', 'light', 'dark']), kirjasto: libraryField })
const Passwords = z.object({ 'salasana-nykyinen': z.string().default(''), 'salasana-uusi': passwordField })

/** One's own page: settings, password, and where one is signed in. `countWork`: how much waits in the viewer's work list, which is built on content. */
export function ownRoutes(app: AppContext, countWork: (viewer: Viewer, now: string) => Promise<number>) {
  const routes = Router()

  routes.get('/oma', allow('reader'), async (_req, res) => { await show(res, await self(res)) })

  routes.post('/oma', allow('reader'), formBody, async (req, res) => {
    const form = readForm(Settings, req.body), person = await self(res)
    if (!form.ok) return show(res, { ...person, name: typedText(req.body, 'nimi') }, form.errors, 422)
    const { nimi: name, kieli: locale, teema: theme, kirjasto = person.library_id } = form.values
    if (kirjasto !== null && !(await librariesOf(app.db, person.municipality_id, person.library_id)).some(({ id }) => id === kirjasto)) throw new HttpError(400, 'errors.badRequest')
    await app.db.transaction().execute((trx) => updatePerson(trx, person.id, { name, locale, theme, library_id: kirjasto }))
    back(res, 'people.saved')
  })

  routes.post('/oma/salasana', allow('reader'), formBody, async (req, res) => {
    const form = readForm(Passwords, req.body), person = await self(res)
    if (!form.ok) return show(res, person, form.errors, 422)
    const { 'salasana-nykyinen': current, 'salasana-uusi': wanted } = form.values
    const checked = await checkPassword(app, person.email, current, req.ip ?? '')
    if (checked.result !== 'right') {
      await app.db.transaction().execute((trx) => recordChange(trx, {
        at: app.now().toISOString(), actor: actorOf(req, res), action: 'password-change-failed', subject: { type: 'person', id: person.id },
        result: 'refused', detail: { reason: checked.result },
      }))
      if (checked.result === 'wrong') return show(res, person, { 'salasana-nykyinen': 'auth.currentWrong' }, 403)
      res.set('Retry-After', String(checked.seconds))
      return show(res, person, { 'salasana-nykyinen': 'auth.waitFirst' }, 429)
    }
    const problem = passwordProblem(wanted, person)
    if (problem) return show(res, person, { 'salasana-uusi': problem }, 422)
    const hash = await hashPassword(wanted)
    giveCookie(res, app.config, await app.db.transaction().execute(async (trx) => {
      await changePassword(trx, app, actorOf(req, res), person.id, hash)
      return startSession(trx, app.now().toISOString(), person.id, { shared: sessionOf(res).shared, device: deviceOf(req) })
    }))
    back(res, 'auth.passwordChanged')
  })

  routes.post('/oma/laitteet/muut/ulos', allow('reader'), formBody, proved(app), async (req, res) => {
    await app.db.transaction().execute((trx) => endSessions(trx, app.now().toISOString(), actorOf(req, res), viewerOf(res).id, { except: sessionOf(res).id }))
    back(res, 'people.otherDevicesOut')
  })

  routes.post('/oma/laitteet/:id/ulos', allow('reader'), formBody, proved(app), async (req, res) => {
    const device = (await sessionsOf(app.db, viewerOf(res).id)).find((row) => String(row.id) === req.params['id'])
    if (!device) throw notFound()
    await app.db.transaction().execute(async (trx) => {
      await deleteSession(trx, device.id)
      await recordChange(trx, { at: app.now().toISOString(), actor: actorOf(req, res), action: 'session-ended', subject: { type: 'session', id: device.id } })
    })
    back(res, 'people.deviceOut')
  })

  async function self(res: Response): Promise<Person> {
    return (await personById(app.db, viewerOf(res).id))!
  }
  async function show(res: Response, person: Person, errors: Record<string, string> = {}, status = 200) {
    const viewer = viewerOf(res), now = app.now().getTime()
    const devices = (await sessionsOf(app.db, person.id))
      .filter((row) => !isOver({ sharedDevice: row.shared_device, usedAt: row.used_at, createdAt: row.created_at }, now))
    sendPage(res, ownView, ownPage(localeOf(res), person,
      { municipality: viewer.municipalityName, devices, here: sessionOf(res).id, manages: isAtLeast(viewer, 'contact'), work: await countWork(viewer, app.now().toISOString()), libraries: await librariesOf(app.db, viewer.municipalityId, person.library_id) }, errors), status)
  }
  return routes
}

function back(res: Response, flash: string) {
  setFlash(res, flash)
  res.redirect(303, '/oma')
}
