import type { Express } from 'express'
import request from 'supertest'
import { beforeAll, expect, test } from 'vitest'
import { prepareText } from '../content/prepare-text.ts'
import { createItem, type ItemInput } from '../content/save-item.ts'
import type { AppContext } from '../context.ts'
import { ensureTeam, municipalityBySlug } from '../people/people.queries.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { sampleItem } from '../testing/sample-item.ts'
import { addPerson, apiToken } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'
import { Problem } from './item-schema.ts'
import { SearchReply } from './search.api.routes.ts'

let app: AppContext, site: Express, reader: string, member: string, team: number
const call = (address: string, token = reader) => request(site).get(`/api/v1/search?${address}`).set('Authorization', `Bearer ${token}`)
const search = async (address: string, token = reader) => SearchReply.parse((await call(address, token).expect(200)).body)

async function add(different: Partial<ItemInput>): Promise<number> {
  const input = sampleItem({ ownerTeamId: team, subjects: [], roles: [], ...different }), text = prepareText(input)
  return app.db.transaction().execute(async (trx) => (await createItem(trx, app.now().toISOString(), SYSTEM, input, text)).id)
}

beforeAll(async () => {
  ;({ app, site } = await testApp())
  reader = await apiToken(app, await addPerson(app), 'read')
  member = await apiToken(app, await addPerson(app, { teams: ['Johtoryhmä'] }), 'read')
  team = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Johtoryhmä'))
})

test('P-4: a reply says where the words are, as text, and nothing that is not described', async () => {
  const id = await add({ externalId: 'ASP-01', title: 'Kortin <antaminen>', body: 'Alku.\n\n## Näin teet\n\nPyydä `<b>` henkilöllisyystodistus.', subjects: [{ label: 'kirjastokortit' }] })
  const { total, results, facets } = await search('q=henkil%C3%B6llisyystodistuksia')
  expect([total, results.length]).toEqual([1, 1])
  expect(results[0]).toEqual({
    id, externalId: 'ASP-01', title: 'Kortin <antaminen>', url: `${app.config.publicUrl}/sivu/${id}-kortin-antaminen#k-nain-teet`, section: 'Näin teet', anchor: 'k-nain-teet', kind: 'guide', lang: 'fi', municipality: null,
    snippet: [{ text: 'Pyydä <b> ', hit: false }, { text: 'henkilöllisyystodistus', hit: true }, { text: '.', hit: false }],
  })
  expect(facets).toEqual({ kind: [{ value: 'guide', count: 1 }], municipality: [], role: [], language: [{ value: 'fi', count: 1 }], subject: [{ value: 'kirjastokortit', count: 1 }] })
})

test('what was tried beside the typed words is said', async () => {
  await add({ title: 'Saavutettavuusseloste', body: 'Saavutettavuus.' })
  expect((await search('q=saavutetavuus')).also).toContainEqual({ word: 'saavutettavuus', how: 'typo' })
  expect((await search('q=saavutettavuus')).also).toEqual([])
})

test('P-5: limit, offset and the filters narrow the answer; the total stays whole', async () => {
  const inari = (await municipalityBySlug(app.db, 'inari'))!.id
  for (let n = 1; n <= 5; n++) await add({ title: `Lumilapio ${n}`, kind: n % 2 ? 'guide' : 'practice', ...(n === 1 ? { networkWide: false, municipalityIds: [inari] } : {}) })
  await add({ title: 'Lumilapio', lang: 'sv', body: 'Lumilapio.' })
  const ids = async (more: string) => (await search(`q=lumilapiot${more}`)).results.length
  expect([await ids(''), await ids('&limit=2'), await ids('&offset=4'), await ids('&kind=practice'), await ids('&lang=sv'), await ids('&municipality=salla'), await ids('&municipality=inari')]).toEqual([6, 2, 2, 2, 1, 5, 6])
  expect(await search('q=lumilapiot&limit=2')).toMatchObject({ total: 6 })
  expect((await search('q=lumilapiot&kind=guide&municipality=inari')).results.map(({ municipality }) => municipality)).toContain('inari')
})

test.each(['limit=1e9', 'limit=101', 'limit=0', 'limit=-1', 'limit=x', 'offset=-1', 'offset=99999999', 'limit=1&limit=2', 'q=b', 'kind=x', 'kind=guide&kind=qa', 'lang=xx', 'municipality=', 'sort=password'])('P-5, I-2: q=a&%s is refused', async (bad) => {
  expect(Problem.parse((await call(`q=a&${bad}`).expect(400)).body).status).toBe(400)
})

test('I-4, Q-6: signs of a query language, and nothing at all, are answered', async () => {
  for (const typed of ['', '"', '*', 'NEAR(', 'title:x', '-', '😀', 'a OR '.repeat(2000), "' or 1=1 --"]) {
    const answer = await call(new URLSearchParams({ q: typed }).toString())
    expect([typed.slice(0, 9), answer.status]).toEqual([typed.slice(0, 9), 200])
    SearchReply.parse(answer.body)
  }
})

test('Q-1, C-13: what only a team may see gives a reader no hit, total, facet or other spelling, and the team all of them', async () => {
  await add({ title: 'Kehityskeskustelumuistio', body: 'Salainen kultasuoni.', kind: 'practice', restrictedTeamId: team, subjects: [{ label: 'kultasuonet' }] })
  const nothing = { total: 0, results: [], facets: { kind: [], municipality: [], role: [], language: [], subject: [] }, also: [] }
  expect(await search('q=kultasuoni')).toEqual(nothing)
  expect(await search('q=kultasuuni')).toEqual(nothing)
  expect(await search('q=kultasuoni', member)).toMatchObject({ total: 1, facets: { subject: [{ value: 'kultasuonet', count: 1 }] } })
  expect((await search('q=kultasuuni', member)).also.map(({ word }) => word)).toContain('kultasuoni')
})
