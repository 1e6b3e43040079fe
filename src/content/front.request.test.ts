import { beforeEach, expect, test } from 'vitest'
import { addItem, startedPath } from '../onboarding/fixtures/started-path.ts'
import { openTask, tell } from '../people/inbox/inbox.queries.ts'
import { ensureTeam } from '../people/people.queries.ts'
import { sessionCookie, signedIn } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'

let s: Awaited<ReturnType<typeof stage>>
beforeEach(async () => { s = await stage() })

/** Aino is on a path in Salla; Bertta works there too and sees the same pages. Both have been on the front page before. */
async function stage() {
  const { app, site, moveClock } = await testApp()
  moveClock('2026-01-08T08:00:00Z')
  const path = await startedPath(app, site, { date: '2026-01-05', work: [] }), bertta = await signedIn(app, site, { municipality: 'salla', name: 'Bertta Lukija' })
  const aino = { agent: path.employee.agent, personId: path.employee.personId }
  for (const { agent, personId } of [aino, bertta]) agent.jar.setCookie(`${await sessionCookie(app, personId)}; Path=/`, '127.0.0.1', '/')
  return { app, site, path, aino, bertta }
}
type Someone = typeof s.aino
const front = async ({ agent }: Someone) => (await agent.get('/')).text
const write = <Result>(act: (trx: Parameters<Parameters<ReturnType<typeof s.app.db.transaction>['execute']>[0]>[0], at: string) => Promise<Result>) =>
  s.app.db.transaction().execute((trx) => act(trx, s.app.now().toISOString()))
/** What of the front page is the reader's own. */
const own = (html: string) => ({
  onboarding: html.includes('h-perehdytys'), late: /\d+ tehtävää? myöhässä/.test(html), acks: /id="h-kuitattavat"/.test(html), news: html.includes('class="btn" href="/oma/kuulumiset"'),
  questions: html.includes('class="btn" href="/kysymykset"'), work: html.includes('class="btn" href="/oma/tyot"'),
})
const NOTHING = { onboarding: false, late: false, acks: false, news: false, questions: false, work: false }

test('C-4: two people who see the same pages see their own lists only, whoever comes first', async () => {
  const id = await addItem(s.app, { title: 'Tietosuoja' }), ryhma = await write((trx) => ensureTeam(trx, 'Omistajat'))
  await s.app.db.insertInto('mandatory').values({ item_id: id, network_wide: 1, from_on: '2026-01-05', due_on: '2026-01-19', keep_months: 12, made_by: null, ended_on: null }).execute()
  const { revision_id } = await s.app.db.selectFrom('item_text').where('item_id', '=', id).select('revision_id').executeTakeFirstOrThrow()
  await s.app.db.insertInto('acknowledgement').values({ item_id: id, person_id: s.bertta.personId, revision_id, acknowledged_on: '2026-01-07' }).execute()
  await write((trx, at) => tell(trx, at, [s.aino.personId], { message: 'onboarding.told.question', href: '/oma/kuulumiset' }))
  await write((trx, at) => openTask(trx, at, { personId: s.aino.personId }, { key: 'koe', message: 'onboarding.told.question', href: '/oma/tyot' }))
  await s.app.db.insertInto('question').values({ asker_id: s.aino.personId, team_id: ryhma, item_id: null, text: 'Missä avain on?', search: '', lang: 'fi', state: 'open', created_at: s.app.now().toISOString(), settled_at: null, settled_by: null, found_at: null }).execute()
  const everything = { onboarding: true, late: true, acks: true, news: true, questions: true, work: true }
  for (const order of [[s.aino, s.bertta], [s.bertta, s.aino], [s.aino, s.bertta]]) for (const someone of order)
    expect(own(await front(someone)), String(someone.personId)).toEqual(someone === s.aino ? everything : { ...NOTHING, questions: true })
  // the rest is the same to the byte
  const [hers, his] = [await front(s.aino), await front(s.bertta)]
  expect(hers.slice(0, hers.indexOf('id="oikea"'))).toBe(his.slice(0, his.indexOf('id="oikea"')))
})

test('what changes in her own lists shows at once, also when nothing is written to the change log', async () => {
  expect(own(await front(s.bertta))).toEqual(NOTHING)
  await write((trx, at) => tell(trx, at, [s.bertta.personId], { message: 'onboarding.told.question', href: '/oma/kuulumiset' }))
  expect(await front(s.bertta)).toContain('class="btn" href="/oma/kuulumiset"')
  await s.bertta.agent.post('/oma/kuulumiset/luettu').type('form').send({})
  expect(own(await front(s.bertta))).toEqual(NOTHING)
  const before = await front(s.aino)
  for (const task of ['V2', 'V3']) await s.aino.agent.post(`/perehdytys/tehtava/${s.path.tasks[task]}/merkinta`).type('form').send({ tila: 'tehty' })
  expect([before.includes('class="late"'), (await front(s.aino)).includes('class="late"')]).toEqual([true, false])
})

test('a new page shows at once, and a sentence after an act once, with her own part beside it and to nobody else', async () => {
  await front(s.bertta)
  await addItem(s.app, { title: 'Aivan uusi ohje' })
  expect(await front(s.bertta)).toContain('Aivan uusi ohje')
  const said = /<p class="toast">/
  s.aino.agent.jar.setCookie('viesti=people.saved; Path=/', '127.0.0.1', '/')
  const first = await front(s.aino)
  expect([said.test(first), own(first).onboarding]).toEqual([true, true])
  expect([said.test(await front(s.aino)), said.test(await front(s.bertta)), (await s.bertta.agent.head('/')).status]).toEqual([false, false, 200])
})

test('C-4, C-9: what is restricted to a team and what waits on a page of one’s own draft is on no other front page', async () => {
  const board = await write((trx) => ensureTeam(trx, 'Johtoryhmä')), member = await signedIn(s.app, s.site, { municipality: 'salla', teams: ['Johtoryhmä'] })
  await addItem(s.app, { title: 'Johtoryhmän muistio', restrictedTeamId: board })
  const writer = await signedIn(s.app, s.site, { role: 'editor', municipality: 'salla' }), colleague = await signedIn(s.app, s.site, { role: 'editor', municipality: 'salla' })
  const draft = await addItem(s.app, { title: 'Kesken', state: 'draft' })
  await s.app.db.updateTable('item').set({ created_by: writer.personId }).where('id', '=', draft).execute()
  await s.app.db.insertInto('question').values({ asker_id: writer.personId, team_id: board, item_id: draft, text: 'Onko tämä oikein?', search: '', lang: 'fi', state: 'open', created_at: s.app.now().toISOString(), settled_at: null, settled_by: null, found_at: null }).execute()
  for (const { agent } of [member, s.bertta, member]) expect((await agent.get('/')).text.includes('Johtoryhmän muistio')).toBe(agent === member.agent)
  for (const { agent } of [writer, colleague, writer]) expect((await agent.get('/')).text.includes('class="btn" href="/kysymykset"')).toBe(agent === writer.agent)
  await s.app.db.deleteFrom('team_member').where('person_id', '=', member.personId).execute()
  expect((await member.agent.get('/')).text).not.toContain('Johtoryhmän muistio')
})
