import { beforeAll, expect, test } from 'vitest'
import { ensureTeam } from '../../people/people.queries.ts'
import { signedIn } from '../../testing/sign-in.ts'
import { send, templateSite } from '../fixtures/template-site.ts'
import { remindOfDays } from './remind-of-days.ts'

let world: Awaited<ReturnType<typeof templateSite>>
type Agent = Awaited<ReturnType<typeof signedIn>>['agent']
let editor: Agent, reader: Agent, team: number
const PATH = '/viestipohjat/vuosikello'
beforeAll(async () => {
  world = await templateSite(['T01'])
  world.moveClock('2026-11-25T08:00:00.000Z')
  editor = (await signedIn(world.app, world.site, { role: 'editor' })).agent
  reader = (await signedIn(world.app, world.site)).agent
  team = await world.app.db.transaction().execute((trx) => ensureTeam(trx, 'Viestintä'))
})
const day = (more: Record<string, string> = {}) => ({ 'nimi.fi': 'Kotiseutupäivä', 'nimi.sv': 'Hembygdsdagen', saanto: 'fixed', paiva: '12', kuukausi: '12', laji: 'paikallinen', alue: 'Inari', pohja: 'T01', ennen: '20', ...more })

test('the calendar begins with the 70 days, and an editor adds, changes and removes them; a reader only reads', async () => {
  expect((await reader.get(PATH).expect(200)).text).toContain('itsenäisyyspäivä')
  expect(await world.app.db.selectFrom('calendar_day').selectAll().execute()).toHaveLength(70)
  expect((await reader.get(PATH)).text).not.toContain('/viestipohjat/vuosikello/uusi')
  await send(reader, `${PATH}/uusi`, day()).expect(404)

  await send(editor, `${PATH}/uusi`, day()).expect(303)
  const listed = (await reader.get(PATH)).text
  expect(listed).toMatch(/la 12\.12\.<\/b><div><h3>Kotiseutupäivä<\/h3>.*?Poikkeusaukiolo/s)
  const { id } = await world.app.db.selectFrom('calendar_day').orderBy('id', 'desc').select('id').executeTakeFirstOrThrow()
  expect((await editor.get(`${PATH}/${id}`).expect(200)).text).toContain('value="Hembygdsdagen"')
  await send(editor, `${PATH}/${id}`, day({ paiva: '13', versio: '1' })).expect(303)
  expect((await reader.get(PATH)).text).toContain('su 13.12.')
  // someone who opened it before does not overwrite it unseen
  expect((await send(editor, `${PATH}/${id}`, day({ 'nimi.fi': 'Toinen', versio: '1' })).expect(409)).text).toContain('value="Toinen"')
  await editor.post(`${PATH}/${id}/poista`).expect(303)
  expect((await reader.get(PATH)).text).not.toContain('Kotiseutupäivä')
  await editor.get(`${PATH}/${id}`).expect(404)
})

test('every rule can be given, and a rule without its numbers is told', async () => {
  for (const rule of [
    { saanto: 'easter', siirto: '-2' }, { saanto: 'nth-weekday', kuukausi: '1', viikonpaiva: '7', monesko: '2', kesto: '7' }, { saanto: 'iso-week', viikko: '5' }, { saanto: 'week-containing', kuukausi: '1', paiva: '6' },
    { saanto: 'weekday-on-or-after', kuukausi: '1', paiva: '6', viikonpaiva: '6' },
  ]) await send(editor, `${PATH}/uusi`, { 'nimi.fi': `Sääntö ${rule.saanto}`, laji: 'paikallinen', ...rule }).expect(303)
  const { text } = await send(editor, `${PATH}/uusi`, { ...day(), 'nimi.fi': '', paiva: '', ennen: 'monta' }).expect(422)
  expect(text).toMatch(/href="#nimi-fi".*href="#ennen".*href="#saanto"/s)
  expect((await send(editor, `${PATH}/uusi`, day({ 'nimi.fi': '"><script>globalThis.ran=1</script>', paiva: '40' })).expect(422)).text).not.toContain('<script>globalThis')
})

test('a day without a rule stands apart until its days have been announced', async () => {
  await send(editor, `${PATH}/uusi`, { 'nimi.fi': 'Hiihtoloma Inarissa', laji: 'paikallinen', saanto: 'manual' }).expect(303)
  const { id } = await world.app.db.selectFrom('calendar_day').orderBy('id', 'desc').select('id').executeTakeFirstOrThrow()
  expect((await reader.get(PATH)).text).toMatch(/Päivä ilmoitetaan joka vuosi erikseen.*Hiihtoloma Inarissa/s)
  await send(editor, `${PATH}/${id}`, { 'nimi.fi': 'Hiihtoloma Inarissa', laji: 'paikallinen', saanto: 'manual', paivat: '1.3.2027 – 7.3.2027', versio: '1' }).expect(303)
  expect((await reader.get(PATH)).text).toMatch(/1\.–7\.3\.<\/b><div><h3>Hiihtoloma Inarissa/)
  await send(editor, `${PATH}/${id}`, { 'nimi.fi': 'x', laji: 'paikallinen', saanto: 'manual', paivat: 'maaliskuussa', versio: '2' }).expect(422)
})

test('the team of a day gets the work of telling people, that many days before, once for each year', async () => {
  await send(editor, `${PATH}/uusi`, day({ 'nimi.fi': 'Muistutettava', paiva: '20', ennen: '14', ryhma: String(team) })).expect(303)
  const tasks = () => world.app.db.selectFrom('task').where('message', '=', 'templates.task.day').select(['team_id', 'detail', 'due_at']).execute()
  world.moveClock('2026-12-05T08:00:00.000Z')
  await remindOfDays(world.app)
  expect(await tasks()).toEqual([])
  world.moveClock('2026-12-06T08:00:00.000Z')
  await remindOfDays(world.app)
  expect(await tasks()).toEqual([{ team_id: team, detail: '{"name":"Muistutettava","date":"20.12.2026"}', due_at: '2026-12-20T00:00:00.000Z' }])
  await world.app.db.updateTable('task').set({ closed_at: world.app.now().toISOString() }).execute()
  await remindOfDays(world.app)
  expect(await tasks()).toHaveLength(1)
  world.moveClock('2027-12-08T08:00:00.000Z')
  await remindOfDays(world.app)
  expect(await tasks()).toHaveLength(2)
})

test('the team says on the calendar that people have been told, which ends its work; a day that has passed, is removed or is another team\'s asks no more', async () => {
  world.moveClock('2028-12-10T08:00:00.000Z')
  editor = (await signedIn(world.app, world.site, { role: 'editor' })).agent
  reader = (await signedIn(world.app, world.site)).agent
  const { agent: member, personId } = await signedIn(world.app, world.site, { teams: ['Viestintä'] }), other = await world.app.db.transaction().execute((trx) => ensureTeam(trx, 'Toinen tiimi'))
  const add = async (name: string) => {
    await send(editor, `${PATH}/uusi`, day({ 'nimi.fi': name, paiva: '23', ennen: '14', ryhma: String(team) })).expect(303)
    return (await world.app.db.selectFrom('calendar_day').orderBy('id', 'desc').select('id').executeTakeFirstOrThrow()).id
  }
  const [first, second, third, fourth] = [await add('Ensimmäinen'), await add('Toinen'), await add('Kolmas'), await add('Neljäs')]
  await remindOfDays(world.app)
  const waiting = async () => (await world.app.db.selectFrom('task').where('closed_at', 'is', null).where('key', 'in', [first, second, third, fourth].map((id) => `vuosikello:${id}:2028-12-23`)).select(['href', 'team_id']).orderBy('id').execute())
  expect(await waiting()).toEqual([first, second, third, fourth].map((id) => ({ href: `${PATH}#paiva-${id}`, team_id: team })))

  const shown = (await member.get(PATH)).text
  expect(shown).toMatch(new RegExp(`<li class="day-row" id="paiva-${first}">.*?action="${PATH}/${first}/kerrottu"`, 's'))
  expect((await reader.get(PATH)).text).not.toContain('/kerrottu')
  await reader.post(`${PATH}/${first}/kerrottu`).expect(404)
  await member.post(`${PATH}/${first}/kerrottu`).expect(303)
  await member.post(`${PATH}/${first}/kerrottu`).expect(404)
  expect(await world.app.db.selectFrom('task').where('key', '=', `vuosikello:${first}:2028-12-23`).select('closed_by').execute()).toEqual([{ closed_by: personId }])
  await remindOfDays(world.app)

  await editor.post(`${PATH}/${second}/poista`).expect(303)
  await send(editor, `${PATH}/${third}`, day({ 'nimi.fi': 'Kolmas', paiva: '23', ennen: '14', ryhma: String(other), versio: '1' })).expect(303)
  await remindOfDays(world.app)
  expect((await waiting()).map(({ href, team_id: whose }) => [href.split('-')[1], whose])).toEqual([[String(third), other], [String(fourth), team]])
  world.moveClock('2028-12-24T08:00:00.000Z')
  await remindOfDays(world.app)
  expect(await waiting()).toEqual([])
})
