import type { Response } from 'supertest'
import { expect, test } from 'vitest'
import { addPerson, givePassword, PASSWORD, sessionCookie, signedIn, browser } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'
import { allTeams, municipalityBySlug, personByEmail, personById, teamsOf } from './people.queries.ts'

const MINUTE = 60_000
type App = Awaited<ReturnType<typeof testApp>>['app']
async function everything(app: App): Promise<string> {
  const rows: unknown[] = []
  for (const table of ['person', 'team_member', 'one_time_link', 'mail'] as const) rows.push(await app.db.selectFrom(table).selectAll().execute())
  return JSON.stringify(rows)
}
const denials = (app: App) => app.db.selectFrom('change').where('action', '=', 'denied').selectAll().execute()
const names = (answer: Response) => [...answer.text.matchAll(/<th scope="row"><a href="[^"]+">([^<]+)<\/a>/g)].map(([, name]) => name)

test('a contact person lists her own people, an administrator everyone; readers and writers see nothing there', async () => {
  const { app, site } = await testApp()
  await addPerson(app, { name: 'Aino Rovaniemeltä' })
  await addPerson(app, { name: 'Oula Inarista', municipality: 'inari' })
  const contact = await signedIn(app, site, { role: 'contact', municipality: 'inari', name: 'Elli Inarista' }),
    admin = await signedIn(app, site, { role: 'admin', name: 'Ylläpitäjä' })
  expect(names(await contact.agent.get('/hallinta/henkilot'))).toEqual(['Elli Inarista', 'Oula Inarista'])
  const rovaniemi = (await municipalityBySlug(app.db, 'rovaniemi'))!.id
  expect(names(await contact.agent.get(`/hallinta/henkilot?kunta=${rovaniemi}`))).toEqual(['Elli Inarista', 'Oula Inarista'])
  expect(names(await admin.agent.get('/hallinta/henkilot'))).toEqual(['Aino Rovaniemeltä', 'Elli Inarista', 'Oula Inarista', 'Ylläpitäjä'])
  expect(names(await admin.agent.get(`/hallinta/henkilot?kunta=${rovaniemi}`))).toEqual(['Aino Rovaniemeltä', 'Ylläpitäjä'])
  for (const role of ['reader', 'editor'] as const) {
    const { agent } = await signedIn(app, site, { role })
    const missing = await agent.get('/hallinta/eiole')
    for (const path of ['/hallinta/henkilot', '/hallinta/henkilot/uusi', '/hallinta/henkilot/1']) {
      const answer = await agent.get(path)
      expect([answer.status, answer.text.replaceAll(path, '')]).toEqual([404, missing.text.replaceAll('/hallinta/eiole', '')])
    }
  }
})

test('people are found by a part of the name or address, whatever the case, with signs taken as they are', async () => {
  const { app, site } = await testApp()
  await addPerson(app, { name: 'Äijälä Oula', email: 'oula_1@inari.example' })
  await addPerson(app, { name: 'Virtanen Aino', email: 'aino@kirjasto.example' })
  const { agent } = await signedIn(app, site, { role: 'admin', name: 'Zeta' })
  const find = async (haku: string) => names(await agent.get(`/hallinta/henkilot?haku=${encodeURIComponent(haku)}`))
  expect(await find('äijä')).toEqual(['Äijälä Oula'])
  expect(await find('VIRTA')).toEqual(['Virtanen Aino'])
  expect(await find('Aino@')).toEqual(['Virtanen Aino'])
  expect(await find('oula_1')).toEqual(['Äijälä Oula'])
  for (const sign of ['%', '___', '\' or 1=1 --', '\\', '\u0000']) expect(await find(sign), sign).toEqual([])
  expect((await agent.get('/hallinta/henkilot?haku=zzz')).text).toContain('Kukaan ei vastaa rajauksia')
  expect(names(await agent.get('/hallinta/henkilot?rooli=admin'))).toEqual(['Zeta'])
  for (const query of ['rooli=owner', 'sivu=0', 'sivu=1e9', 'haku=a&haku=b', 'kunta=x',
    `haku=${'x'.repeat(201)}`]) expect((await agent.get(`/hallinta/henkilot?${query}`)).status, query).toBe(400)
})

test('a long list comes in pages of fifty', async () => {
  const { app, site } = await testApp()
  for (let i = 0; i < 60; i += 1) await addPerson(app, { name: `Henkilö ${String(i).padStart(2, '0')}` })
  const { agent } = await signedIn(app, site, { role: 'admin', name: 'Ylläpitäjä' })
  const first = await agent.get('/hallinta/henkilot'), second = await agent.get('/hallinta/henkilot?sivu=2')
  expect([names(first).length, names(second).length]).toEqual([50, 11])
  expect(first.text).toContain('61 henkilöä')
  expect(first.text).toMatch(/href="\?haku&#x3D;&amp;rooli&#x3D;&amp;kunta&#x3D;&amp;sivu&#x3D;2" rel="next"/)
})

test('no page tells when a person last signed in', async () => {
  const { app, site, moveClock } = await testApp()
  const person = await addPerson(app), { agent } = await signedIn(app, site, { role: 'admin' })
  moveClock('2026-01-02T03:33:00.000Z')
  await browser(site).get('/oma').set('Cookie', await sessionCookie(app, person))
  for (const path of ['/hallinta/henkilot', `/hallinta/henkilot/${person}`]) expect((await agent.get(path)).text).not.toMatch(/<time|2026|3[.:]33|5[.:]33/)
})

test('an invitation is shown to copy when no mail can be sent, and put into the outbox as well', async () => {
  const { app, site } = await testApp()
  const { agent, personId } = await signedIn(app, site, { role: 'contact', municipality: 'inari' })
  const answer = await agent.post('/hallinta/henkilot/uusi').type('form').send({ nimi: 'Oula Näkkäläjärvi', sahkoposti: 'Oula@Inari.example', rooli: 'editor' })
  expect(answer.status).toBe(200)
  const link = /http:\/\/127\.0\.0\.1\/kutsu\/[\w-]{43}/.exec(answer.text)![0]
  const [mail] = await app.db.selectFrom('mail').selectAll().execute()
  expect([mail!.recipient, mail!.body.includes(link), mail!.sent_at]).toEqual(['oula@inari.example', true, null])
  expect(await personByEmail(app.db, 'oula@inari.example'))
    .toMatchObject({ role: 'editor', password_hash: null, municipality_id: (await municipalityBySlug(app.db, 'inari'))!.id })
  const changes = await app.db.selectFrom('change').selectAll().execute()
  expect(changes.map((row) => [row.action, row.actor_id, row.subject_type])).toEqual([['invited', personId, 'person']])
})

test('I-1: the invitation form comes back with what was typed and what to do', async () => {
  const { app, site } = await testApp()
  await addPerson(app, { email: 'aino@kirjasto.example' })
  const { agent } = await signedIn(app, site, { role: 'admin' })
  const good = { nimi: 'Oula', sahkoposti: 'oula@inari.example', rooli: 'reader', kunta: '1' }
  const wrong: [Record<string, string>, string][] = [[{ nimi: '' }, 'Kirjoita nimi.'],
    [{ sahkoposti: 'AINO@kirjasto.example' }, 'Osoitteella on jo tunnus'], [{ rooli: 'owner' }, 'Valitse rooli.'],
  [{ kunta: '999' }, 'Valitse kunta.'], [{ nimi: '<script>alert(1)</script>'.repeat(5) }, 'enintään 100 merkkiä']]
  for (const [fields, sentence] of wrong) {
    const answer = await agent.post('/hallinta/henkilot/uusi').type('form').send({ ...good, ...fields })
    expect(answer.status, sentence).toBe(422)
    expect(answer.text).toContain(sentence)
    expect(answer.text).not.toContain('<script>alert')
  }
  expect(await personByEmail(app.db, 'oula@inari.example')).toBeUndefined()
})

test('C-9: another municipality’s people do not exist for a contact person, and trying is written down', async () => {
  const { app, site } = await testApp()
  const other = await addPerson(app, { municipality: 'kemi' }), own = await addPerson(app, { municipality: 'inari' })
  const { agent } = await signedIn(app, site, { role: 'contact', municipality: 'inari' }), kemi = (await municipalityBySlug(app.db, 'kemi'))!.id
  const before = await everything(app)
  const missing = await agent.get('/hallinta/henkilot/9999')
  expect(missing.status).toBe(404)
  const foreign = await agent.get(`/hallinta/henkilot/${other}`)
  expect([foreign.status, foreign.text.replaceAll(`/${other}`, '')]).toEqual([404, missing.text.replaceAll('/9999', '')])
  const tries: [string, Record<string, string>][] = [
    [`/hallinta/henkilot/${other}`, { rooli: 'editor' }], [`/hallinta/henkilot/${other}/kaytosta`, {}], [`/hallinta/henkilot/${other}/kayttoon`, {}],
    [`/hallinta/henkilot/${other}/istunnot`, {}], [`/hallinta/henkilot/${other}/linkki`, {}],
    [`/hallinta/henkilot/${own}`, { rooli: 'reader', kunta: String(kemi) }],
    ['/hallinta/henkilot/uusi', { nimi: 'Oula', sahkoposti: 'oula@kemi.example', rooli: 'reader', kunta: String(kemi) }],
  ]
  for (const [path, fields] of tries) expect((await agent.post(path).type('form').send(fields)).status, path).toBe(404)
  expect(await everything(app)).toBe(before)
  expect(await denials(app)).toHaveLength(2 + tries.length)
  expect((await agent.get(`/hallinta/henkilot/${own}`)).status).toBe(200)
})

test('C-10: a contact person cannot make administrators, nor touch one, nor herself become one', async () => {
  const { app, site } = await testApp()
  const admin = await addPerson(app, { role: 'admin', municipality: 'inari' }), own = await addPerson(app, { municipality: 'inari' })
  const { agent, personId } = await signedIn(app, site, { role: 'contact', municipality: 'inari' })
  const before = await everything(app)
  const tries: [string, Record<string, string>][] = [
    [`/hallinta/henkilot/${own}`, { rooli: 'admin' }], [`/hallinta/henkilot/${personId}`, { rooli: 'admin' }],
    ['/hallinta/henkilot/uusi', { nimi: 'Oula', sahkoposti: 'oula@inari.example', rooli: 'admin' }],
    [`/hallinta/henkilot/${admin}`, { rooli: 'reader' }], [`/hallinta/henkilot/${admin}/kaytosta`, {}], [`/hallinta/henkilot/${admin}/linkki`, {}],
    [`/hallinta/henkilot/${admin}/istunnot`, {}],
  ]
  for (const [path, fields] of tries) expect((await agent.post(path).type('form').send(fields)).status, path).toBe(403)
  expect(await everything(app)).toBe(before)
  expect(await denials(app)).toHaveLength(tries.length)
  expect((await agent.get(`/hallinta/henkilot/${admin}`)).text).toContain('Vain toinen ylläpitäjä')
  expect((await agent.post(`/hallinta/henkilot/${own}`).type('form').send({ rooli: 'contact' })).status).toBe(303)
})

test('C-10: the last administrator who can sign in stays one', async () => {
  const { app, site } = await testApp()
  const { agent, personId } = await signedIn(app, site, { role: 'admin' })
  await givePassword(app, personId)
  const invited = await addPerson(app, { role: 'admin' })
  for (const [path, fields] of [['', { rooli: 'editor' }], ['/kaytosta', {}]] as const) {
    const answer = await agent.post(`/hallinta/henkilot/${personId}${path}`).type('form').send(fields)
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('ainoa ylläpitäjä')
  }
  expect(await personById(app.db, personId)).toMatchObject({ role: 'admin', disabled_at: null })
  await givePassword(app, invited)
  expect((await agent.post(`/hallinta/henkilot/${personId}`).type('form').send({ rooli: 'editor' })).status).toBe(303)
})

test('an administrator changes role, municipality and teams, with one change row for each', async () => {
  const { app, site } = await testApp()
  const person = await addPerson(app, { teams: ['Viestintätiimi'] })
  const { agent, personId } = await signedIn(app, site, { role: 'admin', teams: ['Hankinta'] })
  const [hankinta, viestinta] = await allTeams(app.db), kemi = (await municipalityBySlug(app.db, 'kemi'))!.id
  expect((await agent.get(`/hallinta/henkilot/${person}`)).text).toMatch(new RegExp(`value="${viestinta!.id}" checked`))
  const answer = await agent.post(`/hallinta/henkilot/${person}`).type('form')
    .send(`rooli=editor&kunta=${kemi}&tiimit=${hankinta!.id}&tiimit=999&id=77&email=x&created_at=x`)
  expect([answer.status, answer.headers['location']]).toEqual([303, `/hallinta/henkilot/${person}`])
  expect(await personById(app.db, person)).toMatchObject({ role: 'editor', municipality_id: kemi })
  expect(await teamsOf(app.db, person)).toEqual([hankinta!.id])
  await agent.post(`/hallinta/henkilot/${person}`).type('form').send(`rooli=editor&kunta=${kemi}&tiimit=${hankinta!.id}`)
  const changes = await app.db.selectFrom('change').where('subject_id', '=', person).selectAll().execute()
  expect(changes.map((row) => [row.action, row.actor_id])).toEqual([['role-changed', personId], ['moved', personId], ['teams-changed', personId]])
  for (const body of ['rooli=owner', 'rooli=editor&kunta=9999', 'rooli=editor&tiimit=x',
    'rooli=editor&rooli=admin']) expect((await agent.post(`/hallinta/henkilot/${person}`).type('form').send(body)).status, body).toBe(400)
})

test('a contact person lets people only into the teams where she is herself', async () => {
  const { app, site } = await testApp()
  const person = await addPerson(app, { municipality: 'inari', teams: ['Verkoston toimisto'] })
  const { agent } = await signedIn(app, site, { role: 'contact', municipality: 'inari', teams: ['Inarin kirjasto'] })
  await addPerson(app, { teams: ['Johtoryhmä'] })
  const ids = Object.fromEntries((await allTeams(app.db)).map((team) => [team.name, team.id]))
  const page = (await agent.get(`/hallinta/henkilot/${person}`)).text
  expect(page).toContain('Inarin kirjasto')
  expect(page).not.toContain('Johtoryhmä')
  await agent.post(`/hallinta/henkilot/${person}`).type('form').send(`rooli=reader&tiimit=${ids['Inarin kirjasto']}&tiimit=${ids['Johtoryhmä']}`)
  expect(await teamsOf(app.db, person)).toEqual([ids['Verkoston toimisto'], ids['Inarin kirjasto']].toSorted((a, b) => a! - b!))
})

test('A-13: nobody can set another’s password; a link is all that can be sent', async () => {
  const { app, site } = await testApp()
  const person = await addPerson(app, { email: 'aino@kirjasto.example' })
  await givePassword(app, person)
  const stored = (await personById(app.db, person))!.password_hash, { agent } = await signedIn(app, site, { role: 'admin' })
  expect((await agent.get(`/hallinta/henkilot/${person}`)).text).not.toMatch(/type="password"|name="salasana/)
  for (const path of ['', '/linkki', '/istunnot']) await agent.post(`/hallinta/henkilot/${person}${path}`).type('form')
    .send({ rooli: 'reader', salasana: 'aivan uusi salasana tässä', password_hash: 'x', password: 'x' })
  for (const path of ['/salasana', '/password']) expect((await agent.post(`/hallinta/henkilot/${person}${path}`).type('form')
    .send({ salasana: 'x' })).status).toBe(404)
  expect((await personById(app.db, person))!.password_hash).toBe(stored)
  const [mail] = await app.db.selectFrom('mail').selectAll().execute()
  expect([mail!.recipient, mail!.subject]).toEqual(['aino@kirjasto.example', 'Laavun salasanan vaihto'])
})

test('S-5: an administrator ends all sessions of a person, and they are over at the next request', async () => {
  const { app, site } = await testApp()
  const person = await signedIn(app, site), { agent } = await signedIn(app, site, { role: 'admin' })
  await sessionCookie(app, person.personId)
  expect((await person.agent.get('/oma')).status).toBe(200)
  expect((await agent.post(`/hallinta/henkilot/${person.personId}/istunnot`)).status).toBe(303)
  expect((await person.agent.get('/oma')).status).toBe(303)
  expect((await agent.get('/oma')).status).toBe(200)
  const [row] = await app.db.selectFrom('change').where('action', '=', 'sessions-ended').selectAll().execute()
  expect(JSON.parse(row!.detail)).toEqual({ count: 2 })
})

test('A-14: taking an account out of use ends its sessions and links, and taking it back lets her in again', async () => {
  const { app, site } = await testApp()
  const person = await signedIn(app, site, { email: 'aino@kirjasto.example' }), { agent } = await signedIn(app, site, { role: 'admin' }),
    path = `/hallinta/henkilot/${person.personId}`
  await givePassword(app, person.personId)
  await agent.post(`${path}/linkki`)
  expect((await agent.post(`${path}/kaytosta`)).status).toBe(303)
  expect((await person.agent.get('/oma')).status).toBe(303)
  expect(await app.db.selectFrom('one_time_link').selectAll().execute()).toEqual([])
  expect((await agent.get(path)).text).toContain('Poissa käytöstä')
  expect((await agent.post(`${path}/linkki`)).status).toBe(409)
  await agent.post(`${path}/kaytosta`)
  expect((await agent.post(`${path}/kayttoon`)).status).toBe(303)
  expect((await browser(site).post('/kirjaudu').type('form').send({ sahkoposti: 'aino@kirjasto.example', salasana: PASSWORD })).status).toBe(303)
  const actions = (await app.db.selectFrom('change').where('subject_type', '=', 'person').select('action').execute()).map((row) => row.action)
  expect(actions).toEqual(['reset-sent', 'disabled', 'enabled'])
})

test('S-6: fifteen minutes after signing in, managing people asks for the password first and then does what was asked', async () => {
  const { app, site, moveClock } = await testApp()
  const person = await addPerson(app), { agent, personId } = await signedIn(app, site, { role: 'admin', email: 'yp@kirjasto.example' }),
    path = `/hallinta/henkilot/${person}`
  await givePassword(app, personId)
  moveClock(new Date(app.now().getTime() + 15 * MINUTE + 1))
  const fields = { rooli: 'editor' }
  const asked = await agent.post(path).type('form').send(fields)
  expect(asked.status).toBe(403)
  expect(asked.text).toMatch(new RegExp(`action="${path}"[\\s\\S]*name="rooli" value="editor"[\\s\\S]*type="password"`))
  const wrong = await agent.post(path).type('form').send({ ...fields, salasana: 'väärä salasana tässä' })
  expect([wrong.status, wrong.text.includes('Nykyinen salasana on väärin')]).toEqual([403, true])
  expect((await personById(app.db, person))!.role).toBe('reader')
  expect((await agent.post(path).type('form').send({ ...fields, salasana: PASSWORD })).status).toBe(303)
  expect((await personById(app.db, person))!.role).toBe('editor')
  expect((await agent.post(path).type('form').send({ rooli: 'reader' })).status).toBe(303)
  for (let i = 0; i < 2; i += 1) {
    moveClock(new Date(app.now().getTime() + 20 * MINUTE))
    await agent.get('/oma')
  }
  for (const last of ['/linkki', '/istunnot', '/kaytosta', '/kayttoon']) expect((await agent.post(path + last)).status, last).toBe(403)
})
