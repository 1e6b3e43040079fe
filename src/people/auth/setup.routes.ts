import { Router } from 'express'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { typedText } from '../../platform/http/parse.ts'
import { createPerson } from '../create-person.ts'
import { emailField, municipalityField, nameField, passwordField, readForm } from '../form-fields.ts'
import { localeOf } from '../locale-of.ts'
import { allMunicipalities, isAnyone } from '../people.queries.ts'
import { actorOf, allow } from './access.ts'
import { setupPage, setupView } from './auth.views.ts'
import { findLink, linkGone } from './one-time-link.ts'
import { useLink } from './one-time-links.queries.ts'
import { hashPassword } from './password-hash.ts'
import { passwordProblem } from './password-rules.ts'
import { giveCookie } from './session.ts'
import { signInPerson } from './sign-in-person.ts'

const Setup = z.object({ nimi: nameField, sahkoposti: emailField, kunta: municipalityField, salasana: passwordField })

/** The first administrator, made through the link that the server shows when it starts with nobody in it. */
export function setupRoutes(app: AppContext) {
  const routes = Router()

  routes.get('/kayttoonotto/:token', allow('anyone'), async (req, res) => {
    await findLink(app, 'setup', req.params.token)
    sendPage(res, setupView, setupPage(localeOf(res), { name: '', email: '', municipalities: await choices('') }))
  })

  routes.post('/kayttoonotto/:token', allow('anyone'), formBody, async (req, res) => {
    const link = await findLink(app, 'setup', req.params.token), form = readForm(Setup, req.body)
    const showAgain = async (errors: Record<string, string>) => sendPage(res, setupView, setupPage(localeOf(res), {
      name: typedText(req.body, 'nimi'), email: typedText(req.body, 'sahkoposti'), municipalities: await choices(typedText(req.body, 'kunta')),
    }, errors), 422)
    if (!form.ok) return showAgain(form.errors)
    const { nimi: name, sahkoposti: email, kunta: municipalityId, salasana } = form.values
    if (!(await allMunicipalities(app.db)).some(({ id }) => id === municipalityId)) return showAgain({ kunta: 'auth.municipalityMissing' })
    const problem = passwordProblem(salasana, { name, email })
    if (problem) return showAgain({ salasana: problem })
    const passwordHash = await hashPassword(salasana)
    giveCookie(res, app.config, await app.db.transaction().execute(async (trx) => {
      if (await isAnyone(trx) || !(await useLink(trx, link.hash, app.now().toISOString()))) throw linkGone('setup')
      const person = { email, name, municipalityId, role: 'admin' as const, locale: localeOf(res), teamIds: [], passwordHash }
      const id = await createPerson(trx, app.now().toISOString(), actorOf(req, res), person, 'set-up')
      return signInPerson(trx, app, req, res, id, { shared: true })
    }))
    setFlash(res, 'auth.setupDone')
    res.redirect(303, '/')
  })

  async function choices(chosen: string) {
    return (await allMunicipalities(app.db)).map(({ id, name }) => ({ id, name, chosen: String(id) === chosen }))
  }
  return routes
}
