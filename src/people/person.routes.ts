import { Router, type Response } from 'express'
import { z } from 'zod'
import type { AppContext } from '../context.ts'
import type { Trx } from '../database.ts'
import { t } from '../i18n/translate.ts'
import type { Actor } from '../platform/changes/changes.queries.ts'
import { HttpError, notFound } from '../platform/http/errors.ts'
import { setFlash } from '../platform/http/flash.ts'
import { formBody } from '../platform/http/form.ts'
import { sendPage } from '../platform/http/page.ts'
import { actorOf, allow, viewerOf } from './auth/access.ts'
import { proved } from './auth/proved.ts'
import { deviceOf, giveCookie, sessionOf, startSession } from './auth/session.ts'
import { findPerson, findPersonToChange } from './find-person.ts'
import { libraryField, municipalityField, readForm } from './form-fields.ts'
import { sendNewLink } from './invite.ts'
import { localeOf } from './locale-of.ts'
import { changePerson, disablePerson, enablePerson, endSessions } from './manage-person.ts'
import { isAdmin, mayChange, rolesToGive, teamsAfter } from './manage-rights.ts'
import { allMunicipalities, allTeams, librariesOf, municipalityById, teamsOf } from './people.queries.ts'
import type { Person } from './people.table.ts'
import { linkView, personPage, personView } from './people.views.ts'
import { refuse } from './refuse.ts'

const PATH = '/hallinta/henkilot/:id'
const id = z.string().regex(/^\d{1,9}$/).transform(Number)
const Rights = z.object({ rooli: z.enum(['reader', 'editor', 'contact', 'admin']), kunta: municipalityField.optional(),
  esihenkilo: z.literal('1').optional(), kirjasto: libraryField,
  tiimit: z.union([id.transform((one) => [one]), z.array(id)]).default([]) })

/** One person, as an administrator or her contact person sees and changes her. */
export function personRoutes(app: AppContext) {
  const routes = Router(), sensitive = [allow('contact'), formBody, proved(app)]

  routes.get(PATH, allow('contact'), async (req, res) => {
    const viewer = viewerOf(res), person = await findPerson(app, req, res), members = await teamsOf(app.db, person.id)
    const municipality = await municipalityById(app.db, person.municipality_id)
    sendPage(res, personView, personPage(person, {
      municipality: municipality!, municipalities: isAdmin(viewer) ? await allMunicipalities(app.db) : [], roles: rolesToGive(viewer),
      mayChange: mayChange(viewer, person), libraries: await librariesOf(app.db, person.municipality_id, person.library_id),
      teams: (await allTeams(app.db)).map((team) => ({ ...team, member: members.includes(team.id), mayGive: isAdmin(viewer) || viewer.teamIds.includes(team.id) })),
    }))
  })

  routes.post(PATH, ...sensitive, async (req, res) => {
    const viewer = viewerOf(res), person = await findPersonToChange(app, req, res), form = readForm(Rights, req.body, ['tiimit'])
    if (!form.ok) throw new HttpError(400, 'errors.badRequest')
    const { rooli: role, kunta: municipalityId = person.municipality_id, tiimit, esihenkilo, kirjasto } = form.values
    if (!rolesToGive(viewer).includes(role)) await refuse(app, req, res, { type: 'person', id: person.id }, new HttpError(403, 'errors.forbidden'))
    if (!isAdmin(viewer) && municipalityId !== person.municipality_id) await refuse(app, req, res, { type: 'person', id: person.id }, notFound())
    if (!(await municipalityById(app.db, municipalityId))) throw new HttpError(400, 'errors.badRequest')
    const known = new Set((await allTeams(app.db)).map((team) => team.id)), wanted = tiimit.filter((team) => known.has(team))
    const libraryId = kirjasto === undefined || municipalityId !== person.municipality_id ? undefined : await libraryIn(person, kirjasto)
    const own = await app.db.transaction().execute(async (trx) => {
      const teamIds = teamsAfter(viewer, await teamsOf(trx, person.id), wanted), at = app.now().toISOString()
      const { roleChanged } = await changePerson(trx, at, actorOf(req, res), person, { role, municipalityId, teamIds, supervisor: esihenkilo === '1' ? 1 : 0, ...(libraryId === undefined ? {} : { libraryId }) })
      return roleChanged && person.id === viewer.id ? startSession(trx, at, viewer.id, { shared: sessionOf(res).shared, device: deviceOf(req) }) : null
    })
    if (own) giveCookie(res, app.config, own)
    backToPerson(res, person, 'people.saved')
  })

  routes.post(`${PATH}/linkki`, ...sensitive, async (req, res) => {
    const person = await findPersonToChange(app, req, res)
    if (person.disabled_at !== null) throw new HttpError(409, 'people.enableFirst')
    const link = await app.db.transaction().execute((trx) => sendNewLink(trx, app, actorOf(req, res), person))
    if (app.config.smtpUrl !== null) return backToPerson(res, person, person.password_hash === null ? 'people.invitationSent' : 'people.resetSent')
    sendPage(res, linkView, { title: t(localeOf(res), 'people.linkTitle'), name: person.name, email: person.email, link,
      first: person.password_hash === null, href: `/hallinta/henkilot/${person.id}` })
  })

  const act = (path: string, flash: string, run: (trx: Trx, at: string, actor: Actor,
    person: Person) => Promise<void>) => routes.post(`${PATH}/${path}`, ...sensitive, async (req, res) => {
    const person = await findPersonToChange(app, req, res)
    await app.db.transaction().execute((trx) => run(trx, app.now().toISOString(), actorOf(req, res), person))
    backToPerson(res, person, flash)
  })
  act('istunnot', 'people.sessionsEnded', (trx, at, actor, person) => endSessions(trx, at, actor, person.id))
  act('kaytosta', 'people.nowDisabled', disablePerson)
  act('kayttoon', 'people.nowEnabled', enablePerson)

  /** A library that is not of the municipality is no choice of the form. */
  async function libraryIn(person: Person, libraryId: number | null): Promise<number | null> {
    if (libraryId !== null && !(await librariesOf(app.db, person.municipality_id, person.library_id)).some((library) => library.id === libraryId)) throw new HttpError(400, 'errors.badRequest')
    return libraryId
  }
  return routes
}

function backToPerson(res: Response, person: Person, flash: string) {
  setFlash(res, flash)
  res.redirect(303, `/hallinta/henkilot/${person.id}`)
}
