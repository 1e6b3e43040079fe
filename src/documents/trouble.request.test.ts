import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppContext } from '../context.ts'
import { signedIn } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'
import { makePdf } from './fixtures/make-pdf.ts'
import { EXTRACTOR } from './read/reading.ts'
import { readDocuments } from './read-documents.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'laavu-trouble-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
let app: AppContext, site: Awaited<ReturnType<typeof testApp>>['site'], moveClock: Awaited<ReturnType<typeof testApp>>['moveClock'], editor: Awaited<ReturnType<typeof signedIn>>['agent'], team: string
beforeAll(async () => {
  mkdirSync(path.join(folder, 'uploads'))
  ;({ app, site, moveClock } = await testApp({ DATA_DIR: folder }))
  editor = (await signedIn(app, site, { role: 'editor', teams: ['Ryhmä'] })).agent
  team = String((await app.db.selectFrom('team').select('id').executeTakeFirstOrThrow()).id)
})
const post = (address: string, fields: Record<string, string>, name: string, bytes: Buffer) => editor.post(address).field(fields).attach('tiedosto', bytes, { filename: name, contentType: 'application/octet-stream' })
const add = (name: string, bytes: Buffer) => post('/tiedostot/uusi', { otsikko: 'Oma otsikko', kieli: 'fi', kuvaus: `Kuvaus säilyy. ${'Pitkä kuvaus. '.repeat(600)}`, koskee: 'verkko', aiheet: '', tarkistus: '12', tiimi: team }, name, bytes)
const idOf = (res: { headers: Record<string, string> }) => Number(res.headers['location']!.split('/').at(-1))
const rows = async () => ({ items: (await app.db.selectFrom('item').select('id').execute()).length, files: (await app.db.selectFrom('file').select('id').execute()).length, versions: (await app.db.selectFrom('document_version').select('number').execute()).length, sent: await app.db.selectFrom('upload_day').selectAll().execute() })
const FULL = 'Palvelimen levy on täynnä, joten tiedostoa ei tallennettu.'
const stateOf = async (id: number) => (await app.db.selectFrom('document_text as text').innerJoin('document_version as version', 'version.file_id', 'text.file_id').where('version.item_id', '=', id).select(['text.state', 'text.extractor']).executeTakeFirstOrThrow())

test('R5: when the database cannot grow, the form says that the disk is full and keeps what was typed; nothing is half there, reading goes on, and with room the same file is taken', async () => {
  const id = idOf(await add('eka.pdf', makePdf(['Ensimmäinen'])))
  await readDocuments(app)
  const before = await rows()
  await sql`vacuum`.execute(app.db)
  const { rows: [pages] } = await sql<{ page_count: number }>`pragma page_count`.execute(app.db)
  await sql.raw(`pragma max_page_count = ${pages!.page_count}`).execute(app.db)
  try {
    const form = await add('toka.txt', Buffer.from('Toinen teksti.'))
    expect([form.status, form.text.includes(FULL), form.text.includes('Kuvaus säilyy'), form.text.includes('value="Oma otsikko"')]).toEqual([507, true, true, true])
    const script = await add('toka.txt', Buffer.from('Toinen teksti.')).set('Accept', 'application/json')
    expect([script.status, script.body]).toEqual([507, { errors: [{ field: 'tiedosto', text: expect.stringContaining(FULL) }] }])
    expect((await editor.get(`/sivu/${id}`).redirects(1)).status).toBe(200)
    expect(await rows()).toEqual(before)
    expect(readdirSync(path.join(folder, 'uploads')).filter((name) => name.startsWith('.upload-'))).toEqual([])
  } finally { await sql`pragma max_page_count = 1073741823`.execute(app.db) }
  expect((await add('toka.txt', Buffer.from('Toinen teksti.'))).status).toBe(303)
})

test('R5: files are refused before the disk is full: what is left is for the database; the administrator is told so on every page, and nobody else', async () => {
  const kept = app.config, before = await rows(), admin = (await signedIn(app, site, { role: 'admin' })).agent, TOLD = 'joten tiedostoja ja kuvia ei oteta vastaan', told = (agent: typeof admin) => Promise.all(['/', '/selaa', '/hallinta/tila'].map(async (address) => (await agent.get(address)).text.includes(TOLD)))
  expect(await told(admin)).toEqual([false, false, false])
  app.config = { ...kept, diskReserveBytes: Number.MAX_SAFE_INTEGER }
  try {
    const res = await add('varattu.pdf', makePdf(['Varattu tila']))
    expect([res.status, res.text.includes(FULL), res.text.includes('Kuvaus säilyy')]).toEqual([507, true, true])
    expect(await rows()).toEqual(before)
    moveClock(new Date(app.now().getTime() + 61_000)) // a kept page is a minute old at most
    expect([await told(admin), await told(editor)]).toEqual([[true, true, true], [false, false, false]])
    expect((await admin.get('/hallinta/tila')).text).toContain('Levytila on vähissä')
  } finally { app.config = kept }
})

test('R21: a file whose reading eats all its memory ends its own thread: the document says that it could not be read, and the next one is read', async () => {
  const hungry = idOf(await add('syoppo.rtf', Buffer.from(`{\\rtf1 ${'{'.repeat(6_000_000)}`))), next = idOf(await add('seuraava.pdf', makePdf(['Hämähäkinseitti'])))
  await readDocuments(app)
  expect([(await stateOf(hungry)).state, (await stateOf(next)).state]).toEqual(['failed', 'done'])
  const page = (await editor.get(`/tiedostot/${hungry}`)).text
  for (const said of ['Tiedoston tekstiä ei voitu lukea. Tiedoston voi silti ladata.', 'Lue teksti uudelleen']) expect(page).toContain(said)
})

test('what an older extractor has read is read again, and search finds what the new one sees', async () => {
  const id = idOf(await add('vanha.pdf', makePdf(['Revontulikota tunturissa'])))
  await readDocuments(app)
  await app.db.updateTable('document_text').set({ extractor: EXTRACTOR - 1, reading: JSON.stringify({ parts: [{ kind: 'page', number: 1, heading: '', text: 'Vajaa' }], pages: 1, checks: [] }) }).execute()
  await app.db.updateTable('document_version').set({ filled_revision_id: null }).execute()
  expect(await stateOf(id)).toEqual({ state: 'done', extractor: EXTRACTOR - 1 })
  await readDocuments(app)
  expect(await stateOf(id)).toEqual({ state: 'done', extractor: EXTRACTOR })
  expect((await editor.get('/haku').query({ q: 'revontulikota' })).text).toContain(`/sivu/${id}-`)
  expect((await app.db.selectFrom('document_text').where('extractor', '<', EXTRACTOR).select('file_id').execute())).toEqual([])
})

test('D-8, R7: of a file whose bytes have changed on disk the page and its text stay, its bytes are never sent, and it cannot be converted or read anew', async () => {
  const id = idOf(await add('ehja.pdf', makePdf(['Metsäkauris pihalla'])))
  await readDocuments(app)
  const page = (await editor.get(`/sivu/${id}`).redirects(1)).text, href = /href="(\/tiedosto\/[^"]+)"/.exec(page)![1]!
  expect((await editor.get(href)).status).toBe(200)
  const { sha256 } = await app.db.selectFrom('file').innerJoin('document_version as version', 'version.file_id', 'file.id').where('version.item_id', '=', id).select('file.sha256').executeTakeFirstOrThrow()
  writeFileSync(path.join(folder, 'uploads', sha256.slice(0, 2), sha256.slice(2)), makePdf(['Vaihdettu']))
  for (const address of [href, `/tiedostot/${id}/versio/1`]) for (const headers of [{}, { Range: 'bytes=0-100' }]) {
    const res = await editor.get(address).set(headers).buffer(true)
    expect([res.status, res.headers['content-type']], address).toEqual([503, 'text/html; charset=utf-8'])
    expect(res.text).not.toContain('%PDF')
  }
  expect((await editor.get(`/sivu/${id}`).redirects(1)).text).toContain('Metsäkauris')
  await app.db.updateTable('document_text').set({ state: 'waiting' }).where('file_id', '=', /\/tiedosto\/([^/]+)/.exec(href)![1]!).execute()
  await readDocuments(app)
  expect((await stateOf(id)).state).toBe('failed')
})

test('a file that was only read too slowly waits and says so; it is tried three times, and read when there is time enough', async () => {
  const id = idOf(await add('hidas.txt', Buffer.from(`Kiirunankello soi${' \n'.repeat(6_000_000)}`)))
  await readDocuments(app) // as the upload asked
  const file = (await app.db.selectFrom('document_version').where('item_id', '=', id).select('file_id').executeTakeFirstOrThrow()).file_id
  const waitAgain = () => app.db.updateTable('document_text').set({ state: 'waiting', tries: 0 }).where('file_id', '=', file).execute()
  const shown = async () => (await editor.get(`/tiedostot/${id}`)).text.match(/Tekstin lukeminen kesti liian kauan|Haku löytää tiedoston tekstin|Tiedoston tekstiä ei voitu lukea/)?.[0]
  const TOO_SHORT = 1
  await waitAgain()
  for (const said of ['Tekstin lukeminen kesti liian kauan', 'Tekstin lukeminen kesti liian kauan', 'Tiedoston tekstiä ei voitu lukea']) {
    await readDocuments(app, TOO_SHORT)
    expect(await shown()).toBe(said)
  }
  await readDocuments(app)
  expect(await shown()).toBe('Tiedoston tekstiä ei voitu lukea')
  await waitAgain()
  await readDocuments(app, TOO_SHORT)
  await readDocuments(app)
  expect(await shown()).toBe('Haku löytää tiedoston tekstin')
})
