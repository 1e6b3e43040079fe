import { expect, test } from 'vitest'
import { personById } from '../people/people.queries.ts'
import { erasePerson } from '../people/person-data.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { apiToken, browser } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'
import { exportOf } from './export-onboarding.ts'
import { others, startedPath } from './fixtures/started-path.ts'

const { app, site, moveClock } = await testApp()
moveClock('2026-01-05T08:00:00Z')
const path = await startedPath(app, site), strangers = await others(app, site), KORTTI = await app.db.selectFrom('item').innerJoin('item_text', 'item_text.item_id', 'item.id').where('external_id', '=', 'KORTTI').select(['item.id', 'revision_id']).executeTakeFirstOrThrow()
const post = ({ agent }: typeof path.employee, address: string, fields: object) => agent.post(address).type('form').send(fields)

test('a person takes along what is kept of her, hers alone, without the names of others', async () => {
  await post(path.employee, `/perehdytys/tehtava/${path.tasks['V2']}/merkinta`, { tila: 'tehty' })
  await post(path.employee, `/perehdytys/henkilokohtainen/${path.id}/viesti`, { viesti: 'Oma kysymys' })
  await post(path.mentor, `/perehdytys/henkilokohtainen/${path.id}/viesti`, { viesti: 'Mentorin vastaus' })
  await post(path.employee, '/perehdytys/autan', { apu: 'Kirjavinkkaus' })
  await app.db.insertInto('acknowledgement').values({ item_id: KORTTI.id, person_id: path.employee.personId, revision_id: KORTTI.revision_id, acknowledged_on: '2026-01-05' }).execute()
  const reply = await path.employee.agent.get('/oma/perehdytystiedot'), text = reply.text
  expect(reply.headers['content-disposition']).toContain('perehdytystiedot.json')
  expect(reply.headers['cache-control']).toBe('no-store')
  const data = JSON.parse(text) as Awaited<ReturnType<typeof exportOf>>
  expect(data.onboardings).toHaveLength(1)
  expect(data.onboardings[0]!.tasks.find(({ title }) => title === 'Tehtävä V2')).toMatchObject({ done: '2026-01-05', done_by_self: true, signed: null })
  expect(data.onboardings[0]!.notes).toEqual([{ text: 'Mentorin vastaus', written_on: '2026-01-05', own: false }, { text: 'Oma kysymys', written_on: '2026-01-05', own: true }])
  expect(data.acknowledgements).toEqual([{ title: 'Kirjastokortin antaminen', version: 1, language: 'fi', acknowledged_on: '2026-01-05' }])
  expect(data.help_offer).toBe('Kirjavinkkaus')
  expect(text).not.toMatch(/Matti Mentori|Pirkko Pomo/)
  expect(JSON.parse((await path.mentor.agent.get('/oma/perehdytystiedot')).text)).toMatchObject({ onboardings: [], notes_to_others: [{ text: 'Mentorin vastaus' }] })
})

test('C-1, C-4: the export of another is in no channel: not by id, not for the administrator, not with a token', async () => {
  for (const someone of [strangers.admin, strangers.contact]) {
    expect((await someone.agent.get(`/oma/perehdytystiedot?henkilo=${path.employee.personId}`)).text).not.toMatch(/Oma kysymys|Tehtävä V2/)
    expect((await someone.agent.get(`/oma/perehdytystiedot/${path.employee.personId}`)).status).toBe(404)
  }
  const token = await apiToken(app, strangers.admin.personId, 'read')
  expect((await browser(site).get('/oma/perehdytystiedot').set('Authorization', `Bearer ${token}`)).status).toBe(303)
})

test('C-4: nothing of onboarding or acknowledging is in the told lines, the work, the mails, the log or the search of others', async () => {
  const told = JSON.stringify(await app.db.selectFrom('told').selectAll().execute()), work = JSON.stringify(await app.db.selectFrom('task').selectAll().execute())
  const mails = JSON.stringify(await app.db.selectFrom('mail').selectAll().execute()), log = JSON.stringify(await app.db.selectFrom('change').selectAll().execute())
  for (const text of [told, work, mails, log]) expect(text).not.toMatch(/Tehtävä V\d|Oma kysymys|Mentorin vastaus|acknowledged|kuitattu/)
  const telling = await app.db.selectFrom('told').select('person_id').distinct().execute()
  expect(new Set(telling.map(({ person_id }) => person_id))).toEqual(new Set([path.employee.personId, path.mentor.personId]))
  for (const page of ['/oma', '/oma/tyot', '/oma/kuulumiset', '/haku?q=Kirjastokortin', '/', '/hallinta', '/hallinta/tila']) expect((await strangers.admin.agent.get(page)).text, page).not.toMatch(/Oma kysymys|Mentorin vastaus|Tehtävä V2|Aino Uusi/)
})

test('she erases what has ended, not what goes on; everything is erased with her', async () => {
  const erase = () => path.employee.agent.post('/oma/perehdytystiedot/poista').type('form').send({})
  await erase()
  expect((await app.db.selectFrom('onboarding').select('id').execute())).toHaveLength(1)
  await post(path.supervisor, `/perehdytys/henkilokohtainen/${path.id}/paattyminen`, { tila: 'paattynyt' })
  await erase()
  expect(await app.db.selectFrom('onboarding_task').selectAll().execute()).toEqual([])
  expect(await app.db.selectFrom('change').where('action', '=', 'onboardings-deleted').select(['actor_id', 'subject_id', 'detail']).execute())
    .toEqual([{ actor_id: path.employee.personId, subject_id: path.employee.personId, detail: '{"count":1}' }])
  const person = (await personById(app.db, path.employee.personId))!
  await app.db.transaction().execute((trx) => erasePerson(trx, app.now().toISOString(), SYSTEM, person))
  expect(await exportOf(app.db, path.employee.personId)).toEqual({ onboardings: [], notes_to_others: [], acknowledgements: [], help_offer: '', peer_visits: [] })
})
