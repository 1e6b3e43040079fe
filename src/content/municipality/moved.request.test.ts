import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { keepFile } from '../../files/file-store.ts'
import { insertFile } from '../../files/files.queries.ts'
import { ensureTeam } from '../../people/people.queries.ts'
import { networkStage } from '../fixtures/network-stage.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'laavu-siirto-'))
afterAll(() => { rmSync(folder, { recursive: true }) })

test('C-11: a page that moves from one team to another while a reader has it open: from that moment the page, its file, its supplements and its hits are the new team’s alone', async () => {
  const { app, db, save, revise, as, search } = await networkStage()
  app.config.uploadsDir = folder
  const first = await as('editor', 'inari', ['Ensimmäinen']), second = await as('editor', 'salla', ['Toinen'])
  const team = (name: string) => db.transaction().execute((trx) => ensureTeam(trx, name)), file = await keepFile(app, Buffer.from('Avainlista'), 'avaimet.txt')
  await db.transaction().execute((trx) => insertFile(trx, app.now().toISOString(), file))
  const body = 'Katso [avaimet](avaimet.txt).\n\n{{kuntaliite: Hinta | hinta}}', more = { files: [{ path: 'avaimet.txt', fileId: file.id }] }
  const id = await save({ body, ...more, restrictedTeamId: await team('Ensimmäinen') }, 'Ensimmäinen')
  await search()
  const seen = async ({ agent }: typeof first, tags: Record<string, string> = {}) => {
    const [page, bytes, compare, found] = await Promise.all([agent.get(`/sivu/${id}-maksut`).set(tags), agent.get(`/tiedosto/${file.id}/avaimet.txt`).set(tags), agent.get(`/sivu/${id}/kunnat`), agent.get('/haku?q=avaimet')])
    return { states: [page.status, bytes.status, compare.status, found.text.includes(`/sivu/${id}-`)], tag: String(page.headers['etag'] ?? bytes.headers['etag'] ?? '*') }
  }
  const open = await seen(first)
  await seen(first) // the second time it is kept
  expect([open.states, (await seen(second)).states]).toEqual([[200, 200, 200, true], [404, 404, 404, false]])
  await revise(id, body, { ...more, restrictedTeamId: await team('Toinen'), ownerTeamId: await team('Toinen') })
  await search()
  // also when her browser asks whether what it has is still good
  expect([(await seen(first)).states, (await seen(first, { 'If-None-Match': open.tag })).states, (await seen(second)).states]).toEqual([[404, 404, 404, false], [404, 404, 404, false], [200, 200, 200, true]])
})
