import { beforeEach, expect, test } from 'vitest'
import { ensureTeam } from '../../people/people.queries.ts'
import { SYSTEM } from '../../platform/changes/changes.queries.ts'
import { sampleItem } from '../../testing/sample-item.ts'
import { sessionCookie, signedIn } from '../../testing/sign-in.ts'
import { testApp } from '../../testing/test-app.ts'
import { prepareText } from '../prepare-text.ts'
import { createItem } from '../save-item.ts'
import { DailyVoices } from './daily-voices.ts'

let made: Awaited<ReturnType<typeof testApp>>, id: number
beforeEach(async () => {
  made = await testApp()
  id = await made.app.db.transaction().execute(async (trx) => {
    const item = sampleItem({ ownerTeamId: await ensureTeam(trx, 'Asiakaspalvelu') })
    return (await createItem(trx, '2026-01-01T08:00:00.000Z', SYSTEM, item, prepareText(item))).id
  })
})
type Agent = Awaited<ReturnType<typeof signedIn>>['agent']
const say = (agent: Agent, auttoi: string, sanat = '') => agent.post(`/sivu/${id}/auttoiko?kieli=fi`).type('form').send({ auttoi, sanat })
const answers = () => made.app.db.selectFrom('help_answer').selectAll().execute()

test('"did this help" is kept with its words and the day, and with nothing that tells who answered', async () => {
  const { agent, personId } = await signedIn(made.app, made.site, { name: 'Lukija Lehto' }), before = await made.app.db.selectFrom('change').select('id').execute()
  const said = await say(agent, 'ei', 'Hinta puuttuu.')
  expect([said.status, said.headers['location']]).toEqual([303, `/sivu/${id}-kirjastokortin-antaminen?kieli=fi`])
  expect((await agent.get(said.headers['location']!)).text).toContain('Kiitos vastauksesta!')
  expect(await answers()).toEqual([{ id: 1, item_id: id, lang: 'fi', helped: 0, words: 'Hinta puuttuu.', day: '2026-01-02' }])
  expect(await made.app.db.selectFrom('change').select('id').execute()).toEqual(before)
  const owner = await signedIn(made.app, made.site, { teams: ['Asiakaspalvelu'] }), page = (await owner.agent.get(`/sivu/${id}/palaute`)).text
  expect(page).toMatch(/Kyllä: 0\. Ei: 1\.[\s\S]*Hinta puuttuu\./)
  expect([page.includes('Lukija Lehto'), page.includes(`henkilot/${personId}`)]).toEqual([false, false])
})

test('one person counts once a day on a page, and anew the next day and on another page', async () => {
  const { agent, personId } = await signedIn(made.app, made.site), second = await signedIn(made.app, made.site)
  for (let n = 0; n < 5; n++) expect((await say(agent, 'kylla')).status).toBe(303)
  await say(second.agent, 'ei')
  expect((await answers()).map(({ helped }) => helped)).toEqual([1, 0])
  made.moveClock('2026-01-02T22:30:00.000Z') // past midnight in Finland
  agent.jar.setCookie(`${await sessionCookie(made.app, personId)}; Path=/`, '127.0.0.1', '/')
  await say(agent, 'ei')
  expect(await answers()).toHaveLength(3)
})

test('voices of one day cannot be told apart on the next: the key is new', () => {
  const voices = new DailyVoices()
  expect([voices.isFirst(1, 1, '2026-01-02T10:00:00Z'), voices.isFirst(1, 1, '2026-01-02T11:00:00Z'), voices.isFirst(1, 2, '2026-01-02T11:00:00Z'), voices.isFirst(1, 1, '2026-01-03T10:00:00Z')]).toEqual([true, false, true, true])
})

test('words with a private number or too many are not kept, and the form says why', async () => {
  const { agent } = await signedIn(made.app, made.site)
  for (const [words, sentence] of [['Asiakas 131052-308T ei päässyt', 'Poista numero'], ['a'.repeat(1001), 'Lyhennä']] as const) {
    const refused = await say(agent, 'ei', words)
    expect([refused.status, refused.text.includes(sentence), refused.text.includes(words)]).toEqual([422, true, true])
  }
  expect(await answers()).toEqual([])
  expect((await say(agent, 'ehkä')).status).toBe(400)
})

test('readers outside the team do not see what others answered; writers do', async () => {
  const reader = await signedIn(made.app, made.site), writer = await signedIn(made.app, made.site, { role: 'editor' })
  expect((await reader.agent.get(`/sivu/${id}/palaute`)).status).toBe(404)
  expect((await reader.agent.get(`/sivu/${id}-kirjastokortin-antaminen`)).text).not.toContain('/palaute')
  expect((await writer.agent.get(`/sivu/${id}/palaute`)).status).toBe(200)
  expect((await writer.agent.get(`/sivu/${id}-kirjastokortin-antaminen`)).text).toContain(`/sivu/${id}/palaute`)
})

test('from what readers answered only those who may edit the page get to its editor', async () => {
  const member = await signedIn(made.app, made.site, { teams: ['Asiakaspalvelu'] }), writer = await signedIn(made.app, made.site, { role: 'editor' })
  expect((await writer.agent.get(`/sivu/${id}/palaute`)).text).toContain(`/sivu/${id}/muokkaa`)
  expect((await member.agent.get(`/sivu/${id}/palaute`).expect(200)).text).not.toContain(`/sivu/${id}/muokkaa`)
})
