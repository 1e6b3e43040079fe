import { randomUUID } from 'node:crypto'
import { Router, type Request, type Response } from 'express'
import { numberIn } from '../../content/edit-address.ts'
import { itemLink } from '../../content/item-link.ts'
import type { AppContext } from '../../context.ts'
import { finnishDay } from '../../i18n/finnish-day.ts'
import { actorOf, allow, viewerOf } from '../../people/auth/access.ts'
import { closeTask } from '../../people/inbox/inbox.queries.ts'
import { allTeams } from '../../people/people.queries.ts'
import { isAtLeast, type Viewer } from '../../people/viewer.ts'
import { recordChange } from '../../platform/changes/changes.queries.ts'
import { notFound } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { typedText } from '../../platform/http/parse.ts'
import { visibleTemplates, type TemplateItem } from '../templates.queries.ts'
import { calendarDay, calendarDays, dayKinds, insertDay, openReminders, removeDay, updateDay } from './calendar.queries.ts'
import { calendarPage, calendarView } from './calendar.views.ts'
import { dayOf, readDay, writtenDay, type DayField, type WrittenDay } from './day-form.ts'
import { dayPage, dayView } from './day.views.ts'

const EMPTY: WrittenDay = readDay({})

/** The yearly calendar: recurring notices, which editors keep. */
export function calendarRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/viestipohjat/vuosikello', allow('reader'), async (_req, res) => {
    const viewer = viewerOf(res), now = app.now(), days = await calendarDays(db)
    const templates = (await visibleTemplates(db, viewer, now.toISOString())).map((item) => {
      const { title, lang } = itemLink(item, viewer.locale)
      return [codeOf(item), { href: `/viestipohjat/${item.id}`, title, lang }] as const
    })
    const asked = (await openReminders(db)).filter(({ teamId }) => teamId !== null && viewer.teamIds.includes(teamId)).map(({ id, start }) => `${id} ${start}`)
    sendPage(res, calendarView, calendarPage(viewer.locale, finnishDay(now), { days, kinds: dayKinds() }, new Map(templates), { mayEdit: isAtLeast(viewer, 'editor'), asked: new Set(asked) }))
  })

  routes.get('/viestipohjat/vuosikello/uusi', allow('editor'), (_req, res) => show(res, EMPTY, null, 0, []))
  routes.post('/viestipohjat/vuosikello/uusi', allow('editor'), formBody, async (req, res) => {
    const written = readDay(req.body), { day, wrong } = dayOf(written, `oma-${randomUUID()}`, '')
    if (!day) return show(res, written, null, 0, wrong, 422)
    await calendarDays(db) // the sample is there before the first day of one's own
    const team = await teamOf(written)
    await db.transaction().execute(async (trx) => {
      const id = await insertDay(trx, day, team)
      await record(trx, req, res, 'calendar-day-added', id)
    })
    done(res)
  })

  routes.get('/viestipohjat/vuosikello/:day', allow('editor'), async (req, res) => {
    const { id, number, day, teamId } = await open(req)
    await show(res, writtenDay(day, teamId), id, number, [])
  })
  routes.post('/viestipohjat/vuosikello/:day', allow('editor'), formBody, async (req, res) => {
    const known = await open(req), written = readDay(req.body), { day, wrong } = dayOf(written, known.day.id, known.day.source), number = Number(typedText(req.body, 'versio'))
    if (!day) return show(res, written, known.id, number, wrong, 422)
    const team = await teamOf(written), examples = known.day.rule.type !== 'manual' && JSON.stringify(known.day.rule) === JSON.stringify(day.rule) ? known.day.examples : undefined
    const isSaved = await db.transaction().execute(async (trx) => {
      const saved = await updateDay(trx, known.id, number, { ...day, ...(examples && { examples }) }, team)
      if (saved) await record(trx, req, res, 'calendar-day-changed', known.id)
      return saved
    })
    // someone saved first: what was typed stays in the form, over hers when it is saved again
    if (!isSaved) return show(res, written, known.id, known.number, [], 409)
    done(res)
  })
  // someone of the team has told people: the work is done
  routes.post('/viestipohjat/vuosikello/:day/kerrottu', allow('reader'), async (req, res) => {
    const viewer = viewerOf(res), { id } = await open(req), own = (await openReminders(db)).filter((one) => one.id === id && one.teamId !== null && viewer.teamIds.includes(one.teamId))
    if (own.length === 0) throw notFound()
    await db.transaction().execute(async (trx) => {
      for (const { key } of own) await closeTask(trx, app.now().toISOString(), viewer.id, key)
      await record(trx, req, res, 'calendar-day-told', id)
    })
    setFlash(res, 'templates.day.told')
    res.redirect(303, `/viestipohjat/vuosikello#paiva-${id}`)
  })
  routes.post('/viestipohjat/vuosikello/:day/poista', allow('editor'), async (req, res) => {
    const { id } = await open(req)
    await db.transaction().execute(async (trx) => {
      await removeDay(trx, app.now().toISOString(), id)
      await record(trx, req, res, 'calendar-day-removed', id)
    })
    setFlash(res, 'templates.day.removed')
    res.redirect(303, '/viestipohjat/vuosikello')
  })

  function done(res: Response) {
    setFlash(res, 'templates.saved')
    res.redirect(303, '/viestipohjat/vuosikello')
  }
  const record = (trx: Parameters<typeof recordChange>[0], req: Request, res: Response, action: string, id: number) =>
    recordChange(trx, { at: app.now().toISOString(), actor: actorOf(req, res), action, subject: { type: 'system', id: null }, detail: { day: id } })

  async function show(res: Response, written: WrittenDay, id: number | null, number: number, wrong: DayField[], status = 200) {
    const viewer: Viewer = viewerOf(res), templates = (await visibleTemplates(db, viewer, app.now().toISOString())).map((item) => {
      const { title, lang } = itemLink(item, viewer.locale)
      return { value: codeOf(item), name: title, lang }
    })
    const page = dayPage(viewer.locale, written, { id, number, wrong, kinds: dayKinds(), templates, teams: await allTeams(db) })
    sendPage(res, dayView, page, status)
  }

  async function open(req: Request) {
    const day = await calendarDay(db, numberIn(req, 'day'))
    if (!day) throw notFound()
    return day
  }

  const teamOf = async ({ team }: WrittenDay) => (await allTeams(db)).find(({ id }) => String(id) === team)?.id ?? null

  return routes
}

/** What a day of the calendar knows a template by. */
const codeOf = ({ external_id: code, id }: TemplateItem) => code ?? `#${id}`
