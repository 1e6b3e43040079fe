import { Router, type Response } from 'express'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import { actorOf, allow, viewerOf } from '../../people/auth/access.ts'
import { proved } from '../../people/auth/proved.ts'
import { findPersonToChange } from '../../people/find-person.ts'
import { readForm } from '../../people/form-fields.ts'
import { isAdmin } from '../../people/manage-rights.ts'
import { allTeams, personById, teamsOf } from '../../people/people.queries.ts'
import type { Person } from '../../people/people.table.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { countPlansBy } from '../scheduling/planned.queries.ts'
import { CannotHandOver, handOver, teamsToGive, type OnboardingHands } from './hand-over.ts'
import { colleagues, draftsBy, openTasksOf } from './hand-over.queries.ts'
import { handOverPage, handOverView, type InHands } from './hand-over.views.ts'

const PATH = '/hallinta/henkilot/:id/luovutus'
const Form = z.object({ saaja: z.string('upkeep.handOver.missing').regex(/^[1-9]\d{0,8}$/, 'upkeep.handOver.missing').transform(Number), poista: z.literal('1').optional() })

/** A person who leaves hands over in one step. A contact person does it for her own people, to her own people. */
export function handOverRoutes(app: AppContext, onboarding: OnboardingHands) {
  const routes = Router(), { db } = app

  routes.get(PATH, allow('contact'), async (req, res) => {
    await show(res, await findPersonToChange(app, req, res), {})
  })

  routes.post(PATH, allow('contact'), formBody, proved(app), async (req, res) => {
    const viewer = viewerOf(res), from = await findPersonToChange(app, req, res), form = readForm(Form, req.body), typed = (req.body as Record<string, unknown>)['saaja']
    const again = (found: Record<string, string>) => show(res, from, { chosen: typeof typed === 'string' ? typed : '', found }, 422)
    if (!form.ok) return again(form.errors)
    if (!(await choices(res, from)).some(({ id }) => id === form.values.saaja)) return again({ saaja: 'upkeep.handOver.missing' })
    const to = (await personById(db, form.values.saaja))!
    try {
      await db.transaction().execute((trx) => handOver(trx, app.now().toISOString(), actorOf(req, res), viewer, from, to, { disable: form.values.poista === '1', onboarding }))
    } catch (error) {
      if (!(error instanceof CannotHandOver)) throw error
      return again({ saaja: error.message })
    }
    setFlash(res, 'upkeep.handOver.done')
    res.redirect(303, `/hallinta/henkilot/${from.id}/luovutus`)
  })

  const choices = (res: Response, from: Person) => colleagues(db, from.id, isAdmin(viewerOf(res)) ? null : from.municipality_id)

  async function show(res: Response, person: Person, shown: Parameters<typeof handOverPage>[4], status = 200) {
    const viewer = viewerOf(res), [hers, teams] = [await teamsOf(db, person.id), await allTeams(db)], given = teamsToGive(viewer, hers)
    const names = (ids: number[]) => teams.filter(({ id }) => ids.includes(id)).map(({ name }) => name)
    const hands: InHands = {
      teams: names(given), left: names(hers.filter((id) => !given.includes(id))), drafts: await draftsBy(db, person.id), planned: await countPlansBy(db, person.id), tasks: await openTasksOf(db, person.id), onboardings: await onboarding.count(db, person.id),
    }
    sendPage(res, handOverView, handOverPage(viewer, person, hands, await choices(res, person), shown), status)
  }
  return routes
}
