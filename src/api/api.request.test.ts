import request from 'supertest'
import { beforeAll, expect, test } from 'vitest'
import type { Express } from 'express'
import type { AppContext } from '../context.ts'
import { revokeToken } from '../people/auth/api-token.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { addPerson, apiToken, signedIn } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'
import { ItemListReply, ItemReply, Problem } from './item-schema.ts'
import { SearchReply } from './search.api.routes.ts'

let app: AppContext, site: Express, admin: string, editor: string, reader: string
const guide = { kind: 'guide', title: 'Kaukopalvelu', body: '## Tilaa\n\nTee pyyntö lomakkeella.', owner: 'Kaukopalveluvastaava', summary: 'Uusi ohje' }
const call = (method: 'get' | 'post' | 'put', path: string, token: string) => request(site)[method](`/api/v1${path}`).set('Authorization', `Bearer ${token}`)

beforeAll(async () => {
  const made = await testApp()
  ;({ app, site } = made)
  admin = await apiToken(app, await addPerson(app, { role: 'admin' }), 'write')
  editor = await apiToken(app, await addPerson(app, { role: 'editor', municipality: 'inari' }), 'write')
  reader = await apiToken(app, await addPerson(app), 'write')
})

test('an item is made, read, listed, revised and found through the API, in replies of the described form (P-4)', async () => {
  const made = await call('post', '/items', admin).send(guide).expect(201)
  expect(ItemReply.parse(made.body)).toMatchObject({ title: 'Kaukopalvelu', revision: 1, kind: 'guide', lang: 'fi', owner: 'Kaukopalveluvastaava' })
  expect(made.headers).toMatchObject({ etag: '"1"', location: `/api/v1/items/${made.body.id}`, 'content-type': 'application/json; charset=utf-8' })

  const revised = await call('put', `/items/${made.body.id}`, admin).set('If-Match', '"1"').send({ ...guide, body: 'Pyyntö tehdään puhelimella.', summary: 'Lomake poistui' }).expect(200)
  expect(revised.body).toMatchObject({ revision: 2, body: 'Pyyntö tehdään puhelimella.' })
  expect((await call('get', `/items/${made.body.id}`, reader).expect(200)).body).toEqual(revised.body)
  expect(ItemListReply.parse((await call('get', '/items', reader).expect(200)).body)).toMatchObject({ total: 1, items: [{ id: made.body.id, revision: 2 }] })

  const found = SearchReply.parse((await call('get', '/search?q=puhelimet', reader).expect(200)).body)
  expect(found).toMatchObject({ total: 1, results: [{ id: made.body.id, title: 'Kaukopalvelu' }] })
})

test('P-6: a write on a stale revision is refused with the current one, and one that names none is refused too', async () => {
  const { body: { id } } = await call('post', '/items', admin).send({ ...guide, title: 'Vanha pohja' }).expect(201)
  await call('put', `/items/${id}`, admin).set('If-Match', '"1"').send({ ...guide, title: 'Vanha pohja', body: 'toinen' }).expect(200)
  const stale = await call('put', `/items/${id}`, admin).set('If-Match', '"1"').send({ ...guide, title: 'Vanha pohja', body: 'kolmas' }).expect(409)
  expect(Problem.parse(stale.body)).toMatchObject({ status: 409, current: 2 })
  await call('put', `/items/${id}`, admin).send(guide).expect(428)
  expect((await call('get', `/items/${id}`, admin)).body).toMatchObject({ revision: 2, body: 'toinen' })
})

test('P-1: no token, a wrong, revoked, expired or disabled one, one in the address, and a cookie are all refused alike', async () => {
  const personId = await addPerson(app, { role: 'editor' }), revoked = await apiToken(app, personId, 'read')
  const { id } = await app.db.selectFrom('api_token').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow()
  await call('get', '/items', revoked).expect(200)
  await app.db.transaction().execute((trx) => revokeToken(trx, app.now().toISOString(), SYSTEM, id))
  const expired = await apiToken(app, personId, 'read')
  await app.db.updateTable('api_token').set({ expires_at: '2020-01-01T00:00:00.000Z' }).where('id', '>', id).execute()
  const disabledId = await addPerson(app, { role: 'editor' }), disabled = await apiToken(app, disabledId, 'read')
  await app.db.updateTable('person').set({ disabled_at: app.now().toISOString() }).where('id', '=', disabledId).execute()
  for (const token of [revoked, expired, disabled, 'laavu_x', `${reader}x`]) {
    const refused = await call('get', '/items', token).expect(401)
    expect(Problem.parse(refused.body).detail).toBe('The call has no valid Bearer token.')
  }
  await request(site).get('/api/v1/items').expect(401)
  await request(site).get(`/api/v1/items?token=${reader}&access_token=${reader}`).expect(401)
  const { agent } = await signedIn(app, site, { role: 'admin' })
  await agent.get('/api/v1/items').expect(401)
})

test('P-1: a token that may only read cannot write, and neither can a reader with a token for writing', async () => {
  const readOnly = await apiToken(app, await addPerson(app, { role: 'editor' }), 'read')
  await call('post', '/items', readOnly).send(guide).expect(403)
  await call('post', '/items', reader).send(guide).expect(404)
})

test('P-2: only application/json is read, and a session cookie is no credential', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) await call('post', '/items', admin).set('Content-Type', type).send('{}').expect(415)
  await call('post', '/items', admin).set('Content-Type', 'application/json; charset=iso-8859-1').send('{}').expect(415)
})

test('P-3: no origin is let in by the browser', async () => {
  const reply = await call('get', '/items', reader).set('Origin', 'https://evil.example').expect(200)
  expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  const preflight = await request(site).options('/api/v1/items').set('Origin', 'null').set('Access-Control-Request-Method', 'POST')
  expect(Object.keys(preflight.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
})

test.each(['/items?limit=1e9', '/items?limit=-1', '/items?limit=101', '/items?offset=-1', '/items?offset=99999999', '/items?sort=password', '/items?limit=1&limit=2', '/items?kind=x', '/items/abc', '/items/1?lang=xx'])(
  'P-5, I-2: GET %s is refused', async (path) => { Problem.parse((await call('get', path, reader).expect(400)).body) })

test.each([
  ['an unknown field', { ...guide, ownerId: 1 }], ['C-7: a field that is not the sender’s', { ...guide, id: 5, createdAt: '2020-01-01', role: 'admin' }], ['a number as title', { ...guide, title: 5 }],
  ['an empty title', { ...guide, title: ' ' }], ['an unknown municipality', { ...guide, municipalities: ['atlantis'] }], ['a list that is not one', { ...guide, roles: 'x' }],
])('I-7: %s is refused and named', async (_what, body) => {
  expect(Problem.parse((await call('post', '/items', admin).send(body).expect(400)).body).errors!.length).toBeGreaterThan(0)
})

test('I-6, I-8: broken, repeated, deep and poisoned JSON is refused and pollutes nothing', async () => {
  const send = (text: string) => call('post', '/items', admin).set('Content-Type', 'application/json').send(text).expect(400)
  for (const text of ['{', '', 'null', '[]', '{"title":"a","title":"b"}', '['.repeat(1000), '\uFEFF{}', '{"reviewMonths":1e400}', '{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}']) await send(text)
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

test('an editor writes for her own municipality, not for another, and cannot invent an owner team', async () => {
  await call('post', '/items', editor).send({ ...guide, title: 'Inarin oma', municipalities: ['inari'] }).expect(201)
  expect((await call('post', '/items', editor).send({ ...guide, municipalities: ['salla'] }).expect(400)).body.errors[0].field).toBe('municipalities')
  expect((await call('post', '/items', editor).send({ ...guide, owner: 'Keksitty ryhmä' }).expect(400)).body.errors[0].field).toBe('owner')
  const { body: { id } } = await call('post', '/items', admin).send({ ...guide, title: 'Sallan oma', municipalities: ['salla'] }).expect(201)
  await call('put', `/items/${id}`, editor).set('If-Match', '"1"').send({ ...guide, title: 'Kaapattu' }).expect(403)
})

test('P-7, C-8: errors are problems without an inside, and a wrong method is told so', async () => {
  for (const [path, status] of [['/items/999999', 404], ['/nothing', 404]] as const) {
    const { body, headers, text } = await call('get', path, reader).expect(status)
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(Problem.parse(body).requestId).toMatch(/^[0-9a-f-]{36}$/)
    expect(text).not.toMatch(/node_modules|\.ts:|select |sqlite/i)
  }
  Problem.parse((await request(site).delete('/api/v1/items/1').set('Authorization', `Bearer ${admin}`).expect(405)).body)
})

test('the description names every path and schema', async () => {
  const { body } = await call('get', '/openapi.json', reader).expect(200)
  expect(Object.keys(body.paths)).toEqual(['/search', '/items', '/items/{id}', '/templates', '/templates/{id}', '/templates/{id}/render'])
  for (const [ref] of JSON.stringify(body).matchAll(/#\/components\/schemas\/\w+/g)) expect(body.components.schemas).toHaveProperty(ref.split('/').at(-1)!)
  await request(site).get('/api/v1/openapi.json').expect(401)
})
