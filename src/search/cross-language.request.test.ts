import type { Express } from 'express'
import request from 'supertest'
import { beforeAll, expect, test } from 'vitest'
import { prepareText } from '../content/prepare-text.ts'
import { createItem, reviseItem } from '../content/save-item.ts'
import type { AppContext } from '../context.ts'
import { ensureTeam } from '../people/people.queries.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { sampleItem } from '../testing/sample-item.ts'
import { addPerson, apiToken, signedIn } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'

let app: AppContext, site: Express, token: string, reader: Awaited<ReturnType<typeof signedIn>>['agent']

async function add(title: string, body: string, lang = 'fi', translation?: { title: string; body: string; lang: string }) {
  await app.db.transaction().execute(async (trx) => {
    const at = app.now().toISOString(), input = sampleItem({ title, body, lang, subjects: [], roles: [], ownerTeamId: await ensureTeam(trx, 'Asiakaspalveluryhmä') })
    const { id } = await createItem(trx, at, SYSTEM, input, prepareText(input))
    if (!translation) return
    const other = { ...input, ...translation }
    await reviseItem(trx, at, SYSTEM, id, null, other, prepareText(other))
  })
}
const answer = async (q: string) =>
  (await request(site).get(`/api/v1/search?${new URLSearchParams({ q }).toString()}`).set('Authorization', `Bearer ${token}`).expect(200)).body as { results: { title: string; lang: string }[]; also: { word: string; how: string }[] }
const titles = async (q: string) => (await answer(q)).results.map(({ title }) => title)

beforeAll(async () => {
  ;({ app, site } = await testApp())
  ;({ agent: reader } = await signedIn(app, site, {}))
  token = await apiToken(app, await addPerson(app), 'read')
  await add('Lastenkirjallisuuden hylly', 'Kirjat ovat aakkosissa.')
  await add('Äitienpäivä', 'Koristele ovi.')
  await add('Koulun vierailu', 'Opettaja sopii ajan.')
  await add('Lista', 'Mors dag firas i maj.', 'sv')
  await add('Kahvi', 'Keitä aamulla.', 'fi', { title: 'Kaffe', body: 'Koka på morgonen.', lang: 'sv' })
})

test.each([
  ['Swedish, by an alternative label of YSO', 'barnböcker', 'Lastenkirjallisuuden hylly'],
  ['English, in several words', "children's literature", 'Lastenkirjallisuuden hylly'],
  ['Northern Sámi, inflected', 'skuvllas', 'Koulun vierailu'],
  ['English, inflected', 'schools', 'Koulun vierailu'],
])('a word in another language leads to the Finnish text, and this is said: %s', async (_what, typed, title) => {
  const { results, also } = await answer(typed)
  expect(results[0]?.title).toBe(title)
  expect(also.some(({ how }) => how === 'synonym')).toBe(true)
})

test('a text in the typed language comes before what its word is called in Finnish', async () => { expect(await titles('mors dag')).toEqual(['Lista', 'Äitienpäivä']) })

test('what was added is said above the results, and can be left out', async () => {
  const html = (await reader.get('/haku?q=schools').expect(200)).text.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&')
  expect(html).toContain('Koulun vierailu')
  expect(html).toContain('Haettiin myös')
  expect(html).toContain('/haku?q=schools&tarkka=1')
  expect((await reader.get('/haku?q=schools&tarkka=1').expect(200)).text).not.toContain('Koulun vierailu')
})

test('an item in several languages is one result', async () => {
  expect((await answer('kaffe')).results).toEqual([expect.objectContaining({ title: 'Kaffe', lang: 'sv' })])
  expect((await answer('kahvi')).results).toEqual([expect.objectContaining({ title: 'Kahvi', lang: 'fi' })])
})

test('the about page names where the words of other languages come from, with licences and what was changed', async () => {
  const { text } = await reader.get('/tietoja').expect(200)
  for (const said of ['YSO', 'Kansalliskirjasto, Semanttisen laskennan tutkimusryhmä SeCo ja Sanastokeskus', 'GiellaLT', 'CC BY 4.0', 'muokattu hakua varten', 'https://creativecommons.org/licenses/by/4.0/deed.fi'])
    expect(text.replaceAll('&#x2F;', '/')).toContain(said)
})
