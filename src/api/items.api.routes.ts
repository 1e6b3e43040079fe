import { Router, type Response } from 'express'
import type { AppContext } from '../context.ts'
import { noteReading } from '../content/access-log.queries.ts'
import { mayEdit } from '../content/may-edit.ts'
import { prepareText } from '../content/prepare-text.ts'
import { createItem, reviseItem } from '../content/save-item.ts'
import { findVisibleItem } from '../content/items.queries.ts'
import { actorOf, allow, viewerOf } from '../people/auth/access.ts'
import { HttpError, notFound } from '../platform/http/errors.ts'
import { parse } from '../platform/http/parse.ts'
import { jsonBody } from '../platform/http/strict-json.ts'
import { writeScope } from './bearer.ts'
import { itemReply, listReply } from './item-reply.ts'
import { IdParams, ListQuery, OneQuery } from './item-schema.ts'
import { readItemBody } from './read-item-body.ts'

export function itemApi(app: AppContext) {
  const routes = Router()

  routes.get('/items', allow('reader'), async (req, res) => {
    res.json(await listReply(app, viewerOf(res), parse(ListQuery, req.query)))
  })

  routes.get('/items/:id', allow('reader'), async (req, res) => {
    const { id } = parse(IdParams, req.params), { lang } = parse(OneQuery, req.query), at = app.now().toISOString(), item = await findVisibleItem(app.db, viewerOf(res), at, id)
    if (item) await noteReading(app.db, at, viewerOf(res), item, 'api')
    await sendItem(app, res, id, lang, 200)
  })

  routes.post('/items', allow('editor'), writeScope, ...jsonBody, async (req, res) => {
    const { input, team } = await readItemBody(app, viewerOf(res), req.body)
    const text = prepareText(input), at = app.now().toISOString()
    const { id } = await app.db.transaction().execute(async (trx) => createItem(trx, at, actorOf(req, res), { ...input, ownerTeamId: await team(trx) }, text))
    res.location(`/api/v1/items/${id}`)
    await sendItem(app, res, id, input.lang, 201)
  })

  routes.put('/items/:id', allow('editor'), writeScope, ...jsonBody, async (req, res) => {
    const { id } = parse(IdParams, req.params), viewer = viewerOf(res)
    const expected = readIfMatch(req.get('if-match'))
    const item = await findVisibleItem(app.db, viewer, app.now().toISOString(), id)
    if (!item) throw notFound()
    if (!mayEdit(viewer, item)) throw new HttpError(403, 'errors.forbidden')
    const { input, team } = await readItemBody(app, viewer, req.body, item)
    const text = prepareText(input), at = app.now().toISOString()
    await app.db.transaction().execute(async (trx) => reviseItem(trx, at, actorOf(req, res), id, expected, { ...input, ownerTeamId: await team(trx) }, text))
    await sendItem(app, res, id, input.lang, 200)
  })

  return routes
}

async function sendItem(app: AppContext, res: Response, id: number, lang: string | undefined, status: number) {
  const reply = await itemReply(app, viewerOf(res), id, lang)
  if (!reply) throw notFound()
  res.status(status).set('ETag', `"${reply.revision}"`).json(reply)
}

/** The revision number that the writer started from. A write that does not say it could overwrite someone's words. */
function readIfMatch(header: string | undefined): number {
  if (header === undefined) throw new HttpError(428, 'errors.needsIfMatch')
  const number = /^"?(\d{1,9})"?$/.exec(header.trim())?.[1]
  if (number === undefined) throw new HttpError(400, 'errors.needsIfMatch')
  return Number(number)
}
