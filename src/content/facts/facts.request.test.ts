import { expect, test } from 'vitest'
import { addPerson } from '../../testing/sign-in.ts'
import { FEES, networkStage } from '../fixtures/network-stage.ts'

type Agent = Awaited<ReturnType<Awaited<ReturnType<typeof networkStage>>['as']>>['agent']
const give = (agent: Agent, place: string, arvo: string, alkaen = '1.1.2026', more: Record<string, string> = {}) => agent.post(`/tiedot/puhelin?paikka=${encodeURIComponent(place)}`).type('form').send({ arvo, alkaen, ...more })
const strip = (html: string) => html.replace(/<svg.*?<\/svg>/g, '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
const stage = async () => {
  const network = await networkStage()
  await network.fact('puhelin', 'phone')
  return network
}

test('a fact in a text is the value of the reader’s municipality today; what is missing says so, with a way to give it for who may', async () => {
  const { save, as, value } = await stage(), id = await save({ body: FEES }), { agent: inari } = await as('reader', 'inari'), { agent: salla } = await as('contact', 'salla'), { agent: sallaReader } = await as('reader', 'salla')
  await value('puhelin', '016 111 111', 'inari')
  expect((await inari.get(`/sivu/${id}-maksut`)).text).toContain('Soita <span class="fact-value"><a href="tel:016111111">016 111 111</a></span>.')
  const page = (await salla.get(`/sivu/${id}-maksut`)).text
  expect(page).toContain('puuttuu: Puhelinnumero, Salla')
  expect(page).toContain('href="/tiedot/puhelin?paikka=salla"')
  expect((await sallaReader.get(`/sivu/${id}-maksut`)).text).not.toContain('href="/tiedot/puhelin')
  expect((await salla.get(`/sivu/${id}-maksut?kunta=inari`)).text).toContain('016 111 111')
})

test('the value is right on the day: a price given in advance begins by itself', async () => {
  const { save, as, value, moveClock } = await stage(), id = await save({ body: FEES })
  moveClock('2026-01-02T21:55:00Z')
  const { agent } = await as('reader', 'inari')
  await value('puhelin', '016 111 111', 'inari')
  await value('puhelin', '016 222 222', 'inari', '2026-01-03')
  expect((await agent.get(`/sivu/${id}-maksut`)).text).toContain('016 111 111')
  moveClock('2026-01-02T22:05:00Z')
  expect((await agent.get(`/sivu/${id}-maksut`)).text).toContain('016 222 222')
})

test('a name without a fact, and a place that a customer’s answer leaves open, are shown as what they are; a known one is filled', async () => {
  const { save, as, value } = await stage(), id = await save({ body: 'Soita {{fakta: olematon}}. Kirjastosi on {{kirjasto}}, {{kirjasto_puhelin}}. `{{fakta: puhelin}}`' }), { agent } = await as('reader', 'inari')
  await value('puhelin', '016 333 333', 'inari')
  const page = (await agent.get(`/sivu/${id}-maksut`)).text
  expect(page).toContain('tietoa ei ole: olematon')
  expect(page).toContain('<span class="slot"><span class="bad">puuttuu: kirjasto</span></span>, <span class="var">016 333 333</span>')
  expect(page).toContain('<code>{{fakta: puhelin}}</code>')
})

test('C-9: only the municipality’s contact person and the administrator change its facts; the network’s belong to the administrator', async () => {
  const { as, db } = await stage(), { agent: contact } = await as('contact', 'inari'), { agent: admin } = await as('admin', 'rovaniemi'), { agent: editor } = await as('editor', 'inari')
  expect((await give(contact, 'inari', '016 111 111')).status).toBe(303)
  expect((await give(contact, 'inari/Inarin kirjasto', '016 111 112')).status).toBe(303)
  for (const place of ['salla', 'verkosto', 'salla/Sallan kirjasto']) expect([place, (await give(contact, place, '016 999 999')).status]).toEqual([place, 404])
  expect((await give(editor, 'inari', '016 999 999')).status).toBe(404)
  expect((await give(admin, 'verkosto', '016 000 000')).status).toBe(303)
  expect((await db.selectFrom('fact_value').select('value').orderBy('id').execute()).map(({ value }) => value)).toEqual(['016 111 111', '016 111 112', '016 000 000'])
})

test('a change tells the owners of the pages that use the fact once, and asks them to look; looking closes it', async () => {
  const { app, save, as, db } = await stage(), owner = await addPerson(app, { role: 'editor', teams: ['Asiakaspalvelu'] })
  const id = await save({ body: FEES }), elsewhere = await save({ body: FEES, title: 'Salla', networkWide: false, municipalityIds: [(await db.selectFrom('municipality').where('slug', '=', 'salla').select('id').executeTakeFirstOrThrow()).id] })
  const { agent } = await as('contact', 'inari'), { agent: editor } = await as('editor', 'rovaniemi', ['Asiakaspalvelu']), { agent: other } = await as('editor', 'rovaniemi')
  await give(agent, 'inari', '016 111 111')
  await give(agent, 'inari', '016 222 222', '1.2.2026')
  const told = await db.selectFrom('told').where('person_id', '=', owner).select(['message', 'detail', 'href', 'item_id']).execute()
  expect(told.map(({ item_id }) => item_id)).toEqual([id, id])
  expect(JSON.parse(told[1]!.detail)).toMatchObject({ label: 'Puhelinnumero', place: 'Inari', before: '016 111 111', after: '016 222 222', day: '1.2.2026', title: 'Maksut' })
  expect(await db.selectFrom('task').select(['item_id', 'closed_at']).execute()).toEqual([{ item_id: id, closed_at: null }])
  expect(elsewhere).not.toBe(id)
  expect((await other.get(`/sivu/${id}/tiedot`)).status).toBe(404)
  expect(strip((await editor.get(`/sivu/${id}/tiedot`)).text)).toContain('Puhelinnumero (Inari) vaihtuu 1.1.2026: – → 016 111 111')
  await editor.post(`/sivu/${id}/tiedot`)
  expect((await db.selectFrom('task').select('closed_at').executeTakeFirstOrThrow()).closed_at).not.toBeNull()
})

test('a change tells also those who keep what a municipality has written with the value in it, and no other municipality', async () => {
  const { save, as, db } = await stage(), { agent: admin } = await as('admin', 'rovaniemi', ['Maksajat']), people = { inari: await as('contact', 'inari'), salla: await as('contact', 'salla'), tornio: await as('contact', 'tornio') }, { personId: keeper } = await as('editor', 'kemi', ['Maksajat'])
  const id = await save({ body: '{{kuntaliite: Hinta}}\n\n{{kuntaliite: Muuta}}' }), team = await db.selectFrom('team').where('name', '=', 'Maksajat').select('id').executeTakeFirstOrThrow()
  const write = (kunta: string, slot: string, teksti: string, vastaa = '') => admin.post(`/sivu/${id}/liite/${slot}?kunta=${kunta}&kieli=fi`).type('form').send({ teksti, versio: '0', toiminto: 'tallenna', vastaa })
  await write('inari', 'hinta', 'Soita {{fakta: puhelin}}.')
  await write('inari', 'muuta', 'Soita {{fakta: puhelin}} huomenna.', String(team.id))
  await write('salla', 'hinta', 'Soita {{fakta: puhelin}}.')
  await write('tornio', 'hinta', 'Ei puhelinta.')
  const told = async () => (await db.selectFrom('told').where('message', '=', 'facts.told').select(['person_id', 'href']).orderBy('id').execute()).splice(0).map(({ person_id: who, href }) => [Object.entries(people).find(([, person]) => person.personId === who)?.[0] ?? (who === keeper ? 'keeper' : 'other'), href])
  const clear = () => db.deleteFrom('told').execute()
  await clear()
  await give(admin, 'inari', '016 111 111')
  expect(await told()).toEqual([['inari', `/sivu/${id}/liite/hinta?kunta=inari&kieli=fi`], ['keeper', `/sivu/${id}/liite/muuta?kunta=inari&kieli=fi`]])
  expect(strip((await people.inari.agent.get('/oma/kuulumiset')).text)).toContain('Puhelinnumero (Inari) vaihtuu 1.1.2026: – → 016 111 111. Tarkista sivu Maksut: Hinta.')
  // a value of the network concerns those who have none of their own; who changes it herself is not told
  await clear()
  await give(admin, 'verkosto', '016 000 000')
  expect(await told()).toEqual([['salla', `/sivu/${id}/liite/hinta?kunta=salla&kieli=fi`]])
  await clear()
  await give(people.salla.agent, 'salla', '016 222 222')
  expect(await told()).toEqual([])
})

test('two values cannot begin on one day: the second is refused until it is said to be a correction, and the first stays in the history', async () => {
  const { as, db } = await stage(), { agent } = await as('contact', 'inari')
  await give(agent, 'inari', '016 111 111')
  const refused = await give(agent, 'inari', '016 222 222')
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('Tästä päivästä alkaa jo arvo 016 111 111.')
  expect(refused.text).toContain('value="016 222 222"')
  expect(await db.selectFrom('fact_value').select('value').execute()).toEqual([{ value: '016 111 111' }])
  expect((await give(agent, 'inari', '016 222 222', '1.1.2026', { korjaus: '1' })).status).toBe(303)
  const page = strip((await agent.get('/tiedot/puhelin?paikka=inari')).text)
  expect(page).toMatch(/Historia: Inari .*016 222 222 .*016 111 111 korjattu/)
})

test.each([['', '1.1.2026', 'Kirjoita arvo.'], ['soita', '1.1.2026', 'Kirjoita puhelinnumero numeroin'], ['016 111 111', '31.2.2026', 'Kirjoita päivä']])('%j from %s: shown again with the reason', async (arvo, alkaen, said) => {
  const { as, db } = await stage(), { agent } = await as('contact', 'inari'), reply = await give(agent, 'inari', arvo, alkaen)
  expect(reply.status).toBe(422)
  expect(reply.text).toContain(said)
  expect(await db.selectFrom('fact_value').selectAll().execute()).toEqual([])
})

test('opening hours past midnight are refused with the line and a way to write them', async () => {
  const { as, fact } = await stage(), { agent } = await as('contact', 'inari')
  await fact('aukioloajat', 'hours', 'Aukioloajat')
  const reply = await agent.post('/tiedot/aukioloajat?paikka=inari').type('form').send({ arvo: 'ma–to 10–18\npe 18–2', alkaen: '1.1.2026' })
  expect(reply.status).toBe(422)
  expect(reply.text).toContain('Rivin 2 aika jatkuu yli keskiyön. Kirjoita kaksi riviä, esimerkiksi pe 18–24 ja la 0–2.')
  expect((await agent.post('/tiedot/aukioloajat?paikka=inari').type('form').send({ arvo: 'ma–pe 10–18\nomatoimi ma–su 7–22', alkaen: '1.1.2026' })).status).toBe(303)
  expect((await agent.get('/tiedot?paikka=inari')).text).toContain('ma–pe 10–18; omatoimi ma–su 7–22')
})

test('C-13: “used in” counts only pages that the viewer sees; a fact in use is not deleted, and a hidden use is told without naming it', async () => {
  const { app, save, as, db } = await stage(), { agent: admin } = await as('admin', 'rovaniemi'), { agent: reader } = await as('reader', 'inari')
  await save({ body: FEES })
  const team = (await db.selectFrom('team').select('id').executeTakeFirstOrThrow()).id
  await save({ body: FEES, title: 'Piilotettu sivu', restrictedTeamId: team })
  for (const agent of [admin, reader]) {
    const page = (await agent.get('/tiedot/puhelin')).text
    expect(page).toContain('käytössä 1 paikassa')
    expect(page).not.toContain('Piilotettu')
  }
  const refused = await admin.post('/tiedot/puhelin/poista')
  expect(refused.status).toBe(409)
  expect(refused.text).toContain('Tietoa ei voi poistaa, sillä se on käytössä.')
  await db.deleteFrom('fact_use').where('item_id', 'in', db.selectFrom('item').where('restricted_team_id', 'is', null).select('id')).execute()
  const hidden = await admin.post('/tiedot/puhelin/poista')
  expect([hidden.status, hidden.text.includes('sivu, jota et näe'), hidden.text.includes('Piilotettu')]).toEqual([409, true, false])
  await db.deleteFrom('fact_use').execute()
  expect((await admin.post('/tiedot/puhelin/poista')).status).toBe(303)
  expect(await app.db.selectFrom('fact').selectAll().execute()).toEqual([])
})

test('the administrator adds a fact; a bad or taken name is refused and what was typed stays', async () => {
  const { as, db } = await stage(), { agent } = await as('admin', 'rovaniemi')
  const add = (nimi: string) => agent.post('/tiedot/uusi').type('form').send({ nimi, otsikko: 'Uusi kortti', otsikkosv: 'Nytt kort', otsikkoen: 'New card', laji: 'price' })
  for (const name of ['Uusi Kortti', 'uusi', 'puhelin', '']) {
    const reply = await add(name)
    expect([name, reply.status, reply.text.includes('value="Uusi kortti"')]).toEqual([name, 422, true])
  }
  expect((await add('uusi_kortti')).status).toBe(303)
  expect((await db.selectFrom('fact').select('name').orderBy('name').execute()).map(({ name }) => name)).toEqual(['puhelin', 'uusi_kortti'])
})

test('a table is exported and imported: all or nothing, only own places, and the old value stays in the history', async () => {
  const { as, db, value } = await stage(), { agent } = await as('contact', 'inari')
  await value('puhelin', '+358 16 111 111', 'inari')
  const csv = (await agent.get('/tiedot/vienti.csv')).text
  expect(csv).toContain(`puhelin;inari;2026-01-01;"'+358 16 111 111"`)
  const send = (rivit: string) => agent.post('/tiedot/tuonti').type('form').send({ rivit })
  const bad = await send('nimi;paikka;voimassa_alkaen;arvo\npuhelin;inari;1.3.2026;016 222 222\npuhelin;salla;1.3.2026;016 1\nolematon;inari;1.3.2026;1\npuhelin;inari;1.3.2026;016 333 333\npuhelin;inari;eilen;016 1\npuhelin;inari')
  expect(bad.status).toBe(422)
  for (const said of ['Rivi 3: Paikkaa ei ole, tai', 'Rivi 4: Tämän nimistä', 'Rivi 5: Sama tieto', 'Rivi 6: Kirjoita päivä', 'Rivi 7: Rivillä pitää']) expect(bad.text).toContain(said)
  expect(await db.selectFrom('fact_value').select('value').execute()).toHaveLength(1)
  expect((await send(csv)).status).toBe(303)
  expect(await db.selectFrom('fact_value').select('value').execute()).toHaveLength(1)
  expect((await send('nimi;paikka;voimassa_alkaen;arvo\npuhelin;inari;2026-01-01;016 222 222')).status).toBe(303)
  expect(await db.selectFrom('fact_value').select(['value', 'replaced_at']).orderBy('id').execute()).toMatchObject([{ value: '+358 16 111 111', replaced_at: expect.any(String) }, { value: '016 222 222', replaced_at: null }])
})

test('the route of a mobile library is a fact: shown in a text day by day in the reader’s language, and the line that is wrong is said', async () => {
  const { save, revise, as, db, fact, idOf } = await networkStage(), contact = await as('contact', 'inari'), reader = await as('reader', 'inari')
  await fact('reitti', 'route', 'Kirjastoauton reitti')
  const inari = await idOf('inari'), library = (await db.selectFrom('library').where('municipality_id', '=', inari).select('name').executeTakeFirstOrThrow()).name
  const id = await save({ body: 'Auto kulkee näin: {{fakta: reitti}}' }), set = (arvo: string) => contact.agent.post(`/tiedot/reitti?paikka=${encodeURIComponent(`inari/${library}`)}`).type('form').send({ arvo, alkaen: '1.1.2026' })
  await revise(id, 'Bussen kör så här: {{fakta: reitti}}', { lang: 'sv', title: 'Avgifter' })
  const wrong = await set('ma 10.00–10.30 Sevettijärvi, koulu\nti koululla')
  expect([wrong.status, strip(wrong.text).includes('Riviä 2 ei voi lukea. Kirjoita päivä, aika ja pysäkki'), wrong.text.includes('ti koululla')]).toEqual([422, true, true])
  expect((await set('ma 10.00–10.30 Sevettijärvi, koulu\nti parilliset viikot 12–13 Näätämö, kauppa')).status).toBe(303)
  expect((await reader.agent.get(`/sivu/${id}-maksut`)).text).toContain('Auto kulkee näin: <span class="fact-value">ma: 10–10.30 Sevettijärvi, koulu<br>ti (parilliset viikot): 12–13 Näätämö, kauppa</span>')
  expect((await reader.agent.get(`/sivu/${id}-maksut?kieli=sv`)).text).toContain('<span class="fact-value">mån: 10–10.30 Sevettijärvi, koulu<br>tis (jämna veckor): 12–13 Näätämö, kauppa</span>')
  const csv = (await reader.agent.get('/tiedot/vienti.csv')).text
  expect(csv).toContain('"ma 10.00–10.30 Sevettijärvi, koulu\nti parilliset viikot 12.00–13.00 Näätämö, kauppa"')
})

test('facts stand in the order of their names in the reader’s language, å ä ö and the Sámi letters in their places', async () => {
  const { app, as, db, fact } = await networkStage(), names = ['aho', 'Čáhci', 'đi', 'Nuorta', 'Ŋuoskki', 'Šaddu', 'Tana', 'Zorro', 'Åbo', 'äiti', 'Öljy']
  for (const [i, name] of names.toReversed().entries()) await fact(`tieto_${i}`, 'text', name)
  const listed = async (locale: 'fi' | 'sv') => {
    const { agent, personId } = await as('reader', 'inari')
    await app.db.updateTable('person').set({ locale }).where('id', '=', personId).execute()
    return [...(await agent.get('/tiedot')).text.matchAll(/<th scope="row"><a [^>]*>([^<]*)</g)].map(([, label]) => label)
  }
  expect(await listed('fi')).toEqual(names)
  await db.updateTable('fact').set({ label_sv: 'Allra först' }).where('label_fi', '=', 'Öljy').execute()
  expect((await listed('sv')).slice(0, 2)).toEqual(['aho sv', 'Allra först'])
})
