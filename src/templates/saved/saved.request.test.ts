import { beforeAll, expect, test } from 'vitest'
import { signedIn } from '../../testing/sign-in.ts'
import { exampleForm, sampleTemplate, send, templateSite } from '../fixtures/template-site.ts'
import { sweepTemplates } from '../sweep-templates.ts'

let world: Awaited<ReturnType<typeof templateSite>>
beforeAll(async () => { world = await templateSite(['T02']) })
type Agent = Awaited<ReturnType<typeof signedIn>>['agent']
const person = (options: Parameters<typeof signedIn>[2]) => signedIn(world.app, world.site, options)
const form = (more: Record<string, string> = {}) => ({ ...exampleForm(sampleTemplate('T02'), 'rovaniemi'), ...more })
const save = async (agent: Agent, more: Record<string, string>) => (await send(agent, `${world.address('T02')}/tallenna`, form(more)).expect(303)).headers['location']!

test('a draft is saved, listed, opened as it was, copied for this year and deleted; nobody else finds it', async () => {
  const { agent } = await person({ name: 'Sari' }), { agent: other } = await person({})
  const place = await save(agent, { _nimi: 'Joulu 2025', paiva: '2025-12-24' })
  expect((await agent.get(place).expect(200)).text).toContain('value="2025-12-24"')
  expect((await agent.get('/viestipohjat/omat')).text).toContain('Joulu 2025')
  await other.get(place).expect(404)
  await other.post(`${place}/poista`).expect(404)
  expect((await other.get('/viestipohjat/omat')).text).not.toContain('Joulu 2025')

  const copy = await agent.get(`${place}?kopio=1`).expect(200)
  expect(copy.text).toContain('value="Joulu 2025, kopio"')
  expect(copy.text).not.toContain('name="_tallennus"')
  expect(await save(agent, { _nimi: 'Joulu 2026', paiva: '2026-12-24' })).not.toBe(place)
  expect((await agent.get(place)).text).toContain('value="2025-12-24"')
  await agent.post(`${place}/poista`).expect(303)
  await agent.get(place).expect(404)
})

test('a draft is shared with a team and with a colleague, who are told and go on with it', async () => {
  const { agent } = await person({ teams: ['Viestintä'], name: 'Sari' }), { agent: member, personId: memberId } = await person({ teams: ['Viestintä'] })
  const { agent: colleague, personId: colleagueId } = await person({ email: 'anni@kirjasto.example', municipality: 'inari' }), { agent: stranger } = await person({})
  const team = await world.app.db.selectFrom('team').where('name', '=', 'Viestintä').select('id').executeTakeFirstOrThrow()
  const place = await save(agent, { _nimi: 'Remontti', _ryhma: String(team.id), _kollega: 'Anni@kirjasto.example' })
  for (const who of [member, colleague]) expect((await who.get(place).expect(200)).text).toContain('Jakanut: Sari')
  await stranger.get(place).expect(404)
  expect(new Set((await world.app.db.selectFrom('told').where('message', '=', 'templates.told.shared').select('person_id').execute()).map(({ person_id: id }) => id))).toEqual(new Set([memberId, colleagueId]))

  const id = place.split('/').at(-1)!
  expect(await save(colleague, { _nimi: 'Remontti, osa 2', paiva: '2026-05-02', _tallennus: id, _numero: '1' })).toBe(place)
  expect((await agent.get(place)).text).toContain('value="2026-05-02"')
  // two at once: both are kept
  const second = await save(agent, { _nimi: 'Remontti', paiva: '2026-06-06', _tallennus: id, _numero: '1' })
  expect(second).not.toBe(place)
  expect((await agent.get(second)).text).toContain('value="2026-06-06"')
  expect((await agent.get(place)).text).toContain('value="2026-05-02"')
})

test('a draft shared later tells those who get it then, once; a colleague outside its team goes on with it too', async () => {
  const { agent } = await person({ teams: ['Jakajat'], name: 'Sari' }), { agent: colleague, personId } = await person({ email: 'elli@kirjasto.example' }), { personId: memberId } = await person({ teams: ['Jakajat'] })
  const team = String((await world.app.db.selectFrom('team').where('name', '=', 'Jakajat').select('id').executeTakeFirstOrThrow()).id)
  const place = await save(agent, { _nimi: 'Myöhemmin jaettu' }), id = place.split('/').at(-1)!
  const told = async () => (await world.app.db.selectFrom('told').where('href', '=', place).select('person_id').orderBy('id').execute()).map(({ person_id: person }) => person)
  expect(await told()).toEqual([])
  const shared = { _nimi: 'Myöhemmin jaettu', _kollega: 'elli@kirjasto.example', _tallennus: id }
  await save(agent, { ...shared, _numero: '1' })
  expect(await told()).toEqual([personId])
  await save(agent, { ...shared, _ryhma: team, _numero: '2' })
  expect(await told()).toEqual([personId, memberId])
  // the form that she opens has the team chosen, though it is none of hers
  expect((await colleague.get(place).expect(200)).text).toContain(`<option value="${team}" selected>`)
  expect(await save(colleague, { ...shared, _ryhma: team, _numero: '3', paiva: '2026-05-03' })).toBe(place)
  expect(await told()).toEqual([personId, memberId])
  expect((await agent.get(place)).text).toContain('value="2026-05-03"')
  await send(colleague, `${world.address('T02')}/tallenna`, form({ _nimi: 'Oma', _ryhma: team })).expect(400)
})

test('a draft keeps the translation that was ordered for it, so that a colleague does not order it again; a copy asks anew', async () => {
  const { agent } = await person({ municipality: 'utsjoki' }), here = exampleForm(sampleTemplate('T02'), 'utsjoki')
  const ahead = await send(agent, `${world.address('T02')}/kaannostilaus`, { ...here, _tilaus_syy: 'hurry' }).expect(200), order = /name="_tilattu" value="(\d+)"/.exec(ahead.text)![1]!
  const place = await save(agent, { ...here, _nimi: 'Tilattu', _tilattu: order }), opened = (await agent.get(place).expect(200)).text
  expect(opened).toContain(`name="_tilattu" value="${order}"`)
  expect(opened).not.toContain('Valitse ensin syy')
  const copy = (await agent.get(`${place}?kopio=1`).expect(200)).text
  expect(copy).not.toContain('name="_tilattu"')
  expect(copy).toContain('Valitse ensin syy')
})

test('a draft without a name, or for someone who is not there, is shown again with everything in it', async () => {
  const { agent } = await person({})
  const unnamed = await send(agent, `${world.address('T02')}/tallenna`, form({ _nimi: ' ', _kollega: 'olematon@kirjasto.example' })).expect(422)
  expect(unnamed.text).toMatch(/<a href="#tallennus-nimi">.*Anna luonnokselle nimi/)
  expect(unnamed.text).toMatch(/<a href="#tallennus-kollega">.*Tällä osoitteella ei ole Laavun käyttäjää/)
  expect(unnamed.text).toContain('value="2026-11-30"')
  await send(agent, `${world.address('T02')}/tallenna`, form({ _nimi: 'x', _ryhma: '999' })).expect(400)
})

test('a field that the template has lost stays in an old draft with its value, is said so, and survives another save', async () => {
  const { agent } = await person({}), place = await save(agent, { _nimi: 'Vanha', vanha_kentta: 'tärkeä <b>tieto</b>' })
  const opened = await agent.get(place).expect(200)
  expect(opened.text).toContain('Pohja on muuttunut')
  expect(opened.text).toMatch(/<b>vanha_kentta<\/b>: tärkeä &lt;b&gt;tieto&lt;\/b&gt;<input type="hidden" form="tayta" name="vanha_kentta"/)
  await save(agent, { _nimi: 'Vanha', vanha_kentta: 'tärkeä <b>tieto</b>', _tallennus: place.split('/').at(-1)!, _numero: '1' })
  expect((await agent.get(place)).text).toContain('<b>vanha_kentta</b>')
})

test('C-9: a draft of a template that its reader may no longer see is not found', async () => {
  const { agent } = await person({}), place = await save(agent, { _nimi: 'Kriisi' }), { add, app } = world
  await agent.get(place).expect(200)
  const secret = await add({ ...sampleTemplate('T02'), id: 'X5' }), team = await app.db.insertInto('team').values({ name: 'Salainen', substitute_team_id: null }).returning('id').executeTakeFirstOrThrow()
  const moved = (await send(agent, `/viestipohjat/${secret}/tallenna`, form({ _nimi: 'Salassa' })).expect(303)).headers['location']!
  await app.db.updateTable('item').where('id', '=', secret).set({ restricted_team_id: team.id }).execute()
  await agent.get(moved).expect(404)
  const list = await agent.get('/viestipohjat/omat')
  expect(list.text).not.toContain('Salassa')
  expect(list.text).toContain('Kriisi')
})

test('a draft that nobody has touched for three years is removed', async () => {
  const { agent } = await person({}), place = await save(agent, { _nimi: 'Muinainen' }), now = world.app.now()
  await sweepTemplates(world.app)
  await agent.get(place).expect(200)
  world.moveClock(new Date(now.getTime() + 1_100 * 86_400_000))
  await sweepTemplates(world.app)
  expect(await world.app.db.selectFrom('saved_message').selectAll().execute()).toEqual([])
  world.moveClock(now)
})
