import { beforeEach, expect, test } from 'vitest'
import { signedIn } from '../../testing/sign-in.ts'
import { testApp } from '../../testing/test-app.ts'
import { others, startedPath } from '../fixtures/started-path.ts'
import { sweepOnboardings } from '../sweep-onboardings.ts'

let t: Awaited<ReturnType<typeof testApp>>, first: Awaited<ReturnType<typeof startedPath>>
type Path = typeof first
beforeEach(async () => { t = await testApp(); t.moveClock('2026-01-05T08:00:00Z'); first = await startedPath(t.app, t.site) })
/** One more person on the same path. */
async function another(): Promise<Path> {
  const employee = await signedIn(t.app, t.site, { municipality: 'salla', name: 'Joku Muu' })
  const reply = await first.supervisor.agent.post(`/perehdytys/polku/${first.pathId}/aloita`).type('form').send({ henkilo: String(employee.personId), alku: '2026-01-05' })
  const id = Number(/henkilokohtainen\/(\d+)$/.exec(reply.headers['location']!)![1]), rows = await t.app.db.selectFrom('onboarding_task').where('onboarding_id', '=', id).select(['id', 'title']).execute()
  return { ...first, id, employee, tasks: Object.fromEntries(rows.map((row) => [row.title.replace('Tehtävä ', ''), row.id])) }
}
const say = ({ employee, id }: Path, fields: object) => employee.agent.post(`/perehdytys/henkilokohtainen/${id}/palaute`).type('form').send({ arvio: '4', auttoi: '', puuttui: '', ...fields })
const end = ({ id }: Path) => first.supervisor.agent.post(`/perehdytys/henkilokohtainen/${id}/paattyminen`).type('form').send({ tila: 'paattynyt' })
const results = async () => (await first.supervisor.agent.get(`/perehdytys/polku/${first.pathId}/palaute`)).text

test('feedback is shown three answers at a time, so that none can be told apart, and says nothing of who', async () => {
  const paths = [first, await another(), await another(), await another()]
  for (const [n, path] of paths.entries()) {
    expect((await say(path, { auttoi: `Vastaus ${n}` })).status).toBe(303)
    const text = await results()
    expect(paths.map((_, m) => text.includes(`Vastaus ${m}`)), `after ${n + 1}`).toEqual(n < 2 ? [false, false, false, false] : [true, true, true, false])
  }
  expect(await results()).not.toMatch(/Joku Muu|Aino Uusi/)
  expect(Object.keys((await t.app.db.selectFrom('path_feedback').selectAll().execute())[0]!)).toEqual(['id', 'path_id', 'grade', 'helped', 'missed'])
})

test('each says it once, and only the person herself', async () => {
  expect((await say(first, { arvio: '' })).status).toBe(422)
  await say(first, {})
  await say(first, { auttoi: 'Toisen kerran' })
  expect(await t.app.db.selectFrom('path_feedback').select('helped').execute()).toEqual([{ helped: '' }])
  const strangers = await others(t.app, t.site)
  for (const someone of [first.mentor, first.supervisor, ...Object.values(strangers)]) {
    expect((await someone.agent.get(`/perehdytys/henkilokohtainen/${first.id}/palaute`)).status).toBe(404)
    expect((await someone.agent.post(`/perehdytys/henkilokohtainen/${first.id}/palaute`).type('form').send({ arvio: '1' })).status).toBe(404)
  }
})

test('where people get stuck is counted without persons, kept after the paths are deleted, and shown from three on', async () => {
  const paths = [first, await another(), await another(), await another()]
  for (const path of paths.slice(0, 3)) await path.employee.agent.post(`/perehdytys/tehtava/${path.tasks['V2']}/merkinta`).type('form').send({ tila: 'tehty' })
  for (const [n, path] of paths.entries()) {
    await end(path)
    await first.supervisor.agent.post(`/perehdytys/henkilokohtainen/${path.id}/paattyminen`).type('form').send({ tila: 'jatkuu' })
    await end(path) // ended twice, counted once
    expect((await results()).includes('Tehtävä V3'), `after ${n + 1}`).toBe(n >= 2)
  }
  const row = async (title: string) => t.app.db.selectFrom('path_figure').where('title', '=', title).select(['people', 'late', 'undone', 'shown_people', 'shown_undone']).executeTakeFirst()
  expect(await row('Tehtävä V2')).toEqual({ people: 4, late: 0, undone: 1, shown_people: 3, shown_undone: 0 })
  expect(await row('Tehtävä V3')).toMatchObject({ people: 4, undone: 4, shown_people: 3, shown_undone: 3 })
  t.moveClock('2027-02-01T01:00:00Z')
  await sweepOnboardings(t.app)
  expect(await t.app.db.selectFrom('onboarding').selectAll().execute()).toEqual([])
  expect(await row('Tehtävä V3')).toMatchObject({ people: 4, undone: 4 })
})

test('C-1, C-2: the results of a path are for its writers', async () => {
  const { reader } = await others(t.app, t.site)
  expect((await reader.agent.get(`/perehdytys/polku/${first.pathId}/palaute`)).status).toBe(404)
  expect((await first.supervisor.agent.get(`/perehdytys/polku/${first.pathId}/palaute`)).status).toBe(200)
})

test('what somebody offers to help with is shown on Who helps by her own choice, and taken back as simply', async () => {
  const offer = (apu: string) => first.employee.agent.post('/perehdytys/autan').type('form').send({ apu }), page = async () => (await first.mentor.agent.get('/kuka-auttaa')).text
  expect(await page()).not.toContain('Celia')
  await offer('Celia-palvelu <b>')
  expect(await page()).toMatch(/Celia-palvelu &lt;b&gt;[\s\S]*Aino Uusi/)
  await t.app.db.updateTable('person').where('id', '=', first.employee.personId).set({ disabled_at: '2026-01-05T00:00:00.000Z' }).execute()
  expect(await page()).not.toContain('Celia')
  await t.app.db.updateTable('person').where('id', '=', first.employee.personId).set({ disabled_at: null }).execute()
  await offer(' ')
  expect(await page()).not.toContain('Celia')
  expect((await offer('a'.repeat(301))).status).toBe(422)
})
