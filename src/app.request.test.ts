import { createServer, request as httpRequest, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { readFileSync } from 'node:fs'
import request from 'supertest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Express } from 'express'
import type { AppContext } from './context.ts'
import { addPerson, signedIn } from './testing/sign-in.ts'
import { testApp } from './testing/test-app.ts'

let app: AppContext, site: Express, server: Server, port: number
beforeAll(async () => {
  ;({ app, site } = await testApp())
  await addPerson(app)
  server = createServer({ maxHeaderSize: 16_384 }, site)
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  port = (server.address() as AddressInfo).port
})
afterAll(() => { server.close() })

const CSP = "default-src 'none';script-src 'self';style-src 'self';img-src 'self';font-src 'self';connect-src 'self';form-action 'self';frame-ancestors 'none';base-uri 'none';object-src 'none';manifest-src 'self';require-trusted-types-for 'script'"
const style = () => /href="(\/static\/[^"]+laavu\.css)"/.exec(readFileSync('views/layouts/page.hbs', 'utf8'))?.[1]

test.each([
  ['GET', '/kirjaudu', 200], ['GET', '/', 303], ['GET', '/healthz', 200], ['GET', '/ei-ole', 404], ['GET', '/static/icons.svg', 200], ['GET', '/api/v1/items', 401], ['POST', '/kirjaudu', 403],
  ['GET', '/static/nothing.css', 404], ['GET', '/%E0%A4%A', 404], ['POST', '/kieli', 403],
] as const)('H-1, H-2: %s %s answers %i with every security header', async (method, path, status) => {
  const reply = await request(site)[method === 'GET' ? 'get' : 'post'](path)
  expect(reply.status).toBe(status)
  expect(reply.headers['content-security-policy']).toBe(CSP)
  expect(reply.headers).toMatchObject({
    'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin',
    'x-frame-options': 'SAMEORIGIN', 'permissions-policy': expect.stringContaining('camera=()') as unknown,
  })
  for (const name of ['x-powered-by', 'server', 'strict-transport-security']) expect(reply.headers).not.toHaveProperty(name)
})

test('H-2: over https, browsers are told to stay there', async () => {
  const { site: secure } = await testApp({ PUBLIC_URL: 'https://laavu.example' })
  expect((await request(secure).get('/kirjaudu')).headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
})

test('H-6: personal pages are never kept by a cache, whatever the address ends in', async () => {
  const { agent } = await signedIn(app, site)
  for (const path of ['/', '/oma', '/oma.css', '/oma;.js', '/oma%2fx.css', '/haku?q=a']) expect((await agent.get(path)).headers['cache-control'], path).toBe('no-store')
})

test('D-6: nothing of the inside is served', async () => {
  const { agent } = await signedIn(app, site, { role: 'admin' })
  for (const path of ['/.env', '/db/laavu.sqlite', '/.git/HEAD', '/package.json', '/src/main.ts', '/static/../package.json', '/static/%2e%2e/package.json', '/static/', '/uploads/', '/views/errors/error.hbs'])
    expect((await agent.get(path)).status, path).toBe(404)
})

test('H-7: what a stranger says of himself in X-Forwarded-* is not believed', async () => {
  const reply = await request(site).get('/').set('X-Forwarded-Host', 'evil.example').set('X-Forwarded-Proto', 'https').set('Forwarded', 'host=evil.example')
  expect(JSON.stringify(reply.headers) + reply.text).not.toContain('evil.example')
})

const raw = (text: string) => new Promise<string>((resolve) => {
  let answer = ''
  const socket = connect(port, '127.0.0.1', () => socket.end(text))
  socket.on('data', (chunk) => { answer += String(chunk) }).on('close', () => { resolve(answer) }).on('error', () => { resolve(answer) })
})

test.each([
  ['two lengths', 'POST /kieli HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
  ['length and chunks', 'POST /kieli HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
  ['an unknown coding', 'POST /kieli HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n'],
  ['a header of 20 kB', `GET /healthz HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`],
  ['no host', 'GET /healthz HTTP/1.1\r\n\r\n'],
])('H-8: a request with %s is refused and the connection closed', async (_what, text) => {
  expect(await raw(text)).toMatch(/^HTTP\/1\.1 4\d\d /)
})

test('H-10: odd methods and targets are refused', async () => {
  const ask = (method: string, path = '/healthz') => new Promise<number>((resolve) => { httpRequest({ port, host: '127.0.0.1', method, path }, (res) => { res.resume(); resolve(res.statusCode!) }).on('error', () => { resolve(0) }).end() })
  for (const method of ['TRACE', 'PROPFIND', 'LINK']) expect(await ask(method), method).toBe(405)
  expect(await raw('GARBAGE / HTTP/1.1\r\nHost: a\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
  expect(await raw('CONNECT evil.example:443 HTTP/1.1\r\nHost: a\r\n\r\n')).not.toMatch(/ 200 /)
  expect(await raw('OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).not.toMatch(/ 200 /)
})

test('S-8: anonymous visits make no session and get no cookie', async () => {
  const sessions = () => app.db.selectFrom('session').select('id').execute()
  const before = await sessions()
  for (let n = 0; n < 300; n++) {
    const reply = await request(server).get(n % 2 ? '/kirjaudu' : '/')
    expect(reply.headers['set-cookie']).toBeUndefined()
  }
  expect(await sessions()).toEqual(before)
})

test('C-8: other methods, HEAD and method overrides change nothing', async () => {
  const { agent, personId } = await signedIn(app, site)
  const before = await app.db.selectFrom('person').selectAll().where('id', '=', personId).executeTakeFirstOrThrow()
  expect((await agent.get('/kieli')).status).toBe(404)
  expect((await agent.put('/kieli').send('kieli=sv')).status).toBe(404)
  expect((await agent.get('/oma?_method=POST&kieli=sv').set('X-HTTP-Method-Override', 'POST')).status).toBe(200)
  expect(await app.db.selectFrom('person').selectAll().where('id', '=', personId).executeTakeFirstOrThrow()).toEqual(before)
})

test('L-6: a fault shows an id that finds it in the log, and nothing of the inside', async () => {
  const lines: { id?: string; err?: Error }[] = []
  const { app: broken, site: brokenSite } = await testApp()
  broken.log.error = ((line: { id?: string; err?: Error }) => { lines.push(line) }) as typeof broken.log.error
  const { agent } = await signedIn(broken, brokenSite)
  broken.now = () => { throw new Error('the clock fell off the wall') }
  const reply = await agent.get('/')
  expect(reply.status).toBe(500)
  expect(reply.text).toContain(lines.at(-1)!.id!)
  expect(lines.at(-1)!.err!.stack).toContain('clock')
  expect(reply.text).not.toMatch(/clock|\.ts:|node_modules/)
})

test('every page names only files of this origin', async () => {
  const { agent } = await signedIn(app, site)
  const { text } = await agent.get('/')
  expect(style()).toBeUndefined() // the template names its files through {{asset}}
  for (const [, address] of text.matchAll(/(?:src|href|action)="([^"]+)"/g)) expect(address).toMatch(/^(\/(?!\/)|#|\?)/)
})
