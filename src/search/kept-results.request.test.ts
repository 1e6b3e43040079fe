import type { Express } from 'express'
import { beforeAll, expect, test } from 'vitest'
import type { AppContext } from '../context.ts'
import { prepareText } from '../content/prepare-text.ts'
import { createItem, reviseItem, trashItem, type ItemInput } from '../content/save-item.ts'
import { ensureTeam } from '../people/people.queries.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { sampleItem } from '../testing/sample-item.ts'
import { signedIn } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'

type Agent = Awaited<ReturnType<typeof signedIn>>['agent']
let app: AppContext, site: Express, reader: Agent, member: Agent, team: number, secret: number, asked = 0
const input = (different: Partial<ItemInput>) => sampleItem({ ownerTeamId: team, subjects: [], roles: [], ...different })
const write = <Result>(work: (trx: Parameters<Parameters<ReturnType<AppContext['db']['transaction']>['execute']>[0]>[0], at: string) => Promise<Result>) =>
  app.db.transaction().execute((trx) => work(trx, app.now().toISOString()))
const add = async (different: Partial<ItemInput>) => { const one = input(different), text = prepareText(one); return (await write((trx, at) => createItem(trx, at, SYSTEM, one, text))).id }
const countOf = (html: string) => Number(/<p role="status"><b>(\d+) osuma/.exec(html)?.[1] ?? 0)
const find = async (agent: Agent, q: string) => (await agent.get('/haku').query({ q }).expect(200)).text

beforeAll(async () => {
  ;({ app, site } = await testApp())
  team = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Johtoryhmä'))
  ;({ agent: reader } = await signedIn(app, site))
  ;({ agent: member } = await signedIn(app, site, { teams: ['Johtoryhmä'] }))
  for (let n = 0; n < 12; n++) await add({ title: `Palaute ${n}`, body: 'Palautteet luetaan viikoittain.' })
  secret = await add({ title: 'Salainen palaute', body: 'Palautteista yksi.', restrictedTeamId: team })
  const find = app.search.find.bind(app.search)
  app.search.find = (...query) => { asked++; return find(...query) }
})

test('Q-1, C-9: results kept for one person are not shown to another who sees less, in either order', async () => {
  for (const first of [member, reader]) {
    await find(first, 'palaute')
    const [seen, hidden] = [await find(member, 'palaute'), await find(reader, 'palaute')]
    expect([countOf(seen), seen.includes('Salainen')]).toEqual([13, true])
    expect([countOf(hidden), hidden.includes('Salainen')]).toEqual([12, false])
  }
})

test('results asked for again are sent as they were, until anything changes: a save, a trashed item and a right withdrawn count at once', async () => {
  await find(reader, 'palaute')
  const before = asked
  expect(countOf(await find(reader, 'palaute'))).toBe(12)
  expect(asked).toBe(before)
  const id = await add({ title: 'Palautelaatikko', body: 'Palautteet tyhjennetään.' })
  expect(countOf(await find(reader, 'palaute'))).toBe(13)
  await write((trx, at) => trashItem(trx, at, SYSTEM, id))
  expect(countOf(await find(reader, 'palaute'))).toBe(12)
  const open = input({ title: 'Salainen palaute', body: 'Palautteista yksi.' }), text = prepareText(open)
  await write((trx, at) => reviseItem(trx, at, SYSTEM, secret, null, open, text))
  expect(countOf(await find(reader, 'palaute'))).toBe(13)
  const shut = { ...open, restrictedTeamId: team }
  await write((trx, at) => reviseItem(trx, at, SYSTEM, secret, null, shut, text))
  expect(countOf(await find(reader, 'palaute'))).toBe(12)
  expect(asked).toBeGreaterThan(before)
})

test('an answer of few items is looked for each time', async () => {
  await find(reader, 'salainen')
  const before = asked
  await find(reader, 'salainen')
  expect(asked).toBeGreaterThan(before)
})

test('kept results are the same page for browsers that take it compressed and for those that do not, and the lesser reader’s own in both', async () => {
  const ask = async (agent: Agent, encoding: string) => agent.get('/haku').query({ q: 'palautteita' }).set('Accept-Encoding', encoding).expect(200)
  const [fresh, plain, zipped, again] = [await ask(member, 'identity'), await ask(member, 'identity'), await ask(member, 'gzip'), await ask(member, 'gzip')]
  expect([plain, zipped, again].map(({ headers }) => [headers['content-encoding'], headers['vary'], headers['cache-control']])).toEqual([undefined, 'gzip', 'gzip'].map((encoding) => [encoding, 'Accept-Encoding', 'no-store']))
  for (const { text } of [plain, zipped, again]) expect(text).toBe(fresh.text)
  expect(fresh.text).toContain('Salainen')
  expect((await ask(member, 'gzip;q=0')).headers['content-encoding']).toBeUndefined()
  for (let n = 0; n < 2; n++) expect((await ask(reader, 'gzip')).text).not.toContain('Salainen')
  expect((await member.head('/haku').query({ q: 'palautteita' }).set('Accept-Encoding', 'gzip').expect(200)).text ?? '').toBe('')
})
