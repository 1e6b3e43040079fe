import { beforeEach, expect, test } from 'vitest'
import { trashItem } from '../content/save-item.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { sessionCookie, type signedIn } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'
import { revise } from './fixtures/revise.ts'
import { addItem, others, startedPath } from './fixtures/started-path.ts'

const { app, site, moveClock } = await testApp()
type Someone = Awaited<ReturnType<typeof signedIn>>
let path: Awaited<ReturnType<typeof startedPath>>, guide: number, round = 0
const FIRST = '## Ensin\n\nPyydä passi.\n\n## Sitten\n\nAnna kortti.'
beforeEach(async () => {
  moveClock('2026-01-05T08:00:00Z')
  if (round++ === 0) guide = await addItem(app, { externalId: 'KORTTI', title: 'Kirjastokortin antaminen', body: FIRST })
  else await revise(app, 'KORTTI', FIRST)
  path = await startedPath(app, site)
})
const tick = ({ agent }: Someone, fields: object = {}, task = 'V2') => agent.post(`/perehdytys/tehtava/${path.tasks[task]}/merkinta`).type('form').send({ tila: 'tehty', ...fields })
const row = (task = 'V2') => app.db.selectFrom('onboarding_task').where('id', '=', path.tasks[task]!).select(['done_on', 'signed_on', 'reopened_on', 'read_revision_id']).executeTakeFirstOrThrow()
const page = async ({ agent }: Someone, address: string) => (await agent.get(address).redirects(2)).text
const changes = () => `/perehdytys/tehtava/${path.tasks['V2']}/muutokset`

test('a reading task is ticked from the guide’s own page, and only she whose task it is has it there', async () => {
  const { reader, admin } = await others(app, site)
  for (const someone of [reader, admin, path.mentor, path.supervisor]) {
    const text = await page(someone, `/sivu/${guide}`)
    expect([text.includes('Pyydä passi'), text.includes('Perehdytyksesi tehtävä')]).toEqual([true, false])
  }
  const text = await page(path.employee, `/sivu/${guide}`)
  expect(text).toContain('Tehtävä V2')
  expect(text).not.toContain('Tehtävä V1') // the mentor's
  const revision = /name="luettu" value="(\d+)"/.exec(text)![1]!
  const reply = await tick(path.employee, { paluu: 'ohje', luettu: revision })
  expect(reply.headers['location']).toBe(`/sivu/${guide}#tehtava-${path.tasks['V2']}`)
  expect(await row()).toEqual({ done_on: '2026-01-05', signed_on: null, reopened_on: null, read_revision_id: Number(revision) })
  expect(await page(path.employee, `/sivu/${guide}`)).toContain('Poista merkintä')
  // the page that was kept for her is not given to her colleague
  expect(await page(reader, `/sivu/${guide}`)).not.toContain('Poista merkintä')
})

test('a material change opens the task again and shows only what changed; a minor one does not', async () => {
  await tick(path.employee)
  await path.mentor.agent.post(`/perehdytys/tehtava/${path.tasks['V2']}/kuittaus`).type('form').send({ tila: 'kuitattu' })
  await revise(app, 'KORTTI', FIRST.replace('Anna', 'Ojenna'), { material: false })
  expect(await page(path.employee, '/perehdytys/oma')).not.toContain('Ohje on muuttunut')
  expect(await row()).toMatchObject({ done_on: '2026-01-05', signed_on: '2026-01-05' })
  moveClock('2026-01-21T08:00:00Z')
  for (const someone of [path.employee, path.mentor]) someone.agent.jar.setCookie(`${await sessionCookie(app, someone.personId)}; Path=/`, '127.0.0.1', '/')
  await revise(app, 'KORTTI', FIRST.replace('Anna', 'Ojenna').replace('passi', 'passi tai ajokortti'), { summary: 'Ajokortti kelpaa' })
  expect(await page(path.employee, `/sivu/${guide}`)).toMatch(/Ohje on muuttunut sen jälkeen, kun luit sen\.[\s\S]*Merkitse tehdyksi/)
  expect(await page(path.employee, '/perehdytys/oma')).toMatch(/Tehtävä V2[\s\S]*Ohje on muuttunut sen jälkeen, kun luit sen\.[\s\S]*muutokset"/)
  expect(await row()).toMatchObject({ done_on: null, signed_on: null, reopened_on: '2026-01-21' })
  const shown = await page(path.employee, changes())
  expect(shown).toContain('Ajokortti kelpaa')
  expect(shown).toMatch(/<h2>Ensin<\/h2>[\s\S]*<ins>[^<]*tai ajokortti<\/ins>/)
  expect(shown).toMatch(/<h2>Sitten<\/h2>[\s\S]*<del>Anna<\/del><ins>Ojenna<\/ins>/)
  const read = /name="luettu" value="(\d+)"/.exec(shown)![1]
  await tick(path.employee, { luettu: read })
  expect(await row()).toMatchObject({ done_on: '2026-01-21', reopened_on: null })
  // the record tells of both times
  const record = await page(path.employee, `/perehdytys/henkilokohtainen/${path.id}/tuloste`)
  expect(record).toMatch(/Tehtävä V2[\s\S]*5\.1\.2026/)
  expect(record).toMatch(/Tehtävä V2[\s\S]*21\.1\.2026/)
})

test('only the changed lines are shown, none of the rest', async () => {
  await revise(app, 'KORTTI', `${FIRST}\n\nTämä rivi pysyy.`)
  await tick(path.employee)
  await revise(app, 'KORTTI', `${FIRST.replace('passi', 'henkilökortti')}\n\nTämä rivi pysyy.`)
  const shown = await page(path.employee, changes())
  expect(shown).toContain('henkilökortti')
  expect(shown).not.toMatch(/Tämä rivi pysyy|Anna kortti/)
})

test('a tick for an older text than the guide has now leaves the task open and says why', async () => {
  const read = (await app.db.selectFrom('item_text').where('item_id', '=', guide).select('revision_id').executeTakeFirstOrThrow()).revision_id
  await revise(app, 'KORTTI', 'Aivan toinen ohje.')
  await tick(path.employee, { luettu: String(read), paiva: '2026-01-04' })
  expect(await row()).toMatchObject({ done_on: null, reopened_on: '2026-01-05', read_revision_id: read })
  expect(await page(path.employee, '/perehdytys/oma')).toContain('Ohje muuttui sen jälkeen, kun luit sen')
})

test('a tick that waited for a connection has the day on which it was made, not one ahead, nor one long past', async () => {
  for (const [paiva, expected] of [['2026-01-03', '2026-01-03'], ['2026-01-06', '2026-01-05'], ['2025-11-01', '2026-01-05']]) {
    await tick(path.employee, { paiva })
    expect((await row()).done_on).toBe(expected)
    await tick(path.employee, { tila: 'kesken' })
  }
  // sent twice, it is as if sent once; and what the mentor has signed in between stays signed
  await tick(path.employee, { paiva: '2026-01-04' })
  await tick(path.employee, { paiva: '2026-01-03' })
  expect((await row()).done_on).toBe('2026-01-04')
  await path.mentor.agent.post(`/perehdytys/tehtava/${path.tasks['V2']}/kuittaus`).type('form').send({ tila: 'kuitattu' })
  expect((await tick(path.employee, { tila: 'kesken' })).status).toBe(409)
  expect(await row()).toMatchObject({ done_on: '2026-01-04', signed_on: '2026-01-05' })
})

test('C-6: a revision of another page is not taken for what was read', async () => {
  const other = await addItem(app, { title: 'Toinen' }), { revision_id } = await app.db.selectFrom('item_text').where('item_id', '=', other).select('revision_id').executeTakeFirstOrThrow()
  await tick(path.employee, { luettu: String(revision_id) })
  const { read_revision_id } = await row()
  expect(read_revision_id).not.toBe(revision_id)
  expect(await app.db.selectFrom('revision').where('id', '=', read_revision_id!).select('item_id').executeTakeFirst()).toEqual({ item_id: guide })
})

test('what the mentor and the supervisor do does not open again, nor anything on a path that has ended', async () => {
  await tick(path.mentor, {}, 'V1')
  await tick(path.employee)
  await path.supervisor.agent.post(`/perehdytys/henkilokohtainen/${path.id}/paattyminen`).type('form').send({ tila: 'paattynyt' })
  await revise(app, 'KORTTI', 'Kokonaan uusi ohje.')
  await page(path.employee, '/perehdytys/oma')
  expect([(await row('V1')).done_on, (await row('V2')).done_on]).toEqual(['2026-01-05', '2026-01-05'])
})

test('C-1, C-3: the changes are seen by the three alone; a guide that is gone shows none', async () => {
  await tick(path.employee)
  await revise(app, 'KORTTI', 'Muutettu ohje.')
  await page(path.employee, '/perehdytys/oma')
  const strangers = await others(app, site)
  for (const someone of Object.values(strangers)) expect((await someone.agent.get(changes())).status).toBe(404)
  expect([(await path.employee.agent.get(changes())).status, (await path.mentor.agent.get(changes())).status]).toEqual([200, 200])
  expect(await page(path.mentor, changes())).not.toContain('Olen lukenut muutokset')
  await app.db.transaction().execute((trx) => trashItem(trx, app.now().toISOString(), SYSTEM, guide))
  expect((await path.employee.agent.get(changes())).status).toBe(404)
  expect(await page(path.employee, '/perehdytys/oma')).toContain('Ohje puuttuu: KORTTI')
})
