import { beforeEach, expect, test } from 'vitest'
import { trashItem } from '../content/save-item.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { sessionCookie, type signedIn } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'
import { startedPath } from './fixtures/started-path.ts'
import { onboardingToday } from './onboarding-today.ts'

const { app, site, moveClock } = await testApp()
type Someone = Awaited<ReturnType<typeof signedIn>>
let path: Awaited<ReturnType<typeof startedPath>>
beforeEach(async () => {
  moveClock('2026-01-05T08:00:00Z')
  path = await startedPath(app, site)
})
/** Some other day: everyone signs in anew. */
async function travel(to: string) {
  moveClock(to)
  for (const { agent, personId } of [path.employee, path.mentor, path.supervisor])
    agent.jar.setCookie(`${await sessionCookie(app, personId)}; Path=/`, '127.0.0.1', '/')
}
const tick = ({ agent }: Someone, task: string, tila = 'tehty', paluu = 'oma') => agent.post(`/perehdytys/tehtava/${path.tasks[task]}/merkinta`)
  .type('form').send({ tila, paluu })
const sign = ({ agent }: Someone, task: string, tila = 'kuitattu') => agent.post(`/perehdytys/tehtava/${path.tasks[task]}/kuittaus`).type('form')
  .send({ tila, paluu: 'lista' })
const row = (task: string) => app.db.selectFrom('onboarding_task').where('id', '=', path.tasks[task]!)
  .select(['done_on', 'done_by', 'signed_on', 'signed_by']).executeTakeFirstOrThrow()
const day = async ({ agent } = path.employee) => (await agent.get('/perehdytys/oma')).text
const personal = async ({ agent }: Someone) => (await agent.get(`/perehdytys/henkilokohtainen/${path.id}`)).text
/** The text of a section of the day, by its heading. */
const section = (html: string, heading: string) => new RegExp(`>${heading}</h2>([\\s\\S]*?)</section>`).exec(html)?.[1] ?? ''
const OPEN = { done_on: null, done_by: null, signed_on: null, signed_by: null }

test('the doer ticks, and only she: the employee, the mentor and the supervisor each their own, either of two what is theirs together', async () => {
  const may = async (task: string) => {
    const statuses = []
    for (const someone of [path.employee, path.mentor, path.supervisor])
      statuses.push((await tick(someone, task)).status, (await tick(someone, task, 'kesken')).status)
    return statuses.filter((_status, i) => i % 2 === 0)
  }
  expect(await may('V2')).toEqual([303, 403, 403])
  expect(await may('V1')).toEqual([403, 303, 403])
  expect(await may('P1')).toEqual([403, 403, 303])
  expect(await may('V3')).toEqual([303, 403, 303])
})

test('a tick leads back to its row, says so, and is undone as simply', async () => {
  const reply = await tick(path.employee, 'V2')
  expect(reply.headers['location']).toBe(`/perehdytys/oma#tehtava-${path.tasks['V2']}`)
  expect(await row('V2')).toEqual({ ...OPEN, done_on: '2026-01-05', done_by: path.employee.personId })
  expect(await day()).toMatch(/Merkitty tehdyksi\./)
  await tick(path.employee, 'V2', 'kesken')
  expect(await row('V2')).toEqual(OPEN)
})

test('two people who tick the same task at once make one tick, and the later is told', async () => {
  const [first, second] = await Promise.all([tick(path.employee, 'V3'), tick(path.supervisor, 'V3', 'tehty', 'henkilo')])
  expect([first.status, second.status]).toEqual([303, 303])
  const said = [first, second].map(({ headers }) => /viesti=([^;]*)/.exec(String(headers['set-cookie']))?.[1])
  expect(new Set(said)).toEqual(new Set(['onboarding.task.ticked', 'onboarding.task.tickedBefore']))
  const before = await row('V3')
  await tick(path.supervisor, 'V3', 'tehty', 'henkilo')
  expect(await row('V3')).toEqual(before)
})

test('the mentor signs what the new employee has done alone; then only the mentor can open it again', async () => {
  expect((await sign(path.mentor, 'V2')).status).toBe(409)
  await tick(path.employee, 'V2')
  expect([(await sign(path.employee, 'V2')).status, (await sign(path.supervisor, 'V2')).status]).toEqual([403, 403])
  const [one, two] = await Promise.all([sign(path.mentor, 'V2'), sign(path.mentor, 'V2')])
  expect([one.status, two.status]).toEqual([303, 303])
  expect(await row('V2')).toMatchObject({ signed_on: '2026-01-05', signed_by: path.mentor.personId })
  const refused = await tick(path.employee, 'V2', 'kesken')
  expect(refused.status).toBe(409)
  expect(refused.text).toContain('Pyydä perehdyttäjää perumaan kuittaus.')
  await sign(path.mentor, 'V2', 'kuittaamatta')
  await tick(path.employee, 'V2', 'kesken')
  expect(await row('V2')).toEqual(OPEN)
  await tick(path.mentor, 'V1')
  expect((await sign(path.mentor, 'V1')).status).toBe(403)
})

test('without a mentor, or with one who is out of use or has moved, the supervisor stands in, and is told', async () => {
  await tick(path.employee, 'V2')
  expect(await personal(path.supervisor)).not.toContain('Perehdyttäjää ei ole')
  await app.db.updateTable('person').where('id', '=', path.mentor.personId).set({ disabled_at: '2026-01-04T00:00:00.000Z' }).execute()
  expect((await tick(path.supervisor, 'V1')).status).toBe(303)
  expect((await sign(path.supervisor, 'V2')).status).toBe(303)
  expect(await personal(path.supervisor)).toContain('Perehdyttäjää ei ole')
  expect(await personal(path.employee)).toContain('Esihenkilösi hoitaa perehdyttäjän tehtävät')
  expect(await day()).not.toContain('Matti Mentori')
  expect((await path.mentor.agent.get(`/perehdytys/henkilokohtainen/${path.id}`)).status).not.toBe(200)
})

test('the day shows today, what was missed, this week and later; what is done today stays in sight', async () => {
  await travel('2026-01-07T08:00:00Z')
  await app.db.updateTable('onboarding_task').where('id', '=', path.tasks['V4']!).set({ due_date: '2026-01-09' }).execute()
  await app.db.updateTable('onboarding_task').where('id', '=', path.tasks['V3']!).set({ due_date: '2026-01-12' }).execute()
  const html = await day()
  expect(html).toContain('Tänään on toinen päiväsi') // Epiphany is no working day
  expect(section(html, 'Tänään')).toContain('Tehtävä V2')
  expect(section(html, 'Jäi tekemättä')).toMatch(/Tehtävä V1[\s\S]*2 päivää myöhässä/)
  expect(section(html, 'Tällä viikolla vielä')).toContain('Tehtävä V4')
  expect(section(html, 'Myöhemmin')).toMatch(/Tehtävä V3[\s\S]*esihenkilön kanssa/)
  expect(html).not.toContain('Tehtävä P1') // the supervisor's, before the first day
  await tick(path.mentor, 'V1')
  await tick(path.employee, 'V4')
  const after = await day()
  expect(section(after, 'Jäi tekemättä')).toBe('')
  expect(section(after, 'Tänään')).toMatch(/Tehtävä V2[\s\S]*Tehtävä V4|Tehtävä V4[\s\S]*Tehtävä V2/)
})

test('a day begins and ends at midnight in Finland, also when the clocks are moved', async () => {
  const due = (task: string, date: string) => app.db.updateTable('onboarding_task').where('id', '=', path.tasks[task]!).set({ due_date: date }).execute()
  await due('V2', '2026-03-29')
  for (const [moment, place] of [['2026-03-28T21:59:59Z', 'Tällä viikolla vielä'], ['2026-03-28T22:00:00Z', 'Tänään'],
    ['2026-03-29T00:59:59Z', 'Tänään'], ['2026-03-29T01:00:01Z', 'Tänään'], ['2026-03-29T20:59:59Z', 'Tänään'],
    ['2026-03-29T21:00:00Z', 'Jäi tekemättä']] as const) {
    await travel(moment)
    expect(section(await day(), place), `${moment} ${place}`).toContain('Tehtävä V2')
  }
  await travel('2026-03-29T20:59:59Z')
  await tick(path.employee, 'V2')
  expect((await row('V2')).done_on).toBe('2026-03-29')
})

test('a changed start date moves every due date, over a weekend and a night when clocks move, and leaves what is done', async () => {
  await tick(path.employee, 'V2')
  expect((await path.supervisor.agent.post(`/perehdytys/henkilokohtainen/${path.id}/muokkaa`).type('form')
    .send({ alku: '2026-03-27', perehdyttaja: String(path.mentor.personId), kaveri: '' })).status).toBe(303)
  const rows = await app.db.selectFrom('onboarding_task').where('onboarding_id', '=', path.id).orderBy('position').select(['due_days', 'due_date']).execute()
  expect(rows.map(({ due_days, due_date }) => `${due_days} ${due_date}`))
    .toEqual(['-7 2026-03-20', '0 2026-03-27', '2 2026-03-27', '2 2026-03-27', '2 2026-03-27', '2 2026-03-27'])
  expect((await row('V2')).done_on).toBe('2026-01-05')
  await travel('2026-03-26T08:00:00Z')
  expect(await day()).toMatch(/Tervetuloa töihin[\s\S]*Ensimmäinen työpäiväsi on/)
})

test('a guide is shown as it is now; one that is deleted is said to be missing, and the task stays', async () => {
  expect(section(await day(), 'Tänään')).toMatch(/Tehtävä V1[\s\S]*Kirjastokortin antaminen/)
  const guide = await app.db.selectFrom('item').where('external_id', '=', 'KORTTI').select('id').executeTakeFirstOrThrow()
  await app.db.updateTable('item_text').where('item_id', '=', guide.id).set({ title: 'Kortin antaminen uudella tavalla' }).execute()
  expect(await day()).toContain('Kortin antaminen uudella tavalla')
  await app.db.transaction().execute((trx) => trashItem(trx, app.now().toISOString(), SYSTEM, guide.id))
  expect(section(await day(), 'Tänään')).toMatch(/Tehtävä V1[\s\S]*Ohje puuttuu: KORTTI/)
  expect((await tick(path.employee, 'V2')).status).toBe(303)
  await app.db.updateTable('item').where('id', '=', guide.id).set({ state: 'published', trashed_at: null }).execute()
})

test('the supervisor takes a task off the path and puts one on it; what is done stays, and what her form did not show is left alone', async () => {
  await tick(path.employee, 'V2')
  const choose = (naytetty: string[], mukana: string[]) => path.supervisor.agent.post(`/perehdytys/henkilokohtainen/${path.id}/tehtavat`).type('form')
    .send({ naytetty: naytetty.map((id) => String(path.tasks[id])), mukana: mukana.map((id) => String(path.tasks[id])) })
  await choose(['V1', 'V2', 'V4', 'V5'], ['V5'])
  const onPath = async () => (await app.db.selectFrom('onboarding_task').where('onboarding_id', '=', path.id).where('on_path', '=', 1)
    .orderBy('position').select('title').execute()).map(({ title }) => title.slice(-2))
  expect(await onPath()).toEqual(['P1', 'V2', 'V3', 'V5'])
  expect((await tick(path.mentor, 'V1')).status).toBe(404)
  expect(await personal(path.employee)).not.toContain('Tehtävä V1')
  await choose(['V1'], ['V1'])
  expect(await onPath()).toEqual(['P1', 'V1', 'V2', 'V3', 'V5'])
})

test('a task that the supervisor adds is on the path from its day, in its phase; without a doer it is refused', async () => {
  const add = (fields: object) => path.supervisor.agent.post(`/perehdytys/henkilokohtainen/${path.id}/uusi-tehtava`).type('form')
    .send({ tehtava: 'Käy talonkierroksella', vaihe: 'Ensimmäinen viikko', pvm: '2026-01-06', tekija: ['employee', 'mentor'], pakollinen: '1', ...fields })
  const refused = await add({ tekija: [] })
  expect(refused.status).toBe(422)
  expect(refused.text).toMatch(/Virhe: [\s\S]*Valitse ainakin yksi tekijä\.[\s\S]*value="Käy talonkierroksella"/)
  expect((await add({ vaihe: 'Keksitty vaihe' })).status).toBe(400)
  expect((await add({})).status).toBe(303)
  expect(await app.db.selectFrom('onboarding_task').where('onboarding_id', '=', path.id).where('title', 'like', 'Käy%')
    .select(['due_days', 'due_date', 'by_employee', 'by_mentor', 'by_supervisor', 'required']).execute())
    .toEqual([{ due_days: 1, due_date: '2026-01-06', by_employee: 1, by_mentor: 1, by_supervisor: 0, required: 1 }])
  expect(section(await day(), 'Tällä viikolla vielä')).toMatch(/Käy talonkierroksella[\s\S]*perehdyttäjän kanssa/)
})

test('an ended path is read and printed, and nothing on it changes until it goes on', async () => {
  await tick(path.employee, 'V2')
  const end = (tila: string) => path.supervisor.agent.post(`/perehdytys/henkilokohtainen/${path.id}/paattyminen`).type('form').send({ tila })
  expect((await end('paattynyt')).status).toBe(303)
  const before = await row('V2')
  expect([(await tick(path.employee, 'V2', 'kesken')).status, (await sign(path.mentor, 'V2')).status,
    (await path.employee.agent.post(`/perehdytys/henkilokohtainen/${path.id}/viesti`).type('form').send({ viesti: 'a' })).status]).toEqual([409, 409, 409])
  expect(await row('V2')).toEqual(before)
  expect(await day()).toContain('Perehdytyksesi on päättynyt')
  expect((await path.employee.agent.get(`/perehdytys/henkilokohtainen/${path.id}/tuloste`)).text).toMatch(/Tehtävä V2[\s\S]*5\.1\.2026[\s\S]*Aino Uusi/)
  await end('jatkuu')
  expect((await sign(path.mentor, 'V2')).status).toBe(303)
})

test('the supervisor has a list of what to do before the first day, and later the next seven days', async () => {
  await travel('2025-12-30T08:00:00Z')
  const list = async () => (await path.supervisor.agent.get('/perehdytys/perehdytettavat')).text
  const before = await list()
  expect(before).toMatch(/Tee ennen ensimmäistä päivää[\s\S]*Tehtävä P1[\s\S]*1 päivän myöhässä/)
  expect(before).not.toContain('Tehtävä V3')
  await travel('2026-01-05T08:00:00Z')
  expect(await list()).toMatch(/Sinun tehtäväsi nyt[\s\S]*Tehtävä V3/)
})

test('the front page says what is for today, what was missed, what comes this week and later, and who helps: only the person’s own open tasks', async () => {
  const due = (moment: string, { personId } = path.employee) => onboardingToday(app.db, { id: personId, locale: 'sv' }, new Date(moment))
  expect(await due('2026-01-05T08:00:00Z')).toMatchObject({ href: '/perehdytys/oma', today: 0, late: 0, week: 3, later: 0, tasks: [] })
  expect(await due('2026-01-02T08:00:00Z')).toMatchObject({ today: 0, late: 0, week: 0, later: 3 })
  const row = (id: string) => ({ title: `Tehtävä ${id}`, lang: 'fi', href: `/perehdytys/oma#tehtava-${path.tasks[id]}` })
  expect(await due('2026-01-07T08:00:00Z')).toMatchObject({ today: 3, late: 0, week: 0, tasks: [row('V2'), row('V3'), row('V4')] })
  await tick(path.employee, 'V2')
  expect(await due('2026-01-07T08:00:00Z')).toMatchObject({ today: 2, tasks: [row('V3'), row('V4')] })
  const email = async ({ personId }: Someone) => (await app.db.selectFrom('person').where('id', '=', personId).select('email').executeTakeFirstOrThrow()).email
  expect(await due('2026-01-08T08:00:00Z')).toEqual({ href: '/perehdytys/oma', today: 0, late: 2, week: 0, later: 0, tasks: [], helpers: [
    { part: 'onboarding.help.mentor', name: 'Matti Mentori', email: await email(path.mentor) }, { part: 'onboarding.help.buddy', name: 'Inga Kaveri, Utsjoki', email: null },
    { part: 'onboarding.help.supervisor', name: 'Pirkko Pomo', email: await email(path.supervisor) }] })
  expect(await due('2026-01-07T08:00:00Z', path.mentor)).toBeNull()
})

test('the path to browse leads the new employee to her own day and the mentor to those she is onboarding', async () => {
  const links = async ({ agent }: Someone) =>
    [...(await agent.get(`/perehdytys/polku/${path.pathId}`)).text.matchAll(/href="(\/perehdytys\/(?:oma|perehdytettavat|polku\/\d+\/aloita))"/g)].map(([, href]) => href)
  expect(await links(path.employee)).toEqual(['/perehdytys/oma'])
  expect(await links(path.mentor)).toEqual(['/perehdytys/perehdytettavat'])
  expect(await links(path.supervisor)).toEqual([`/perehdytys/polku/${path.pathId}/aloita`, '/perehdytys/perehdytettavat'])
})

test('I-1: what people write is shown as they wrote it, and never as HTML', async () => {
  await path.employee.agent.post(`/perehdytys/henkilokohtainen/${path.id}/viesti`).type('form')
    .send({ viesti: '  <script>alert(1)</script>\r\nToinen rivi  ', paluu: 'oma' })
  const html = await personal(path.mentor)
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;\nToinen rivi')
  expect(html).not.toContain('<script>alert')
  expect((await path.employee.agent.post(`/perehdytys/henkilokohtainen/${path.id}/viesti`).type('form').send({ viesti: 'a'.repeat(4001) })).status).toBe(400)
})
