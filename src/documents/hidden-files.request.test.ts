import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Express } from 'express'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppContext } from '../context.ts'
import { ensureTeam } from '../people/people.queries.ts'
import { recordChange, SYSTEM } from '../platform/changes/changes.queries.ts'
import { browser, signedIn } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'
import { makePdf } from './fixtures/make-pdf.ts'
import { readDocuments } from './read-documents.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'laavu-hidden-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
type Agent = Awaited<ReturnType<typeof signedIn>>['agent']
let app: AppContext, site: Express, owner: Agent, reader: Agent, id: number, addresses: string[]
beforeAll(async () => {
  mkdirSync(path.join(folder, 'uploads'))
  ;({ app, site } = await testApp({ DATA_DIR: folder }))
  owner = (await signedIn(app, site, { role: 'editor', teams: ['Omat'] })).agent
  reader = (await signedIn(app, site, { municipality: 'inari' })).agent
  const team = String((await app.db.selectFrom('team').select('id').executeTakeFirstOrThrow()).id)
  const send = (address: string, fields: Record<string, string>, text: string) => owner.post(address).field(fields).attach('tiedosto', makePdf([text]), { filename: 'a.pdf', contentType: 'application/pdf' })
  id = Number((await send('/tiedostot/uusi', { otsikko: 'Piilotettava', kieli: 'fi', kuvaus: 'a', koskee: 'verkko', aiheet: '', tarkistus: '12', tiimi: team }, 'Ensimmäinen versio')).headers['location']!.split('/').at(-1))
  await send(`/tiedostot/${id}/versio`, { syy: 'Uudistui' }, 'Toinen versio')
  await readDocuments(app)
  const files = await app.db.selectFrom('document_version').where('item_id', '=', id).select('file_id').orderBy('number').execute(), { width } = await app.db.selectFrom('image_size').where('file_id', '=', files[1]!.file_id).select('width').orderBy('width').executeTakeFirstOrThrow()
  addresses = [...files.map(({ file_id }) => `/tiedosto/${file_id}/a.pdf`), `/kuva/${files[1]!.file_id}/${width}.webp`, `/tiedostot/${id}/versio/1`, `/tiedostot/${id}/versio/2`]
})

async function setItem(facts: Record<string, unknown>) {
  await app.db.transaction().execute(async (trx) => {
    await trx.updateTable('item').set({ restricted_team_id: null, state: 'published', trashed_at: null, visible_until: null, ...facts }).where('id', '=', id).execute()
    await recordChange(trx, { at: app.now().toISOString(), actor: SYSTEM, action: 'revised', subject: { type: 'item', id } })
  })
}
const FORMS: Record<string, (agent: Agent, address: string, etag: string) => ReturnType<Agent['get']>> = {
  plain: (agent, address) => agent.get(address), HEAD: (agent, address) => agent.head(address), conditional: (agent, address, etag) => agent.get(address).set('If-None-Match', etag),
  'any version': (agent, address) => agent.get(address).set('If-None-Match', '*'), range: (agent, address) => agent.get(address).set('Range', 'bytes=0-3'), 'conditional range': (agent, address, etag) => agent.get(address).set({ Range: 'bytes=0-3', 'If-Range': etag }),
}

test('D-2: every file of a document, its earlier files and the picture of its first page are there for a reader in all forms', async () => {
  for (const address of addresses.slice(1)) {
    const etag = (await reader.get(address)).headers['etag']!
    expect(await Promise.all(Object.values(FORMS).map(async (ask) => (await ask(reader, address, etag)).status)), address).toEqual([200, 200, 304, 304, 200, 200])
  }
})

test.each([
  ['restricted to a team of others', async () => ({ restricted_team_id: await app.db.transaction().execute((trx) => ensureTeam(trx, 'Suljetut')) })],
  ['a draft', () => Promise.resolve({ state: 'draft' })], ['in the trash', () => Promise.resolve({ state: 'trashed', trashed_at: app.now().toISOString() })],
] as const)('D-2, advisory 31 (CVE-2026-45543): of a document that is %s, none of its files is there for a reader in any form, also by links that worked before', async (_name, facts) => {
  const etags = new Map(await Promise.all(addresses.map(async (address) => [address, (await owner.get(address)).headers['etag'] ?? '"a"'] as const)))
  await setItem(await facts())
  try {
    for (const address of addresses) for (const [form, ask] of Object.entries(FORMS)) {
      const res = await ask(reader, address, etags.get(address)!)
      expect([res.status, res.headers['etag']], `${form} ${address}`).toEqual([404, undefined])
    }
  } finally { await setItem({}) }
  expect((await reader.get(addresses[1]!)).status).toBe(200)
})

test('D-2: without signing in there are no bytes, only the way to sign in', async () => {
  for (const address of addresses) for (const [form, ask] of Object.entries(FORMS)) {
    const res = await ask(browser(site), address, '"a"')
    expect([[303, 401].includes(res.status), res.headers['etag'], String(res.text ?? '').includes('%PDF'), res.headers['location'] ?? '/kirjaudu'], `${form} ${address} ${res.status}`).toEqual([true, undefined, false, expect.stringMatching(/^\/kirjaudu/)])
  }
})
