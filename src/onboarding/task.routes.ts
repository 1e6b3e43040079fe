import { Router, type Response } from 'express'
import { z } from 'zod'
import { revisionById, revisionsAfter } from '../content/acknowledgements/acknowledgements.queries.ts'
import { changesPage, changesView } from '../content/acknowledgements/changes.views.ts'
import { noteReading } from '../content/access-log.queries.ts'
import { numberIn } from '../content/edit-address.ts'
import { findVisibleItem } from '../content/items.queries.ts'
import type { AppContext } from '../context.ts'
import { finnishDay } from '../i18n/finnish-day.ts'
import { t } from '../i18n/translate.ts'
import { allow, viewerOf } from '../people/auth/access.ts'
import { notFound } from '../platform/http/errors.ts'
import { setFlash } from '../platform/http/flash.ts'
import { formBody } from '../platform/http/form.ts'
import { sendPage } from '../platform/http/page.ts'
import { parse } from '../platform/http/parse.ts'
import { itemIdOfLink } from './guides.queries.ts'
import { codeIn, guidesOf } from './guides.ts'
import { findOnboarding, partsOf } from './onboarding.queries.ts'
import { FOLLOWED_ADDRESS, OWN_ADDRESS, personalAddress, taskAddress } from './onboarding-address.ts'
import { reopenChanged } from './reopen-tasks.ts'
import { taskById } from './tasks.queries.ts'
import { doersOf, signTask, tickTask, type Ticked } from './tick-task.ts'

const BACK = z.enum(['oma', 'henkilo', 'lista', 'ohje']).default('henkilo')
const revision = z.string().regex(/^\d{1,15}$/).transform((text) => (text === '0' ? undefined : Number(text))).optional()
/** The state that is wanted, not a change of it: sent twice, it is as if sent once. */
const Tick = z.object({ tila: z.enum(['tehty', 'kesken']), paluu: BACK, paiva: z.iso.date().optional(), luettu: revision })
const Sign = z.object({ tila: z.enum(['kuitattu', 'kuittaamatta']), paluu: BACK })

export function taskRoutes(app: AppContext) {
  const routes = Router(), { db } = app, now = () => app.now().toISOString()

  routes.post('/perehdytys/tehtava/:id/merkinta', allow('reader'), formBody, async (req, res) => {
    const { tila, paluu, paiva, luettu } = parse(Tick, req.body), id = numberIn(req)
    await back(res, paluu, await db.transaction().execute((trx) => tickTask(trx, now(), viewerOf(res), id, tila === 'tehty', { on: paiva, revisionId: luettu })))
  })

  routes.post('/perehdytys/tehtava/:id/kuittaus', allow('reader'), formBody, async (req, res) => {
    const { tila, paluu } = parse(Sign, req.body), id = numberIn(req)
    await back(res, paluu, await db.transaction().execute((trx) => signTask(trx, finnishDay(app.now()), viewerOf(res), id, tila === 'kuitattu')))
  })

  routes.get('/perehdytys/tehtava/:id/muutokset', allow('reader'), async (req, res) => {
    await reopenChanged(app)
    const viewer = viewerOf(res), task = await taskById(db, numberIn(req)), onboarding = task && (await findOnboarding(db, viewer, task.onboarding_id))
    const before = onboarding && task.read_revision_id !== null ? await revisionById(db, task.read_revision_id) : undefined
    if (!onboarding || task?.link == null || !before) throw notFound()
    const code = codeIn(task.link), link = (await guidesOf(db, viewer, now(), [code])).get(code), after = await revisionsAfter(db, before)
    const guide = await findVisibleItem(db, viewer, now(), before.item_id)
    if (!link || !guide || (await itemIdOfLink(db, viewer, now(), code)) !== guide.id) throw notFound()
    const own = onboarding.person.id === viewer.id, backHref = own ? OWN_ADDRESS : personalAddress(onboarding.id)
    if (task.reopened_on === null || after.length === 0) return res.redirect(303, `${backHref}#tehtava-${task.id}`)
    await noteReading(db, now(), viewer, guide, 'revision')
    const mine = doersOf(task).some((doer) => partsOf(onboarding, viewer).includes(doer))
    sendPage(res, changesView, changesPage(viewer.locale, { link, before, after }, {
      backHref, backLabel: own ? t(viewer.locale, 'onboarding.personal.myDay') : onboarding.person.name, button: mine ? t(viewer.locale, 'onboarding.task.changesRead') : '',
      action: `${taskAddress(task.id)}/merkinta`,
      fields: [{ name: 'tila', value: 'tehty' }, { name: 'paluu', value: own ? 'oma' : 'henkilo' }, { name: 'luettu', value: String(after.at(-1)!.id) }],
    }))
  })

  async function back(res: Response, to: z.output<typeof BACK>, { onboarding, task, said }: Ticked) {
    const address = { oma: OWN_ADDRESS, lista: FOLLOWED_ADDRESS, henkilo: personalAddress(onboarding.id), ohje: OWN_ADDRESS }[to], anchor = `#tehtava-${task.id}`
    const guide = to === 'ohje' && task.link !== null ? await itemIdOfLink(db, viewerOf(res), now(), codeIn(task.link)) : undefined
    setFlash(res, said)
    res.redirect(303, guide === undefined ? `${address}${anchor}` : `/sivu/${guide}${anchor}`)
  }
  return routes
}
