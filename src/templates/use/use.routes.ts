import { Router } from 'express'
import { z } from 'zod'
import { substituteOf } from '../../content/corrections/corrections.queries.ts'
import { itemLink } from '../../content/item-link.ts'
import { mayEdit } from '../../content/may-edit.ts'
import { mayKeep } from '../../content/upkeep/may-keep.ts'
import type { AppContext } from '../../context.ts'
import { allow, viewerOf } from '../../people/auth/access.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { parse } from '../../platform/http/parse.ts'
import { CHANNELS } from '../channels.ts'
import { formName } from '../fill-around.ts'
import { MESSAGE_LANGUAGES } from '../message-languages.ts'
import { openTemplate } from '../open-template.ts'
import { aYearBefore, countUse, usesByField, usesByPlace, usesByText, usesOfTemplates } from './use.queries.ts'
import { templateUsePage, templateUseView, usesPage, usesView } from './use.views.ts'

/** names of fields with spaces between */
const Names = z.string().max(3000).default('').transform((names) => names.split(' ').filter(Boolean))
const Used = z.object({ kerta: z.string().regex(/^[\w-]{16,40}$/), kanava: z.enum(CHANNELS), kieli: z.enum(MESSAGE_LANGUAGES), muokattu: z.literal('1').optional(), esitaytetyt: Names, muutetut: Names })

/** What is used, in counts without persons. */
export function useRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/viestipohjat/kaytto', allow('editor'), async (_req, res) => {
    const viewer = viewerOf(res), now = app.now()
    sendPage(res, usesView, usesPage(viewer.locale, await usesOfTemplates(db, viewer, now.toISOString(), aYearBefore(now)), viewer.teamIds))
  })

  routes.get('/viestipohjat/:id/kaytto', allow('editor'), async (req, res) => {
    const viewer = viewerOf(res), open = await openTemplate(app, viewer, req.params, res)
    if (!open) return
    const { item, template } = open, since = aYearBefore(app.now()), { title, lang } = itemLink(item, viewer.locale)
    const [texts, fields, places] = await Promise.all([usesByText(db, item.id, since), usesByField(db, item.id, since), usesByPlace(db, item.id, since)])
    const isKeeper = mayKeep(viewer, { owner_team_id: item.owner_team_id, substitute_team_id: await substituteOf(db, item.owner_team_id) })
    const keep = { edit: mayEdit(viewer, item) ? `/viestipohjat/${item.id}/muokkaa` : null, check: isKeeper ? `/sivu/${item.id}/tarkista` : null }
    sendPage(res, templateUseView, templateUsePage(viewer.locale, { href: `/viestipohjat/${item.id}`, title, lang }, keep, { texts, fields, places }, template.fields))
  })

  // a text was copied or opened in a mail program: the page tells of it
  routes.post('/viestipohjat/:id/kaytto', allow('reader'), formBody, async (req, res) => {
    const viewer = viewerOf(res), open = await openTemplate(app, viewer, req.params, res, { form: formName(req.body, 'kerta') })
    if (!open) return
    const { kerta, kanava, kieli, muokattu, esitaytetyt, muutetut } = parse(Used, req.body), known = open.template.fields.map(({ name }) => name)
    await db.transaction().execute((trx) => countUse(trx, app.now().toISOString(), kerta, {
      itemId: open.item.id, municipalityId: viewer.municipalityId, channel: kanava, language: kieli, edited: muokattu === '1', begun: { fields: known.filter((name) => esitaytetyt.includes(name)), changed: muutetut },
    }))
    res.status(204).end()
  })

  return routes
}
