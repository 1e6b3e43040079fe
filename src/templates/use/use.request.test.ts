import { beforeAll, expect, test } from 'vitest'
import { ensureTeam } from '../../people/people.queries.ts'
import { signedIn } from '../../testing/sign-in.ts'
import { exampleForm, sampleTemplate, send, templateSite } from '../fixtures/template-site.ts'
import { sweepTemplates } from '../sweep-templates.ts'
import { askOwnersOfUse } from './ask-owners.ts'

let world: Awaited<ReturnType<typeof templateSite>>
beforeAll(async () => { world = await templateSite(['T02', 'T06', 'T14']) })
const person = (options: Parameters<typeof signedIn>[2]) => signedIn(world.app, world.site, options)
const counts = () => world.app.db.selectFrom('message_use').innerJoin('municipality', 'municipality.id', 'message_use.municipality_id').select(['name', 'month', 'channel', 'language', 'uses', 'edited']).orderBy('channel').orderBy('language').execute()

test('copying, printing and downloading are counted by municipality and month: once for each text of an opened form, however often, and with nobody\'s name', async () => {
  const { agent } = await person({}), address = world.address('T02'), form = exampleForm(sampleTemplate('T02'), 'rovaniemi')
  const copy = { kerta: form['_kerta']!, kanava: 'web', kieli: 'fi' }
  await agent.get(address)
  for (let again = 0; again < 3; again++) {
    await send(agent, `${address}/kaytto`, copy).expect(204)
    await send(agent, `${address}/juliste`, { ...form, _kieli: 'en' }).expect(200)
    await send(agent, `${address}/tekstit`, form).expect(200)
  }
  await send(agent, `${address}/kaytto`, { ...copy, muokattu: '1' }).expect(204)
  await send(agent, `${address}/kaytto`, { ...copy, kerta: 'toinen-avaus-123456', muokattu: '1' }).expect(204)
  expect(await counts()).toEqual([
    { name: 'Rovaniemi', month: '2026-01', channel: 'all', language: 'fi', uses: 1, edited: 0 }, { name: 'Rovaniemi', month: '2026-01', channel: 'poster', language: 'en', uses: 1, edited: 0 },
    { name: 'Rovaniemi', month: '2026-01', channel: 'web', language: 'fi', uses: 2, edited: 2 },
  ])
  const columns = await Promise.all((['message_use', 'counted_use'] as const).map(async (table) => Object.keys((await world.app.db.selectFrom(table).selectAll().limit(1).execute())[0]!)))
  expect(columns.flat().filter((name) => /person|name|actor|origin/.test(name))).toEqual([])
})

test('what was never sent by the page is refused, and what ties repeats together is forgotten in two days', async () => {
  const { agent } = await person({})
  for (const wrong of [{ kanava: 'web', kieli: 'fi' }, { kerta: 'x', kanava: 'web', kieli: 'fi' }, { kerta: 'toinen-avaus-123456', kanava: 'radio', kieli: 'fi' }]) await send(agent, `${world.address('T02')}/kaytto`, wrong).expect(400)
  const now = world.app.now()
  world.moveClock(new Date(now.getTime() + 3 * 86_400_000))
  await sweepTemplates(world.app)
  expect(await world.app.db.selectFrom('counted_use').selectAll().execute()).toEqual([])
  expect((await counts()).length).toBe(3)
  world.moveClock(now)
})

test('the choosing page can begin with what is used here, and only here', async () => {
  const { agent } = await person({}), { agent: elsewhere } = await person({ municipality: 'inari' })
  const { text } = await agent.get('/viestipohjat?jarjestys=kaytto').expect(200)
  expect(text.indexOf('Kirjasto suljettu yllättäen')).toBeLessThan(text.indexOf('Aukiolo ja sulkeminen') === -1 ? Infinity : text.indexOf('Aukiolo ja sulkeminen'))
  expect(text).toContain('Eniten käytetyt, Rovaniemi')
  expect(text).toContain('Käytetty 4 kertaa')
  const other = (await elsewhere.get('/viestipohjat?jarjestys=kaytto')).text
  expect(other).not.toContain('Eniten käytetyt')
  expect(other).toContain('Kirjasto suljettu yllättäen')
})

test('an owner sees which of her templates nobody uses, and which text people change most', async () => {
  const owner = sampleTemplate('T02').owner
  const { agent } = await person({ role: 'editor', teams: [owner] }), { agent: reader } = await person({})
  const { text } = await agent.get('/viestipohjat/kaytto').expect(200)
  expect(text).toMatch(/Tapahtuma.*?Ei käytetty/s)
  const one = await agent.get(`${world.address('T02')}/kaytto`).expect(200)
  expect(one.text).toMatch(/Verkkosivu, suomi<\/th><td>2<\/td><td>2 \(100 %\).*?Muuta pohjaa/s)
  expect(one.text).toMatch(/2026-01<\/td><td>Rovaniemi<\/td><td>4/)
  await reader.get('/viestipohjat/kaytto').expect(404)
})

test('C-12: a template restricted to a team of others is in no count', async () => {
  const team = await world.app.db.transaction().execute((trx) => ensureTeam(trx, 'Kriisiryhmä')), id = await world.add({ ...sampleTemplate('T02'), id: 'X7', title: 'Salainen pohja' }, { title: 'Salainen pohja', restrictedTeamId: team })
  const { agent } = await person({ role: 'editor' }), { agent: member } = await person({ role: 'editor', teams: ['Kriisiryhmä'] })
  expect((await agent.get('/viestipohjat/kaytto')).text).not.toContain('Salainen pohja')
  expect((await member.get('/viestipohjat/kaytto')).text).toContain('Salainen pohja')
  await agent.get(`/viestipohjat/${id}/kaytto`).expect(404)
})

test('an owner sees which prefilled values are changed most, field by field: counts without values', async () => {
  const owner = sampleTemplate('T14').owner, { agent } = await person({ role: 'editor', teams: [owner] }), { app } = world
  await app.db.insertInto('fact').values({ name: 'puhelin', type: 'phone', label_fi: 'Puhelin', label_sv: 'Telefon', label_en: 'Phone', created_at: app.now().toISOString() }).execute()
  const { id } = await app.db.selectFrom('municipality').where('slug', '=', 'rovaniemi').select('id').executeTakeFirstOrThrow()
  await app.db.insertInto('fact_value').values({ fact: 'puhelin', value: '016 000 004', valid_from: '2020-01-01', municipality_id: id, created_at: app.now().toISOString() }).execute()
  const address = world.address('T06'), form = { ...exampleForm(sampleTemplate('T06'), 'rovaniemi'), puhelin: '016 000 004', _kerta: 'kenttien-laskenta-1' }
  const page = (await send(agent, address, { ...form, 'hinta.fi': '5 euroa' }).expect(200)).text
  expect(page).toMatch(/data-begun="hinta ilmoittautuminen puhelin" data-changed="hinta/)
  await send(agent, `${address}/tekstit`, form).expect(200)
  await send(agent, `${address}/tekstit`, { ...form, puhelin: '016 000 999' }).expect(200)
  await send(agent, `${address}/kaytto`, { kerta: 'kenttien-laskenta-2', kanava: 'web', kieli: 'fi', esitaytetyt: 'puhelin olematon', muutetut: 'puhelin' }).expect(204)
  const { text } = await agent.get(`${address}/kaytto`).expect(200)
  expect(text).toMatch(/Mitä valmiita arvoja muutetaan eniten.*?<th scope="row">Puhelin[^<]*<\/th><td>2<\/td><td>2 \(100 %\).*?Korjaa oletus tai tieto/s)
  const rows = await app.db.selectFrom('field_use').where('item_id', '=', world.idOf('T06')).selectAll().execute()
  expect(rows.map(({ field }) => field).sort()).toEqual(['hinta', 'ilmoittautuminen', 'puhelin'])
  expect(Object.keys(rows[0]!).sort()).toEqual(['changed', 'field', 'item_id', 'month', 'uses'])
  expect(JSON.stringify([rows, await app.db.selectFrom('counted_use').selectAll().execute()])).not.toContain('016 000')
})

test('a template that nobody uses, and one that most people change by hand, become work for their owners, until they are changed, checked or used', async () => {
  const { app } = world, team = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Omistajat')), own = { ownerTeamId: team }
  const unused = await world.add({ ...sampleTemplate('T02'), id: 'U1' }, { ...own, title: 'Käyttämätön' }), edited = await world.add({ ...sampleTemplate('T02'), id: 'U2' }, { ...own, title: 'Muuteltu' }), fine = await world.add({ ...sampleTemplate('T02'), id: 'U3' }, { ...own, title: 'Hyvä' })
  const { id: municipality } = await app.db.selectFrom('municipality').where('slug', '=', 'inari').select('id').executeTakeFirstOrThrow()
  const use = (item: number, month: string, uses: number, changed: number) => app.db.insertInto('message_use').values({ item_id: item, municipality_id: municipality, month, channel: 'web', language: 'fi', uses, edited: changed }).execute()
  const asked = async () => (await app.db.selectFrom('task').where('team_id', '=', team).where('closed_at', 'is', null).select(['message', 'item_id', 'href']).orderBy('item_id').execute()).map(({ message, item_id: item, href }) => [message, item, href])
  const began = app.now()
  await askOwnersOfUse(app)
  expect(await asked()).toEqual([]) // it has only just come

  world.moveClock(new Date(began.getTime() + 400 * 86_400_000))
  const month = app.now().toISOString().slice(0, 7)
  await use(edited, month, 12, 6)
  await use(fine, month, 12, 5)
  await askOwnersOfUse(app)
  await askOwnersOfUse(app)
  expect(await asked()).toEqual([['templates.task.unused', unused, `/viestipohjat/${unused}/kaytto`], ['templates.task.edited', edited, `/viestipohjat/${edited}/kaytto`]])
  const { agent: owner } = await person({ role: 'editor', teams: ['Omistajat'] }), { agent: reader } = await person({ teams: ['Omistajat'] })
  const work = (await owner.get('/oma/tyot').expect(200)).text
  expect(work).toContain('Kukaan ei käytä pohjaa: Käyttämätön')
  expect(work).toContain('Pohjaa muutetaan usein käsin: Muuteltu')
  expect((await reader.get('/oma/tyot').expect(200)).text).not.toContain('Käyttämätön') // the page is for those who write
  expect((await owner.get(`/viestipohjat/${unused}/kaytto`).expect(200)).text).toMatch(new RegExp(`Ei käytetty.*siirrä se roskakoriin.*href="/viestipohjat/${unused}/muokkaa".*href="/sivu/${unused}/tarkista"`, 's'))

  for (const id of [unused, edited]) {
    await owner.get(`/sivu/${id}/tarkista`).expect(200)
    await send(owner, `/sivu/${id}/tarkistus`, {}).expect(303)
  }
  await askOwnersOfUse(app)
  expect(await asked()).toEqual([])
  world.moveClock(began)
})
