import { beforeEach, expect, test } from 'vitest'
import { openTask } from '../../people/inbox/inbox.queries.ts'
import { ensureTeam, personById, teamsOf } from '../../people/people.queries.ts'
import { SYSTEM } from '../../platform/changes/changes.queries.ts'
import { sampleItem } from '../../testing/sample-item.ts'
import { addPerson, signedIn } from '../../testing/sign-in.ts'
import { testApp } from '../../testing/test-app.ts'
import { prepareText } from '../prepare-text.ts'
import { createItem } from '../save-item.ts'

const AT = '2026-01-01T08:00:00.000Z'
let made: Awaited<ReturnType<typeof testApp>>, leaver: number, heir: number, draft: number
beforeEach(async () => {
  made = await testApp()
  ;[leaver, heir] = [await addPerson(made.app, { role: 'editor', name: 'Lähtevä Lempi', teams: ['Asiakaspalvelu', 'Salaiset'] }), await addPerson(made.app, { role: 'editor', name: 'Jäävä Jaana', teams: ['Viestintä'] })]
  draft = await made.app.db.transaction().execute(async (trx) => {
    const item = sampleItem({ ownerTeamId: await ensureTeam(trx, 'Asiakaspalvelu'), state: 'draft' }), published = sampleItem({ ...item, title: 'Julkaistu', state: 'published' })
    await openTask(trx, AT, { personId: leaver }, { key: 'question:1', message: 'upkeep.reviews', href: '/' })
    await createItem(trx, AT, { ...SYSTEM, id: leaver }, published, prepareText(published))
    return (await createItem(trx, AT, { ...SYSTEM, id: leaver }, item, prepareText(item))).id
  })
})
const path = (supervisor: number, mentor: number | null, municipality: 'own' | 'other' = 'own') => made.app.db.transaction().execute(async (trx) => {
  const person = await addedPerson(trx), place = (await personById(trx, leaver))!.municipality_id
  return (await trx.insertInto('onboarding').values({
    path_id: null, path_title: 'Polku', language: 'fi', person_id: person, municipality_id: municipality === 'own' ? place : (await trx.selectFrom('municipality').where('id', '<>', place).select('id').executeTakeFirstOrThrow()).id,
    library_id: null, supervisor_id: supervisor, mentor_id: mentor, buddy: '', roles: '[]', start_date: '2026-01-01', ended_on: null,
  }).returning(['id', 'person_id']).executeTakeFirstOrThrow())
})
const addedPerson = async (trx: Parameters<typeof personById>[0]) => (await trx.insertInto('person').values({
  email: `uusi${Math.random()}@kirjasto.example`, name: 'Uusi Ulla', municipality_id: (await personById(trx, leaver))!.municipality_id, role: 'reader', password_hash: null, created_at: AT, disabled_at: null,
}).returning('id').executeTakeFirstOrThrow()).id
type Agent = Awaited<ReturnType<typeof signedIn>>['agent']
const give = (agent: Agent, saaja: number, more: Record<string, string> = {}) => agent.post(`/hallinta/henkilot/${leaver}/luovutus`).type('form').send({ saaja: String(saaja), ...more })
const state = async () => ({
  teams: [await teamsOf(made.app.db, leaver), await teamsOf(made.app.db, heir)].map((ids) => ids.length),
  draft: (await made.app.db.selectFrom('item').where('id', '=', draft).select('created_by').executeTakeFirstOrThrow()).created_by,
  task: (await made.app.db.selectFrom('task').where('key', '=', 'question:1').select('person_id').executeTakeFirstOrThrow()).person_id,
})
const admin = () => signedIn(made.app, made.site, { role: 'admin' })

test('all that a person looks after goes to a colleague in one step, and her access ends when that is wanted', async () => {
  const { agent } = await admin(), first = await path(leaver, null), second = await path(heir, leaver)
  const page = (await agent.get(`/hallinta/henkilot/${leaver}/luovutus`)).text
  expect(page).toMatch(/Asiakaspalvelu, Salaiset[\s\S]*Julkaisemattomia sivuja<\/dt><dd>1[\s\S]*Avoimia töitä<\/dt><dd>1[\s\S]*ohjattavana<\/dt><dd>2/)
  await give(agent, heir, { poista: '1' }).expect(303)
  expect(await state()).toEqual({ teams: [0, 3], draft: heir, task: heir })
  expect(await made.app.db.selectFrom('onboarding').where('id', 'in', [first.id, second.id]).select(['supervisor_id', 'mentor_id']).orderBy('id').execute())
    .toEqual([{ supervisor_id: heir, mentor_id: null }, { supervisor_id: heir, mentor_id: heir }])
  expect((await personById(made.app.db, leaver))!.disabled_at).not.toBeNull()
  const row = await made.app.db.selectFrom('change').where('action', '=', 'handed-over').select(['subject_id', 'detail']).executeTakeFirstOrThrow()
  expect([row.subject_id, JSON.parse(row.detail)]).toEqual([leaver, { to: heir, teams: 2, drafts: 1, tasks: 1, planned: 0, onboardings: 2, left: 0 }])
  expect(await made.app.db.selectFrom('told').select(['person_id', 'message']).execute()).toEqual([{ person_id: heir, message: 'upkeep.handOver.told' }])
  expect((await agent.get(`/hallinta/henkilot/${leaver}/luovutus`)).text).toContain('ei ole siirrettäviä vastuita')
  // what she published stays hers: who wrote it is history
  expect(await made.app.db.selectFrom('item').where('state', '=', 'published').select('created_by').execute()).toEqual([{ created_by: leaver }])
})

test('who has nothing but a change that waits for its time still hands that over', async () => {
  const { agent } = await admin(), lone = await addPerson(made.app, { role: 'editor', name: 'Ajastanut Ani' })
  await made.app.db.insertInto('planned_change').values({ item_id: draft, lang: 'fi', base: 1, fields: '{}', at: '2026-06-01T05:00:00.000Z', state: 'waiting', made_by: lone, made_at: AT, closed_at: null, closed_by: null }).execute()
  expect((await agent.get(`/hallinta/henkilot/${lone}/luovutus`)).text).toMatch(/Ajastetut muutokset<\/dt><dd>1[\s\S]*name="saaja"/)
  await agent.post(`/hallinta/henkilot/${lone}/luovutus`).type('form').send({ saaja: String(heir) }).expect(303)
  expect(await made.app.db.selectFrom('planned_change').select('made_by').execute()).toEqual([{ made_by: heir }])
  expect((await agent.get(`/hallinta/henkilot/${lone}/luovutus`)).text).not.toContain('name="saaja"')
})

test('when one part cannot go, nothing does: a path of another municipality, and a colleague’s own path', async () => {
  const { agent } = await admin(), before = await state()
  const own = await path(leaver, null)
  await made.app.db.updateTable('onboarding').set({ person_id: heir }).where('id', '=', own.id).execute()
  const refused = await give(agent, heir)
  expect([refused.status, refused.text.includes('itse perehdytettävänä'), await state()]).toEqual([422, true, before])
  await made.app.db.deleteFrom('onboarding').execute()
  await path(leaver, null, 'other')
  const other = await give(agent, heir)
  expect([other.status, other.text.includes('vain saman kunnan henkilölle'), await state()]).toEqual([422, true, before])
  expect(await made.app.db.selectFrom('change').where('action', '=', 'handed-over').select('id').execute()).toEqual([])
})

test('C-10: a contact person gives on only places in teams that she is in herself; the administrators are told of the others', async () => {
  const boss = await admin(), { agent, personId } = await signedIn(made.app, made.site, { role: 'contact', teams: ['Asiakaspalvelu'] })
  expect((await agent.get(`/hallinta/henkilot/${leaver}/luovutus`)).text).toMatch(/<dd>Asiakaspalvelu<\/dd>[\s\S]*<p class="h">Salaiset<\/p>/)
  await give(agent, personId).expect(303) // to herself: no door to what is restricted
  const secret = await made.app.db.transaction().execute((trx) => ensureTeam(trx, 'Salaiset'))
  expect([await teamsOf(made.app.db, leaver), (await teamsOf(made.app.db, personId)).includes(secret)]).toEqual([[secret], false])
  expect(await made.app.db.selectFrom('told').where('person_id', '=', boss.personId).select(['message', 'href']).execute()).toEqual([{ message: 'upkeep.handOver.toldLeft', href: `/hallinta/henkilot/${leaver}/luovutus` }])
})

test('C-9: nothing is handed over from or to another municipality by a contact person, nor from an administrator', async () => {
  const { agent } = await signedIn(made.app, made.site, { role: 'contact', municipality: 'inari' }), before = await state(), boss = await admin(), inari = await addPerson(made.app, { municipality: 'inari' })
  expect([(await agent.get(`/hallinta/henkilot/${leaver}/luovutus`)).status, (await give(agent, heir)).status]).toEqual([404, 404])
  const own = await signedIn(made.app, made.site, { role: 'contact' })
  expect((await give(own.agent, inari)).status).toBe(422)
  expect((await own.agent.get(`/hallinta/henkilot/${boss.personId}/luovutus`)).status).toBe(403)
  expect(await state()).toEqual(before)
  expect(await made.app.db.selectFrom('change').where('action', '=', 'denied').select('subject_id').execute()).toEqual([{ subject_id: leaver }, { subject_id: leaver }, { subject_id: boss.personId }])
  for (const saaja of ['', 'x', String(leaver), '999']) expect((await own.agent.post(`/hallinta/henkilot/${leaver}/luovutus`).type('form').send({ saaja })).status, saaja).toBe(422)
})
