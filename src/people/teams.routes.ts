import { Router, type Request } from 'express'
import { z } from 'zod'
import type { AppContext } from '../context.ts'
import { recordChange } from '../platform/changes/changes.queries.ts'
import { HttpError, notFound } from '../platform/http/errors.ts'
import { setFlash } from '../platform/http/flash.ts'
import { formBody } from '../platform/http/form.ts'
import { sendPage } from '../platform/http/page.ts'
import { typedText } from '../platform/http/parse.ts'
import { actorOf, allow, viewerOf } from './auth/access.ts'
import { proved } from './auth/proved.ts'
import { changeTeam } from './change-team.ts'
import { nameField, readForm } from './form-fields.ts'
import { isAdmin } from './manage-rights.ts'
import { teamById } from './people.queries.ts'
import { refuse } from './refuse.ts'
import { insertTeam, peopleOfTeam, peopleOutside, teamRows } from './teams.queries.ts'
import { teamPage, teamsPage, teamsView, teamView } from './teams.views.ts'
import type { Viewer } from './viewer.ts'

const id = z.string().regex(/^[1-9]\d{0,8}$/).transform(Number)
const list = z.union([id.transform((one) => [one]), z.array(id).max(500)]).default([])
const none = z.literal('').transform(() => null)
/** `naytetyt`: those whom the form showed, so that who came meanwhile is not taken out */
const Form = z.object({ naytetyt: list, jasenet: list, uusi: z.union([none, id]).default(null), sijainen: z.union([none, id]).default(null) })
const NewTeam = z.object({ nimi: nameField })

/**
 * Who is in which team, and which team stands in for it. A team opens what is restricted to it and looks after its items: the administrator
 * changes every team, a contact person those that she is in, with people of her own municipality.
 */
export function teamRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/hallinta/tiimit', allow('contact'), async (_req, res) => { sendPage(res, teamsView, teamsPage(viewerOf(res), await teamRows(db))) })

  routes.post('/hallinta/tiimit', allow('admin'), formBody, proved(app), async (req, res) => {
    const form = readForm(NewTeam, req.body), again = async (errors: Record<string, string>) => sendPage(res, teamsView, teamsPage(viewerOf(res), await teamRows(db), typedText(req.body, 'nimi'), errors), 422)
    if (!form.ok) return again(form.errors)
    const made = await db.transaction().execute(async (trx) => {
      const team = await insertTeam(trx, form.values.nimi)
      if (team !== null) await recordChange(trx, { at: app.now().toISOString(), actor: actorOf(req, res), action: 'created', subject: { type: 'team', id: team } })
      return team
    })
    if (made === null) return again({ nimi: 'teams.name.taken' })
    res.redirect(303, `/hallinta/tiimit/${made}`)
  })

  routes.get('/hallinta/tiimit/:id', allow('contact'), async (req, res) => {
    const viewer = viewerOf(res), team = await find(req), may = mayChangeTeam(viewer, team.id)
    sendPage(res, teamView, teamPage(viewer, team, {
      members: await peopleOfTeam(db, team.id), outside: may ? await outside(viewer, team.id) : [], teams: await teamRows(db), mayChange: may,
    }))
  })

  routes.post('/hallinta/tiimit/:id', allow('contact'), formBody, proved(app), async (req, res) => {
    const viewer = viewerOf(res), team = await find(req), form = readForm(Form, req.body, ['naytetyt', 'jasenet'])
    if (!mayChangeTeam(viewer, team.id)) await refuse(app, req, res, { type: 'team', id: team.id }, new HttpError(403, 'errors.forbidden'))
    if (!form.ok) throw new HttpError(400, 'errors.badRequest')
    const { naytetyt, jasenet, uusi, sijainen } = form.values, members = await peopleOfTeam(db, team.id)
    const removed = members.filter((person) => naytetyt.includes(person.id) && !jasenet.includes(person.id) && (isAdmin(viewer) || person.municipality_id === viewer.municipalityId)).map((person) => person.id)
    const added = uusi === null || members.some((person) => person.id === uusi) ? [] : [uusi]
    const candidates = new Set((await outside(viewer, team.id)).map((person) => person.id))
    if (added.some((person) => !candidates.has(person))) await refuse(app, req, res, { type: 'team', id: team.id }, notFound())
    if (sijainen === team.id || (sijainen !== null && !(await teamById(db, sijainen)))) throw new HttpError(400, 'errors.badRequest')
    await db.transaction().execute((trx) => changeTeam(trx, app.now().toISOString(), actorOf(req, res), team.id, { removed, added, substituteId: sijainen }))
    setFlash(res, 'people.saved')
    res.redirect(303, `/hallinta/tiimit/${team.id}`)
  })

  const outside = (viewer: Viewer, team: number) => peopleOutside(db, team, isAdmin(viewer) ? null : viewer.municipalityId)

  async function find(req: Request) {
    const team = /^[1-9]\d{0,8}$/.test(String(req.params['id'])) ? await teamById(db, Number(req.params['id'])) : undefined
    if (!team) throw notFound()
    return team
  }
  return routes
}

const mayChangeTeam = (viewer: Viewer, team: number) => isAdmin(viewer) || viewer.teamIds.includes(team)
