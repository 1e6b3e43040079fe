import { beforeAll, expect, test } from 'vitest'
import { prepareText } from '../content/prepare-text.ts'
import { createItem } from '../content/save-item.ts'
import { ensureTeam } from '../people/people.queries.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { signedIn } from '../testing/sign-in.ts'
import { sampleItem } from '../testing/sample-item.ts'
import { testApp } from '../testing/test-app.ts'

let made: Awaited<ReturnType<typeof testApp>>, open: number, secret: number, insider: Awaited<ReturnType<typeof signedIn>>
beforeAll(async () => {
  made = await testApp()
  const { app, site } = made
  insider = await signedIn(app, site, { role: 'editor', name: 'Aino Esimerkki' })
  const save = (title: string, restrictedTeamId: number | null, team: number) => app.db.transaction().execute(async (trx) => {
    const input = sampleItem({ title, restrictedTeamId, ownerTeamId: team })
    return (await createItem(trx, app.now().toISOString(), { ...SYSTEM, id: insider.personId, origin: '10.0.0.7' }, input, prepareText(input))).id
  })
  const team = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Johtoryhmä'))
  await app.db.insertInto('team_member').values({ team_id: team, person_id: insider.personId }).execute()
  ;[open, secret] = [await save('Avoin ohje', null, team), await save('Rajattu ohje', team, team)]
})

test('only the opening of a restricted item is noted: each time, in every channel, and to nobody’s sight but the administrator’s', async () => {
  const { app, site } = made, outsider = await signedIn(app, site, { role: 'editor' })
  for (let n = 0; n < 2; n++) await insider.agent.get(`/sivu/${secret}-rajattu-ohje`).expect(200)
  await insider.agent.get(`/sivu/${secret}/historia/1`).expect(200)
  await insider.agent.get(`/sivu/${open}-avoin-ohje`).expect(200)
  await outsider.agent.get(`/sivu/${secret}-rajattu-ohje`).expect(404)
  expect(await app.db.selectFrom('restricted_read').select(['person_id', 'item_id', 'channel']).orderBy('id').execute()).toEqual(['page', 'page', 'revision'].map((channel) => ({ person_id: insider.personId, item_id: secret, channel })))
  const admin = await signedIn(app, site, { role: 'admin' })
  expect((await admin.agent.get('/hallinta/loki').expect(200)).text).toContain(`/sivu/${secret}`)
})

test('an administrator narrows the log by act, person, page, day and result, and takes it along as a table', async () => {
  const { app, site } = made, { agent, personId } = await signedIn(app, site, { role: 'admin' })
  const contact = await signedIn(app, site, { role: 'contact' })
  await contact.agent.get('/hallinta/loki').expect(404)
  await contact.agent.get('/hallinta/loki.csv').expect(404)
  const rows = (text: string) => (/<tbody>([\s\S]*?)<\/tbody>/.exec(text)?.[1] ?? '').split('<tr>').length - 1
  const all = rows((await agent.get('/hallinta/loki')).text), of = async (query: string) => rows((await agent.get(`/hallinta/loki?${query}`).expect(200)).text)
  expect(await of('teko=published')).toBe(2)
  expect(await of(`teko=published&sivu=${open}`)).toBe(1)
  expect(await of(`kuka=${insider.personId}&teko=published`)).toBe(2)
  expect(await of('tulos=refused')).toBeGreaterThan(0)
  expect(await of('tulos=refused')).toBeLessThan(all)
  expect(await of('alkaen=2026-01-02&asti=2026-01-02&teko=published')).toBe(2)
  expect(await of('alkaen=2026-01-03')).toBe(0)
  await agent.get('/hallinta/loki?alkaen=eilen').expect(400)
  const csv = await agent.get('/hallinta/loki.csv?teko=published').expect(200)
  expect(csv.headers['content-disposition']).toContain('laavu-loki.csv')
  expect(csv.text.split('\r\n').filter((line) => line.includes(';published;'))).toHaveLength(2)
  expect(csv.text).toContain('Aino Esimerkki')
  expect(await app.db.selectFrom('change').where('action', '=', 'log-exported').select('actor_id').execute()).toEqual([{ actor_id: personId }])
})

test('L-4: the administrator sees that the chain is whole, and where it was broken', async () => {
  const { app, site } = made, { agent } = await signedIn(app, site, { role: 'admin' })
  expect((await agent.get('/hallinta/loki?tarkista=1')).text).toMatch(/Ketju on ehjä: \d+ riviä/)
  const { id } = await app.db.selectFrom('change').where('action', '=', 'published').select('id').executeTakeFirstOrThrow()
  await app.db.updateTable('change').set({ actor_id: null }).where('id', '=', id).execute()
  expect((await agent.get('/hallinta/loki?tarkista=1')).text).toContain(`Ketju katkeaa riviin ${id}`)
})
