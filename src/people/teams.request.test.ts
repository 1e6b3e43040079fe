import { beforeEach, expect, test } from 'vitest'
import { addPerson, signedIn } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'
import { ensureTeam, teamById, teamsOf } from './people.queries.ts'

let made: Awaited<ReturnType<typeof testApp>>, team: number, other: number
beforeEach(async () => {
  made = await testApp()
  ;[team, other] = await made.app.db.transaction().execute(async (trx) => [await ensureTeam(trx, 'Asiakaspalvelu'), await ensureTeam(trx, 'Viestintä')] as const)
})
const contact = (teams = ['Asiakaspalvelu']) => signedIn(made.app, made.site, { role: 'contact', teams, name: 'Yhteys Henkilö' })
type Agent = Awaited<ReturnType<typeof signedIn>>['agent']
const save = (agent: Agent, fields: Record<string, string | string[]>, id = team) => agent.post(`/hallinta/tiimit/${id}`).type('form').send({ uusi: '', sijainen: '', ...fields })
const changes = () => made.app.db.selectFrom('change').select(['action', 'subject_type', 'subject_id', 'result']).where('action', 'in', ['teams-changed', 'substitute-changed', 'denied']).orderBy('id').execute()

test('a contact person takes her own people into her team and out of it, and says which team stands in', async () => {
  const { agent, personId } = await contact(), leaving = await addPerson(made.app, { teams: ['Asiakaspalvelu'] }), coming = await addPerson(made.app, { name: 'Uusi Jäsen' })
  expect((await agent.get(`/hallinta/tiimit/${team}`)).text).toContain('Uusi Jäsen, Rovaniemi')
  await save(agent, { naytetyt: [String(personId), String(leaving)], jasenet: [String(personId)], uusi: String(coming), sijainen: String(other) }).expect(303)
  expect([await teamsOf(made.app.db, personId), await teamsOf(made.app.db, leaving), await teamsOf(made.app.db, coming)]).toEqual([[team], [], [team]])
  expect((await teamById(made.app.db, team))!.substitute_team_id).toBe(other)
  expect(await changes()).toEqual([
    { action: 'teams-changed', subject_type: 'person', subject_id: leaving, result: 'done' }, { action: 'teams-changed', subject_type: 'person', subject_id: coming, result: 'done' },
    { action: 'substitute-changed', subject_type: 'team', subject_id: team, result: 'done' },
  ])
  expect((await agent.get('/hallinta/tiimit')).text).toMatch(/Asiakaspalvelu[\s\S]*2 henkilöä[\s\S]*Sijaistiimi: Viestintä/)
})

test('who came into the team meanwhile is not taken out by a form that did not show her', async () => {
  const { agent, personId } = await contact(), meanwhile = await addPerson(made.app, { teams: ['Asiakaspalvelu'] })
  await save(agent, { naytetyt: String(personId), jasenet: String(personId) }).expect(303)
  expect(await teamsOf(made.app.db, meanwhile)).toEqual([team])
})

test('C-9: people of another municipality are neither offered, nor taken in, nor taken out; the attempt is in the log', async () => {
  const { agent, personId } = await contact(), [foreign, member] = [await addPerson(made.app, { municipality: 'inari', name: 'Inarin Ihminen' }), await addPerson(made.app, { municipality: 'inari', teams: ['Asiakaspalvelu'] })]
  expect((await agent.get(`/hallinta/tiimit/${team}`)).text).not.toContain('Inarin Ihminen')
  expect((await save(agent, { uusi: String(foreign) })).status).toBe(404)
  expect((await changes()).at(-1)).toEqual({ action: 'denied', subject_type: 'team', subject_id: team, result: 'refused' })
  await save(agent, { naytetyt: [String(personId), String(member)], jasenet: String(personId) }).expect(303)
  expect([await teamsOf(made.app.db, foreign), await teamsOf(made.app.db, member)]).toEqual([[], [team]])
})

test('C-10: a contact person cannot let herself or anyone into a team that she is not in, and makes no teams', async () => {
  const { agent, personId } = await contact([])
  expect((await agent.get(`/hallinta/tiimit/${team}`)).text).not.toContain('<form method="post" action="/hallinta/tiimit')
  expect((await save(agent, { uusi: String(personId), sijainen: String(other) })).status).toBe(403)
  expect((await agent.post('/hallinta/tiimit').type('form').send({ nimi: 'Oma tiimi' })).status).toBe(404)
  expect([await teamsOf(made.app.db, personId), (await teamById(made.app.db, team))!.substitute_team_id]).toEqual([[], null])
})

test('the administrator makes teams and changes any; no team stands in for itself', async () => {
  const { agent } = await signedIn(made.app, made.site, { role: 'admin' }), foreign = await addPerson(made.app, { municipality: 'inari' })
  const added = await agent.post('/hallinta/tiimit').type('form').send({ nimi: 'Rekkukeskus' })
  expect(added.status).toBe(303)
  const twice = await agent.post('/hallinta/tiimit').type('form').send({ nimi: 'Rekkukeskus' })
  expect([twice.status, twice.text.includes('Sen niminen tiimi on jo')]).toEqual([422, true])
  await save(agent, { uusi: String(foreign) }).expect(303)
  expect(await teamsOf(made.app.db, foreign)).toEqual([team])
  for (const sijainen of [String(team), '999', 'x']) expect((await save(agent, { sijainen })).status, sijainen).toBe(400)
})
