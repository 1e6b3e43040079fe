import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Express } from 'express'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppContext } from '../../context.ts'
import { signedIn } from '../../testing/sign-in.ts'
import { testApp } from '../../testing/test-app.ts'
import { makePdf } from '../fixtures/make-pdf.ts'
import { readDocuments } from '../read-documents.ts'
import { askToMend } from './ask-to-mend.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'laavu-faults-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
type Agent = Awaited<ReturnType<typeof signedIn>>['agent']
let app: AppContext, site: Express, owner: Agent, other: Agent, reader: Agent
const SOUND = { title: 'Ohje', lang: 'fi', tagged: true }
beforeAll(async () => {
  mkdirSync(path.join(folder, 'uploads'))
  ;({ app, site } = await testApp({ DATA_DIR: folder }))
  owner = (await signedIn(app, site, { role: 'editor', teams: ['Omat'] })).agent
  other = (await signedIn(app, site, { role: 'editor', teams: ['Muut'] })).agent
  reader = (await signedIn(app, site, { teams: ['Omat'] })).agent
})
const teamId = async (name: string) => (await app.db.selectFrom('team').where('name', '=', name).select('id').executeTakeFirstOrThrow()).id
async function add(title: string, bytes: Buffer, agent = owner, team = 'Omat') {
  let sent = agent.post('/tiedostot/uusi')
  for (const [field, value] of Object.entries({ otsikko: title, kieli: 'fi', kuvaus: 'a', tiimi: String(await teamId(team)), koskee: 'verkko', tarkistus: '12' })) sent = sent.field(field, value)
  const id = Number((await sent.attach('tiedosto', bytes, { filename: `${title}.pdf`, contentType: 'application/pdf' })).headers['location']!.split('/').at(-1))
  await readDocuments(app)
  return id
}
const replace = async (id: number, bytes: Buffer) => { expect((await owner.post(`/tiedostot/${id}/versio`).field('syy', 'Korjattu').attach('tiedosto', bytes, { filename: 'a.pdf', contentType: 'application/pdf' })).status).toBe(303); await readDocuments(app) }
const listed = async (agent: Agent) => { const { status, text } = await agent.get('/tiedostot/puutteet'); return [status, ...[...text.matchAll(/<h2[^>]*><a href="\/tiedostot\/\d+">([^<]+)/g)].map(([, title]) => title)] }
const work = async (agent: Agent) => (await agent.get('/oma/tyot')).text.split('Korjaa tiimin tiedostojen saavutettavuus').length - 1

test('the documents with accessibility faults are listed to the team that owns them, each with its faults in plain words, and to an admin all of them', async () => {
  expect(await listed(owner)).toEqual([200])
  await add('Ehjä', makePdf(['Teksti'], SOUND))
  const bare = await add('Paljas', makePdf(['Toinen teksti']))
  await add('Skannattu', makePdf(['']))
  await add('Muiden', makePdf(['Kolmas teksti']), other, 'Muut')
  expect(await listed(owner)).toEqual([200, 'Skannattu', 'Paljas'])
  expect(await listed(other)).toEqual([200, 'Muiden'])
  expect(await listed((await signedIn(app, site, { role: 'admin' })).agent)).toEqual([200, 'Muiden', 'Skannattu', 'Paljas'])
  expect((await listed(reader))[0]).toBe(404)
  const page = (await owner.get('/tiedostot/puutteet')).text
  for (const said of ['2 tiedostoa', 'Vastuu: Omat', 'PDF ei ole rakenteinen', 'Tiedostolla ei ole omaa otsikkoa', 'Skannattu PDF: tekstiä ei löytynyt']) expect(page).toContain(said)
  expect(page).not.toContain('sivulla ei ole tekstiä')
  expect((await owner.get(`/tiedostot/${bare}`)).text).toContain('href="/tiedostot/puutteet"')
  expect((await reader.get(`/tiedostot/${bare}`)).text).not.toContain('href="/tiedostot/puutteet"')
})

test('C-9: what is restricted to others, a draft, or put in the trash is not in the list', async () => {
  const id = await add('Salainen', makePdf(['Neljäs teksti'])), muut = await teamId('Muut')
  const seen = async () => (await listed(owner)).includes('Salainen')
  expect(await seen()).toBe(true)
  for (const hidden of [{ restricted_team_id: muut }, { state: 'draft' as const }, { state: 'trashed' as const, trashed_at: app.now().toISOString() }]) {
    await app.db.updateTable('item').set(hidden).where('id', '=', id).execute()
    expect(await seen(), JSON.stringify(hidden)).toBe(false)
    await app.db.updateTable('item').set({ restricted_team_id: null, state: 'published', trashed_at: null }).where('id', '=', id).execute()
  }
  await replace(id, makePdf(['Neljäs teksti korjattuna'], SOUND))
  expect(await seen()).toBe(false)
})

test('the owner team has one line in its work list while there is something to mend, however much', async () => {
  await askToMend(app)
  await askToMend(app)
  expect([await work(owner), await work(other)]).toEqual([1, 1])
  const ids = (await app.db.selectFrom('item').where('owner_team_id', '=', await teamId('Omat')).select('id').execute()).map(({ id }) => id)
  for (const id of ids.slice(1)) await replace(id, makePdf([`Korjattu ${id}`], SOUND))
  await askToMend(app)
  expect([await work(owner), await work(other)]).toEqual([0, 1])
  const { id } = await app.db.selectFrom('item').where('owner_team_id', '=', await teamId('Muut')).select('id').executeTakeFirstOrThrow()
  await app.db.updateTable('item').set({ owner_team_id: await teamId('Omat') }).where('id', '=', id).execute()
  await askToMend(app)
  expect([await work(owner), await work(other)]).toEqual([1, 0])
})
