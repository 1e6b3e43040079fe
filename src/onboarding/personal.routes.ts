import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { numberIn } from '../content/edit-address.ts'
import type { AppContext } from '../context.ts'
import { finnishDay } from '../i18n/finnish-day.ts'
import { allow, viewerOf } from '../people/auth/access.ts'
import { tell } from '../people/inbox/inbox.queries.ts'
import { personById } from '../people/people.queries.ts'
import { leads } from '../people/supervisor.ts'
import { isAtLeast } from '../people/viewer.ts'
import { HttpError, notFound } from '../platform/http/errors.ts'
import { setFlash } from '../platform/http/flash.ts'
import { formBody } from '../platform/http/form.ts'
import { sendPage } from '../platform/http/page.ts'
import { parse } from '../platform/http/parse.ts'
import { dayPage, dayView, noPathPage, noPathView } from './day.views.ts'
import { followedPage, followedView } from './followed.views.ts'
import { guidesOf } from './guides.ts'
import { insertNote, notesOf } from './onboarding-writes.queries.ts'
import { findOnboarding, followedOnboardings, orphanOnboardings, ownOnboarding, type Onboarding } from './onboarding.queries.ts'
import { personalPage, personalView } from './personal.views.ts'
import { FOLLOWED_ADDRESS, OWN_ADDRESS, personalAddress } from './onboarding-address.ts'
import { recordPage, recordView } from './record.views.ts'
import { reopenChanged } from './reopen-tasks.ts'
import type { Back, Seen } from './task-row.ts'
import { earlierOf, tasksOf, tasksOfAll, type Task } from './tasks.queries.ts'

const ADDRESS = '/perehdytys/henkilokohtainen/:id'
const Note = z.object({ viesti: z.string().max(4000).transform((text) => text.normalize('NFC').replaceAll('\r\n', '\n').trim()),
  paluu: z.enum(['oma', 'henkilo']).default('henkilo') })

/** The started paths, each seen by the person, the mentor and the supervisor. */
export function personalRoutes(app: AppContext) {
  const routes = Router(), { db } = app, today = () => finnishDay(app.now())

  routes.get(OWN_ADDRESS, allow('reader'), async (_req, res) => {
    await reopenChanged(app)
    const viewer = viewerOf(res), onboarding = await ownOnboarding(db, viewer)
    if (!onboarding) return sendPage(res, noPathView, noPathPage(viewer.locale))
    const [tasks, notes] = await Promise.all([tasksOf(db, onboarding.id), notesOf(db, onboarding.id)])
    sendPage(res, dayView, dayPage(await seen(res, onboarding, tasks, 'oma'), tasks, notes))
  })

  routes.get(FOLLOWED_ADDRESS, allow('reader'), async (_req, res) => {
    await reopenChanged(app)
    const viewer = viewerOf(res), mayStart = leads(viewer)
    const [onboardings, orphans] = await Promise.all([followedOnboardings(db, viewer, 100), isAtLeast(viewer, 'contact') ? orphanOnboardings(db, viewer) : []])
    const all = await tasksOfAll(db, onboardings.map(({ id }) => id)), guides = await guidesFor(res, all)
    const followed = onboardings.map((onboarding) => ({
      onboarding, tasks: all.filter((task) => task.onboarding_id === onboarding.id),
      seen: { viewer, locale: viewer.locale, onboarding, guides, today: today(), back: 'lista' as const },
    }))
    sendPage(res, followedView, followedPage(viewer, { followed, orphans, mayStart }))
  })

  routes.get(ADDRESS, allow('reader'), async (req, res) => {
    await reopenChanged(app)
    const viewer = viewerOf(res), onboarding = await visible(req, res)
    const [tasks, notes, person] = await Promise.all([tasksOf(db, onboarding.id), notesOf(db, onboarding.id), personById(db, onboarding.person.id)])
    sendPage(res, personalView, personalPage(viewer, await seen(res, onboarding, tasks, 'henkilo'), tasks, notes, person?.password_hash !== null))
  })

  routes.get(`${ADDRESS}/tuloste`, allow('reader'), async (req, res) => {
    const onboarding = await visible(req, res)
    sendPage(res, recordView, recordPage(viewerOf(res).locale, onboarding, await tasksOf(db, onboarding.id), await earlierOf(db, onboarding.id), today()))
  })

  routes.post(`${ADDRESS}/viesti`, allow('reader'), formBody, async (req, res) => {
    const viewer = viewerOf(res), { viesti: text, paluu } = parse(Note, req.body), onboarding = await visible(req, res), { id, ended_on } = onboarding
    if (ended_on !== null) throw new HttpError(409, 'onboarding.ended')
    if (text !== '') {
      await db.transaction().execute(async (trx) => {
        await insertNote(trx, { onboarding_id: id, author_id: viewer.id, text, written_on: today() })
        // that there is a message, not what it says; nor to the supervisor when there is a mentor to ask
        const others = [onboarding.person, onboarding.mentor ?? onboarding.supervisor].flatMap((someone) => (someone && someone.id !== viewer.id ? [someone.id] : []))
        await tell(trx, app.now().toISOString(), others, { message: 'onboarding.told.question', href: personalAddress(id) })
      })
      setFlash(res, 'onboarding.note.saved')
    }
    res.redirect(303, `${paluu === 'oma' ? OWN_ADDRESS : personalAddress(id)}#viestit`)
  })

  async function visible(req: Request, res: Response): Promise<Onboarding> {
    const onboarding = await findOnboarding(db, viewerOf(res), numberIn(req))
    if (!onboarding) throw notFound()
    return onboarding
  }
  const guidesFor = (res: Response, tasks: readonly Task[]) =>
    guidesOf(db, viewerOf(res), app.now().toISOString(), tasks.flatMap((task) => (task.on_path === 1 && task.link !== null ? [task.link] : [])))
  async function seen(res: Response, onboarding: Onboarding, tasks: readonly Task[], back: Back): Promise<Seen> {
    const viewer = viewerOf(res)
    return { viewer, locale: viewer.locale, onboarding, guides: await guidesFor(res, tasks), today: today(), back }
  }
  return routes
}
