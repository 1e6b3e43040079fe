import { beforeAll, expect, test } from 'vitest'
import { ensureTeam, setTeams } from '../../people/people.queries.ts'
import { signedIn } from '../../testing/sign-in.ts'
import { exampleForm, sampleTemplate, send, templateSite } from '../fixtures/template-site.ts'

let world: Awaited<ReturnType<typeof templateSite>>
beforeAll(async () => { world = await templateSite(['T02']) })
const person = (options: Parameters<typeof signedIn>[2]) => signedIn(world.app, world.site, options)
const form = () => exampleForm(sampleTemplate('T02'), 'utsjoki')

test('an unexpected closing in Utsjoki: printing waits for a reason, then goes ahead in Finnish and English, and Northern Sámi is asked from the translator', async () => {
  const { agent, personId } = await person({ municipality: 'utsjoki', name: 'Elle' }), translators = await world.app.db.transaction().execute((trx) => ensureTeam(trx, 'Saamen kielten kääntäjät'))
  const { agent: translator, personId: translatorId } = await person({ municipality: 'inari' })
  await world.app.db.transaction().execute((trx) => setTeams(trx, translatorId, [translators]))
  const address = world.address('T02')

  const waits = await send(agent, `${address}/juliste`, { ...form(), _kieli: 'fi' }).expect(422)
  expect(waits.text).toMatch(/<a href="#tilaus-syy">.*Valitse ensin, miksi viesti julkaistaan ilman vaadittua kieltä/)
  expect(waits.text).toContain('pakollinen, puuttuu')
  // without a script too: until the reason is given, no text has a button or a link that takes it into use
  expect(waits.text).not.toMatch(/data-take=|data-rich=|data-mail|formaction="[^"]*\/juliste"/)
  expect(waits.text).toMatch(/<footer><a class="btn quiet" href="#tilaus-syy">.*?Valitse ensin syy, niin voit käyttää tekstiä/)
  await send(agent, `${address}/kaannostilaus`, form()).expect(422)
  expect(await world.app.db.selectFrom('task').selectAll().execute()).toEqual([])

  const ahead = await send(agent, `${address}/kaannostilaus`, { ...form(), _tilaus_syy: 'emergency', _tilaus_teksti: 'Sähkökatko  koko kylässä' }).expect(200)
  expect(ahead.text).toContain('Käännös on tilattu')
  expect(ahead.text).toMatch(/data-take=.*data-rich=.*formaction="[^"]*\/juliste"/s)
  expect(ahead.text).not.toContain('Valitse ensin syy, niin')
  const order = /name="_tilattu" value="(\d+)"/.exec(ahead.text)![1]!
  for (const language of ['fi', 'en']) expect((await send(agent, `${address}/juliste`, { ...form(), _kieli: language, _tilattu: order }).expect(200)).text).toContain(`<html lang="${language}">`)

  const task = await world.app.db.selectFrom('task').selectAll().executeTakeFirstOrThrow()
  expect(task).toMatchObject({ team_id: translators, message: 'templates.task.translate', href: `/viestipohjat/kaannokset/${order}`, due_at: world.app.now().toISOString(), closed_at: null })
  expect(JSON.parse(task.detail)).toEqual({ title: 'Kirjasto suljettu yllättäen', languages: 'se' })

  const asked = await translator.get(task.href).expect(200)
  expect(asked.text).toContain('Hätätilanne: Sähkökatko koko kylässä')
  expect(asked.text).toContain('Määräaika: heti')
  expect(asked.text).toContain('Utsjoen kirjasto on suljettu')
  // what a translator writes is a text of hers, whatever signs it has
  await send(translator, task.href, { kaannos: ' ' }).expect(422)
  await send(translator, task.href, { kaannos: '<b>(pohjoissaamenkielinen teksti)</b>' }).expect(303)
  expect((await agent.get(task.href)).text).toContain('&lt;b&gt;(pohjoissaamenkielinen teksti)&lt;/b&gt;')
  expect((await world.app.db.selectFrom('task').selectAll().executeTakeFirstOrThrow()).closed_at).not.toBeNull()
  expect(await world.app.db.selectFrom('told').select(['person_id', 'message']).execute()).toEqual([{ person_id: personId, message: 'templates.told.translated' }])
})

test('the program never writes Sámi: no text of a Sámi language is in what is made for Inari', async () => {
  const { agent } = await person({ municipality: 'inari' }), { text } = await send(agent, world.address('T02'), exampleForm(sampleTemplate('T02'), 'inari')).expect(200)
  expect(text).toMatch(/Pohjoissaame<\/b>.*?puuttuu.*Inarinsaame<\/b>.*?puuttuu.*Koltansaame<\/b>.*?puuttuu/s)
  expect(text).not.toMatch(/class="ver"[^>]*data-language="(se|smn|sms)"/)
})

test('C-10: someone of another municipality who does not translate finds neither the order nor its text, and an order of one template opens no other', async () => {
  const { agent } = await person({ municipality: 'utsjoki' }), { agent: other } = await person({ municipality: 'kemi' })
  const ordered = await send(agent, `${world.address('T02')}/kaannostilaus`, { ...form(), _tilaus_syy: 'hurry' }).expect(200), id = /name="_tilattu" value="(\d+)"/.exec(ordered.text)![1]!
  await agent.get(`/viestipohjat/kaannokset/${id}`).expect(200)
  await other.get(`/viestipohjat/kaannokset/${id}`).expect(404)
  await send(other, `/viestipohjat/kaannokset/${id}`, { kaannos: 'x' }).expect(404)
  await send(agent, `/viestipohjat/kaannokset/${id}`, { kaannos: 'x' }).expect(404)
  expect((await other.get('/viestipohjat/kaannokset')).text).not.toContain(`/viestipohjat/kaannokset/${id}"`)
  expect((await agent.get('/viestipohjat/kaannokset')).text).toContain(`/viestipohjat/kaannokset/${id}"`)
  const second = await world.add({ ...sampleTemplate('T02'), id: 'X9' })
  await send(agent, `/viestipohjat/${second}/juliste`, { ...form(), _kieli: 'fi', _tilattu: id }).expect(422)
})

test('each language may have translators of its own: an answer of one leaves the work of the others, and the next stands after it', async () => {
  const { agent: admin } = await person({ role: 'admin' }), ensure = (name: string) => world.app.db.transaction().execute((trx) => ensureTeam(trx, name)), north = await ensure('Pohjoissaame'), inariSami = await ensure('Inarinsaame')
  await send(admin, '/viestipohjat/kaantajat', { 'kieli.se': String(north), 'kieli.smn': String(inariSami), 'kieli.sms': String(inariSami) }).expect(303)
  const { agent: first } = await person({ teams: ['Pohjoissaame'] }), { agent: second } = await person({ teams: ['Inarinsaame'] }), { agent } = await person({ municipality: 'inari' })
  const ahead = await send(agent, `${world.address('T02')}/kaannostilaus`, { ...exampleForm(sampleTemplate('T02'), 'inari'), _tilaus_syy: 'hurry' }).expect(200)
  expect(await world.app.db.selectFrom('translation_order').orderBy('id', 'desc').select('texts').executeTakeFirstOrThrow()).toMatchObject({ texts: expect.stringMatching(/\n\nMääräaika: \p{L}+ \d+\.\d+\.\d{4}\n\n/u) as string })
  const place = `/viestipohjat/kaannokset/${/name="_tilattu" value="(\d+)"/.exec(ahead.text)![1]!}`
  const waiting = async () => (await world.app.db.selectFrom('task').where('href', '=', place).where('closed_at', 'is', null).select('team_id').orderBy('team_id').execute()).map(({ team_id: team }) => team)
  expect(await waiting()).toEqual([north, inariSami].sort((a, b) => a - b))
  await send(first, place, { kaannos: '(pohjoissaame)' }).expect(303)
  expect(await waiting()).toEqual([inariSami])
  // hers was being written while the other was sent: it is not lost
  await send(second, place, { kaannos: '(inarinsaame ja koltansaame)' }).expect(303)
  expect(await waiting()).toEqual([])
  expect((await agent.get(place).expect(200)).text).toContain('(pohjoissaame)\n\n(inarinsaame ja koltansaame)')
  expect((await agent.get(place)).text).not.toContain('name="kaannos"')
  const long = await send(second, place, { kaannos: 'x'.repeat(40_000) }).expect(422)
  expect(long.text).toMatch(/Tässä saa olla enintään 39\d{3} merkkiä/)
  expect(long.text).toContain('x'.repeat(40_000))
  await send(admin, '/viestipohjat/kaantajat', { 'kieli.se': '', 'kieli.smn': '', 'kieli.sms': '' }).expect(303)
})

test('the administrator names who translates, and the next order goes there', async () => {
  const { agent: admin } = await person({ role: 'admin' }), team = await world.app.db.transaction().execute((trx) => ensureTeam(trx, 'Pohjoissaamen kääntäjä'))
  await send(admin, '/viestipohjat/kaantajat', { 'kieli.se': String(team), 'kieli.smn': '' }).expect(303)
  expect((await admin.get('/viestipohjat/kaantajat')).text).toMatch(new RegExp(`<option value="${team}" selected>`))
  const { agent } = await person({ municipality: 'utsjoki' })
  await send(agent, `${world.address('T02')}/kaannostilaus`, { ...form(), _tilaus_syy: 'nobody' }).expect(200)
  expect((await world.app.db.selectFrom('task').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow()).team_id).toBe(team)
})
