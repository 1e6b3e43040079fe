import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Router } from 'express'
import { z } from 'zod'
import { textFor } from '../content/item-link.ts'
import type { AppContext } from '../context.ts'
import { allMunicipalities, municipalityById } from '../people/people.queries.ts'
import { allow, viewerOf } from '../people/auth/access.ts'
import { sendPage } from '../platform/http/page.ts'
import { parse } from '../platform/http/parse.ts'
import { calendarPage, calendarView } from './calendar.views.ts'
import { fillRoutes } from './fill.routes.ts'
import { languageGuidePage, languageGuideView } from './language-guide.views.ts'
import { listPage, listView } from './list.views.ts'
import { visibleTemplates } from './templates.queries.ts'
import { yearlyCalendar } from './yearly-calendar.ts'

const Filter = z.object({ q: z.string().max(200).default('').transform((typed) => typed.normalize('NFC').trim()) })
const CALENDAR = path.resolve(import.meta.dirname, '../../db/sample/vuosikello.json')

export function templateRoutes(app: AppContext) {
  const routes = Router(), { db } = app
  let calendar: z.output<typeof yearlyCalendar> | undefined

  routes.get('/viestipohjat', allow('reader'), async (req, res) => {
    const viewer = viewerOf(res), { q } = parse(Filter, req.query)
    const [items, municipalities] = await Promise.all([visibleTemplates(db, viewer, app.now().toISOString()), allMunicipalities(db)])
    sendPage(res, listView, listPage(viewer.locale, items, municipalities, municipalities.find(({ id }) => id === viewer.municipalityId), q))
  })

  routes.get('/viestipohjat/vuosikello', allow('reader'), async (_req, res) => {
    const viewer = viewerOf(res), now = app.now()
    calendar ??= yearlyCalendar.parse(JSON.parse(readFileSync(CALENDAR, 'utf8')))
    const templates = (await visibleTemplates(db, viewer, now.toISOString())).flatMap(({ id, external_id: code, texts, language }) => {
      const text = textFor(texts, viewer.locale, language)
      return code !== null && text ? [[code, { href: `/viestipohjat/${id}`, title: text.title, lang: text.lang === viewer.locale ? null : text.lang }] as const] : []
    })
    sendPage(res, calendarView, calendarPage(viewer.locale, dayInFinland(now), calendar, new Map(templates)))
  })

  routes.get('/viestipohjat/mallikieli', allow('reader'), async (_req, res) => {
    const viewer = viewerOf(res), place = await municipalityById(db, viewer.municipalityId)
    if (!place) throw new Error(`municipality ${viewer.municipalityId} of a viewer is missing`)
    sendPage(res, languageGuideView, languageGuidePage(viewer.locale, place))
  })

  routes.use(fillRoutes(app))
  return routes
}

/** YYYY-MM-DD */
const dayInFinland = (now: Date) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' }).format(now)
