import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import express from 'express'
import request from 'supertest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppContext } from '../context.ts'
import { errorHandler } from '../error-handler.ts'
import { securityHeaders } from '../platform/http/security-headers.ts'
import { testApp, TEST_NOW } from '../testing/test-app.ts'
import { keepFile, type KeptFile } from './file-store.ts'
import { fileRoutes } from './files.routes.ts'

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const folder = mkdtempSync(path.join(tmpdir(), 'laavu-serving-'))
afterAll(() => { rmSync(folder, { recursive: true }) })

let app: AppContext, site: express.Express, image: KeptFile, report: KeptFile
const READER = { role: 'reader' }, STRANGER = { role: 'reader', name: 'stranger' }
beforeAll(async () => {
  app = (await testApp({ DATA_DIR: folder })).app
  image = await keepFile(app, PNG, 'käyttö "ohje";\r\nX-Evil: 1 🙂.png')
  report = await keepFile(app, Buffer.from('%PDF-1.7\n<script>alert(1)</script>'), 'raportti.pdf')
  site = express().set('etag', false)
  site.use(securityHeaders(false))
  site.use((req, res, next) => { res.locals.viewer = { reader: READER, stranger: STRANGER }[String(req.get('test-viewer'))]; next() })
  site.use(fileRoutes(app, async (_db, viewer, _now, id) => {
    const file = [image, report].find((known) => known.id === id)
    return viewer.name === 'stranger' || !file ? undefined : { ...file, created_at: TEST_NOW }
  }))
  site.use(errorHandler(app))
})
const get = (file: Pick<KeptFile, 'id'>, viewer: string | null = 'reader') => {
  const sent = request(site).get(`/tiedosto/${file.id}/nimi.png`).buffer(true)
  return viewer === null ? sent : sent.set('test-viewer', viewer)
}

test('D-1, D-3: a picture is shown, with a name in one header line and nothing in it able to run', async () => {
  const res = await get(image)
  expect(res.status).toBe(200)
  expect(res.body).toEqual(PNG)
  expect(res.headers).toMatchObject({
    'content-type': 'image/png', 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin', 'cache-control': 'private, no-cache, no-transform', 'content-length': String(PNG.length),
    'content-disposition': 'inline; filename="kaytto ohje X-Evil 1 __.png"; filename*=UTF-8\'\'k%C3%A4ytt%C3%B6%20ohje%20X-Evil%201%20%F0%9F%99%82.png',
  })
  expect(res.headers['x-evil']).toBeUndefined()
})

test('D-1: anything but a picture is only ever downloaded', async () => {
  const res = await get(report)
  expect(res.headers).toMatchObject({ 'content-type': 'application/pdf', 'content-disposition': 'attachment; filename="raportti.pdf"; filename*=UTF-8\'\'raportti.pdf' })
})

test('an unchanged file is not sent twice', async () => {
  const { headers } = await get(image)
  const again = await get(image).set('If-None-Match', headers.etag!)
  expect(again.status).toBe(304)
  expect((await get(image).set('If-None-Match', '"other"')).status).toBe(200)
})

test('D-2: one who may not read a file gets the same 404 as for a file that is not there, conditional, ranged or HEAD', async () => {
  const { headers } = await get(image)
  const missing = await get({ id: 'x' })
  expect(missing.status).toBe(404)
  for (const refused of [await get(image, 'stranger'), await get(image, 'stranger').set('If-None-Match', headers.etag!), await get(image, 'stranger').set('Range', 'bytes=0-3')]) {
    expect(refused.status).toBe(404)
    expect(refused.text).toBe(missing.text)
    expect(refused.headers['etag']).toBeUndefined()
  }
  expect((await request(site).head(`/tiedosto/${image.id}/a`).set('test-viewer', 'stranger')).status).toBe(404)
  expect((await get(image, null)).status).toBe(401)
})

test('D-4: a range, however strange, is answered with the whole file once', async () => {
  for (const range of [`bytes=${Array.from({ length: 1000 }, () => '0-').join(',')}`, 'bytes=-5', 'bytes=9999-', 'bytes=5-1'])
    expect((await get(image).set('Range', range)).body).toEqual(PNG)
})

test('HEAD tells the size and sends nothing', async () => {
  const res = await request(site).head(`/tiedosto/${image.id}/a`).set('test-viewer', 'reader')
  expect(res.headers['content-length']).toBe(String(PNG.length))
  expect(res.text ?? '').toBe('')
})

test('D-5: no address reaches another file', async () => {
  writeFileSync(path.join(folder, 'canary'), 'canary')
  for (const id of ['..%2f..%2fcanary', '%2e%2e%2fcanary', '..%5ccanary', '%00', 'a'.repeat(500), '__proto__', 'constructor'])
    expect((await request(site).get(`/tiedosto/${id}/canary`).set('test-viewer', 'reader')).status).toBe(404)
})

test('D-8: a file that has changed on disk cannot be given, never wrong bytes', async () => {
  const { app: other } = await testApp({ DATA_DIR: folder })
  const file = await keepFile(other, Buffer.from('%PDF-1.7\nlukuja'), 'luvut.pdf')
  report = file
  expect((await get(file)).status).toBe(200)
  writeFileSync(path.join(folder, 'uploads', file.sha256.slice(0, 2), file.sha256.slice(2)), '%PDF-1.7\nmuutettu')
  const res = await get(file)
  expect(res.status).toBe(503)
  expect(res.headers['content-type']).toContain('text/plain')
  expect(res.text).not.toContain('muutettu')
})
