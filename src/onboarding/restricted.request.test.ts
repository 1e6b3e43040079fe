import { beforeEach, expect, test } from 'vitest'
import { signedIn } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'
import { revise } from './fixtures/revise.ts'
import { addItem, PATH, startedPath } from './fixtures/started-path.ts'

type Someone = Awaited<ReturnType<typeof signedIn>>
let t: Awaited<ReturnType<typeof testApp>>, team: number, member: Someone
beforeEach(async () => {
  t = await testApp()
  t.moveClock('2026-01-05T08:00:00Z')
  member = await signedIn(t.app, t.site, { role: 'contact', municipality: 'salla', teams: ['Omistajat'] })
  team = (await t.app.db.selectFrom('team').where('name', '=', 'Omistajat').select('id').executeTakeFirstOrThrow()).id
})
/** Who opened what since the last look. */
async function noted() {
  const rows = await t.app.db.selectFrom('restricted_read').select(['person_id', 'item_id', 'channel']).orderBy('id').execute()
  await t.app.db.deleteFrom('restricted_read').execute()
  return rows
}
const status = async ({ agent }: Someone, address: string) => (await agent.get(address)).status

test('whoever opens a path that is restricted to a team, to read or to change it, is noted, with no word of it; of an open path nothing is', async () => {
  const open = await addItem(t.app, { kind: 'path', title: 'Avoin polku', data: PATH }), hidden = await addItem(t.app, { kind: 'path', title: 'Rajattu polku', data: PATH, restrictedTeamId: team })
  for (const rest of ['', '/muokkaa', '/tehtava/V1', '/paikalliset', '/paikallinen/uusi']) {
    expect([rest, await status(member, `/perehdytys/polku/${open}${rest}`), await noted()]).toEqual([rest, 200, []])
    expect([rest, await status(member, `/perehdytys/polku/${hidden}${rest}`), await noted()]).toEqual([rest, 200, [{ person_id: member.personId, item_id: hidden, channel: 'page' }]])
  }
  await member.agent.post('/perehdytys/polku/uusi').type('form').send({ otsikko: 'Kopio', vastuu: String(team), pohja: String(hidden) })
  expect(await noted()).toEqual([{ person_id: member.personId, item_id: hidden, channel: 'page' }])
  const outside = await signedIn(t.app, t.site, { role: 'contact', municipality: 'salla' })
  expect([await status(outside, `/perehdytys/polku/${hidden}`), await noted()]).toEqual([404, []])
})

test('so is whoever reads what changed in a restricted guide, of a task or of what is to be acknowledged', async () => {
  const path = await startedPath(t.app, t.site), guide = (await t.app.db.selectFrom('item').where('external_id', '=', 'KORTTI').select('id').executeTakeFirstOrThrow()).id
  await t.app.db.insertInto('team_member').values({ team_id: team, person_id: path.employee.personId }).onConflict((known) => known.doNothing()).execute()
  await t.app.db.insertInto('mandatory').values({ item_id: guide, network_wide: 1, from_on: '2026-01-05', due_on: '2026-01-19', keep_months: 12, made_by: null, ended_on: null }).execute()
  const own = (await path.employee.agent.get(`/sivu/${guide}`).redirects(1)).text
  await path.employee.agent.post(`/kuitattavat/${guide}`).type('form').send({ versio: /name="versio" value="(\d+)"/.exec(own)![1] })
  await path.employee.agent.post(`/perehdytys/tehtava/${path.tasks['V2']}/merkinta`).type('form').send({ tila: 'tehty' })
  await revise(t.app, 'KORTTI', 'Aivan toinen ohje.')
  await path.employee.agent.get('/perehdytys/oma')
  const pages = [`/perehdytys/tehtava/${path.tasks['V2']}/muutokset`, `/kuitattavat/${guide}/muutokset`]
  for (const page of pages) expect([page, await status(path.employee, page), await noted()]).toEqual([page, 200, []])
  await t.app.db.updateTable('item').where('id', '=', guide).set({ restricted_team_id: team }).execute()
  for (const page of pages) expect([page, await status(path.employee, page), await noted()]).toEqual([page, 200, [{ person_id: path.employee.personId, item_id: guide, channel: 'revision' }]])
  for (const page of pages) expect([page, await status(path.mentor, page), await noted()]).toEqual([page, 404, []]) // she is not in the team
})
