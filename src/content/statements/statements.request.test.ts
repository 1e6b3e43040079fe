import { expect, test } from 'vitest'
import { addPerson, browser, signedIn } from '../../testing/sign-in.ts'
import { testApp } from '../../testing/test-app.ts'

async function stage() {
  const { app, site, moveClock } = await testApp(), admin = await signedIn(app, site, { role: 'admin' }), visitor = browser(site)
  const send = (form: object) => visitor.post('/saavutettavuus/palaute').type('form').send(form)
  return { app, db: app.db, admin, visitor, send, moveClock, as: (role: 'contact' | 'reader') => signedIn(app, site, { role }) }
}

test('the accessibility statement is made of data that an administrator changes, and speaks the visitor’s language', async () => {
  const { admin, visitor } = await stage()
  expect((await visitor.get('/saavutettavuus')).text).toMatch(/osittain[\s\S]*Traficom/)
  await admin.agent.post('/hallinta/saavutettavuus').type('form').send({ tila: 'none', yhteys: 'Rovaniemen kirjasto', sahkoposti: 'laavu@kirjasto.example', valvoja: 'Toinen virasto', osoite: 'https://virasto.example/', rekisterinpitaja: 'Rovaniemen kaupunki' })
  await admin.agent.post('/hallinta/saavutettavuus/puute').type('form').send({ fi: 'Taulukko ei avaudu', sv: 'Tabellen öppnas inte', en: 'The table does not open', se: '' })
  const swedish = (await visitor.get('/saavutettavuus').set('Accept-Language', 'sv')).text
  expect(swedish).toMatch(/uppfyller inte tillgänglighetskraven[\s\S]*Tabellen öppnas inte[\s\S]*laavu@kirjasto\.example[\s\S]*Toinen virasto[\s\S]*https:\/\/virasto\.example\//)
  expect((await visitor.get('/saavutettavuus').set('Accept-Language', 'se')).text).toContain('<span lang="fi">Taulukko ei avaudu</span>')
  expect((await visitor.get('/tietosuoja')).text).toContain('Rovaniemen kaupunki')
  await admin.agent.post('/hallinta/saavutettavuus/puute/1/korjattu').type('form').send({})
  expect((await visitor.get('/saavutettavuus')).text).not.toContain('Taulukko ei avaudu')
  expect((await admin.agent.post('/hallinta/saavutettavuus/puute/1/korjattu')).status).toBe(404)
  expect((await admin.agent.post('/hallinta/saavutettavuus').type('form').send({ tila: 'none', valvoja: 'A', osoite: 'javascript:alert(1)' })).status).toBe(422)
})

test('anybody gives feedback without signing in; administrators have 14 days to answer, and the answer is mailed', async () => {
  const { db, admin, send, moveClock } = await stage()
  expect((await send({ teksti: '  ', vastaus: '' })).status).toBe(422)
  const sent = await send({ teksti: 'Nappi <b>ei</b> toimi', vastaus: 'kavija@posti.example' })
  expect([sent.status, sent.headers['location']]).toEqual([303, '/saavutettavuus'])
  expect(await db.selectFrom('task').select(['person_id', 'message', 'due_at', 'closed_at']).execute()).toEqual([{ person_id: admin.personId, message: 'statements.task', due_at: '2026-01-16T03:04:05.000Z', closed_at: null }])
  moveClock('2026-01-02T03:14:05.000Z')
  const list = (await admin.agent.get('/hallinta/saavutettavuus')).text
  expect(list).toMatch(/vastaa viimeistään 16\.1\.2026[\s\S]*Nappi &lt;b&gt;ei&lt;\/b&gt; toimi/)
  expect((await admin.agent.post('/hallinta/saavutettavuus/palaute/1').type('form').send({ vastaus: 'Korjasimme sen.' })).status).toBe(303)
  expect((await admin.agent.post('/hallinta/saavutettavuus/palaute/1').type('form').send({ vastaus: 'Toisen kerran' })).status).toBe(409)
  expect(await db.selectFrom('mail').select(['recipient', 'body']).execute()).toEqual([{ recipient: 'kavija@posti.example', body: 'Korjasimme sen.\n\n> Nappi <b>ei</b> toimi\n' }])
  expect(await db.selectFrom('task').where('closed_at', 'is', null).selectAll().execute()).toEqual([])
})

test('an answer ends the work also of whoever was an administrator when the feedback came; work of other feedback stays', async () => {
  const { app, db, admin, send } = await stage(), former = await addPerson(app, { role: 'admin' })
  for (const teksti of ['Ensimmäinen', 'Toinen']) await send({ teksti })
  await db.updateTable('person').set({ role: 'editor' }).where('id', '=', former).execute()
  expect((await admin.agent.post('/hallinta/saavutettavuus/palaute/1').type('form').send({ vastaus: 'Kiitos.' })).status).toBe(303)
  expect(await db.selectFrom('task').where('closed_at', 'is', null).select(['person_id', 'href']).execute()).toEqual([admin.personId, former].map((id) => ({ person_id: id, href: '/hallinta/saavutettavuus#palaute-2' })))
})

test('feedback from one address is taken five times in an hour, and what was typed then is not lost', async () => {
  const { send, db, moveClock } = await stage()
  for (let i = 0; i < 5; i++) expect((await send({ teksti: `Palaute ${i}` })).status).toBe(303)
  const refused = await send({ teksti: 'Kuudes palaute' })
  expect([refused.status, refused.text.includes('Kuudes palaute'), (await db.selectFrom('statement_feedback').selectAll().execute()).length]).toEqual([429, true, 5])
  moveClock('2026-01-02T05:04:05.000Z')
  expect((await send({ teksti: 'Seitsemäs' })).status).toBe(303)
})

test('feedback is for administrators only; the privacy page is for anybody', async () => {
  const { as, visitor } = await stage(), contact = await as('contact')
  expect((await contact.agent.get('/hallinta/saavutettavuus')).status).toBe(404)
  const page = (await visitor.get('/tietosuoja')).text
  for (const words of ['Perehdytyksen eteneminen', '12 kuukautta', 'Muutosloki', 'tietosuoja-asetus 6.1 e']) expect(page).toContain(words)
})
