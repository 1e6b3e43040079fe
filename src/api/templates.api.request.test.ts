import { readFileSync } from 'node:fs'
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import request from 'supertest'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { prepareText } from '../content/prepare-text.ts'
import { createItem } from '../content/save-item.ts'
import type { AppContext } from '../context.ts'
import { ensureTeam } from '../people/people.queries.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { sampleItem } from '../testing/sample-item.ts'
import { addPerson, apiToken } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'
import { bearer } from './bearer.ts'
import { Problem } from './item-schema.ts'
import { problems } from './problem.ts'
import { RenderBody, RenderReply, TemplateListReply, TemplateReply } from './template-schema.ts'
import { templateApi } from './templates.api.routes.ts'

const definition = JSON.parse(readFileSync(new URL('../../db/sample/templates/T02.json', import.meta.url), 'utf8')) as object
const values = { kunta: 'inari', kirjasto: 'Inarin kirjasto', paiva: '2026-11-30', syy: 'sahko', erapaiva_ratkaisu: 'ennallaan' }

let app: AppContext, site: Express, token: string, id: number
const get = (path: string) => request(site).get(path).set('Authorization', `Bearer ${token}`)
const render = (body: object) => request(site).post(`/templates/${id}/render`).set('Authorization', `Bearer ${token}`).send(body)

beforeAll(async () => {
  ({ app } = await testApp())
  site = express().use((_req: Request, res: Response, next: NextFunction) => { res.locals['requestId'] = 'testi'; next() }, bearer(app), templateApi(app), problems(app.log))
  token = await apiToken(app, await addPerson(app, { municipality: 'inari' }), 'read')
  id = await add({ title: 'Kirjasto suljettu yllättäen', externalId: 'T02' })
})
async function add(more: { title: string; externalId?: string; restrictedTeamId?: number }) {
  const input = sampleItem({ kind: 'template', body: '', data: definition, ...more })
  return app.db.transaction().execute(async (trx) => (await createItem(trx, app.now().toISOString(), SYSTEM, { ...input, ownerTeamId: await ensureTeam(trx, 'Viestintä') }, prepareText(input))).id)
}

test('P-4: templates are listed and read in replies of the described form', async () => {
  expect(TemplateListReply.parse((await get('/templates').expect(200)).body)).toMatchObject({ total: 1, templates: [{ id, externalId: 'T02', channels: ['web', 'social', 'sms', 'poster'], languages: ['fi', 'en', 'sv'] }] })
  const { definition: given, libraries } = TemplateReply.parse((await get(`/templates/${id}`).expect(200)).body)
  expect(given.fields.map(({ name }) => name)).toContain('arvioitu_avaus')
  expect(libraries).toContain('inari/Inarin kirjasto')
  for (const schema of [TemplateListReply, TemplateReply, RenderReply, RenderBody]) expect(z.toJSONSchema(schema, { unrepresentable: 'any' })).toMatchObject({ type: 'object' })
})

test('values in, texts out: every channel and language, with the languages that the law asks for', async () => {
  const reply = RenderReply.parse((await render({ values }).expect(200)).body)
  expect(reply).toMatchObject({ ready: true, problems: [] })
  expect(reply.languages.filter(({ need }) => need === 'required')).toEqual([
    { language: 'fi', need: 'required', because: [], missingFrom: 0, state: 'present' }, ...(['se', 'smn', 'sms'] as const).map((language) => ({ language, need: 'required', because: ['Inari'], missingFrom: 4, state: 'missing' })),
  ])
  expect(reply.texts).toHaveLength(11)
  expect(reply.texts.find(({ channel, language }) => channel === 'sms' && language === 'fi')).toMatchObject({
    text: 'Inarin kirjasto on suljettu ma 30.11. Kerromme, kun avaamme. Voit uusia lainat verkkokirjastossa.', sms: { encoding: 'GSM-7', parts: 1 }, open: [],
  })
})

test('one channel and language can be asked for alone', async () => {
  const { texts } = RenderReply.parse((await render({ values, channel: 'poster', language: 'en' }).expect(200)).body)
  expect(texts.map(({ subject }) => subject)).toEqual(['The library is closed'])
})

test('what is wrong or missing is told by field, and the texts are not ready', async () => {
  const reply = RenderReply.parse((await render({ values: { ...values, paiva: '31.2.2026', syy: '', verkkokirjasto: 'javascript:alert(1)', muu: 1 } }).expect(200)).body)
  expect(reply.ready).toBe(false)
  expect(reply.problems.map(({ field, code, level }) => `${field} ${code} ${level}`))
    .toEqual(['paiva not-a-date error', 'syy required error', 'verkkokirjasto not-a-web-address error', 'muu unknown-field warning'])
  expect(reply.problems[0]!.message).toBe('Write a date that exists, like this: 30.11.2026.')
  expect(reply.texts[0]!.open).toEqual(['Fill in: Sulkupäivä, Verkkokirjaston osoite, Syy'])
  expect(JSON.stringify(reply.texts)).not.toContain('javascript:')
})

test('I-7, I-8: unknown members of the body are refused, and names of the language\'s own machinery are only names', async () => {
  expect(Problem.parse((await render({ values, extra: 1 }).expect(400)).body)).toMatchObject({ status: 400 })
  await render({ values, channel: 'fax' }).expect(400)
  await render({ values: Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`a${index}`, 'x'])) }).expect(400)
  await request(site).post(`/templates/${id}/render`).set('Authorization', `Bearer ${token}`).type('json').send('{"values":{"__proto__":{"polluted":"1"},"constructor":{"prototype":{"polluted":"1"}}}}').expect(200)
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test('a template restricted to others, one that is none and a missing token are refused as everywhere', async () => {
  const team = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Kriisiryhmä')), hidden = await add({ title: 'Salainen', restrictedTeamId: team })
  expect(Problem.parse((await get(`/templates/${hidden}`).expect(404)).body)).toMatchObject({ status: 404 })
  expect((await get('/templates')).text).not.toContain('Salainen')
  expect((await get('/templates')).text).toContain('Kirjasto suljettu')
  await get('/templates/0').expect(400)
  await request(site).get('/templates').expect(401)
})
