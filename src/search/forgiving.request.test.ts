import type { Express } from 'express'
import request from 'supertest'
import { beforeAll, expect, test } from 'vitest'
import { prepareText } from '../content/prepare-text.ts'
import { createItem } from '../content/save-item.ts'
import type { AppContext } from '../context.ts'
import { ensureTeam } from '../people/people.queries.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { sampleItem } from '../testing/sample-item.ts'
import { addPerson, apiToken, signedIn } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'

let app: AppContext, site: Express, token: string, reader: Awaited<ReturnType<typeof signedIn>>['agent']

async function add(title: string, body: string, lang = 'fi') {
  await app.db.transaction().execute(async (trx) => {
    const input = sampleItem({ title, body, lang, subjects: [], roles: [], ownerTeamId: await ensureTeam(trx, 'Asiakaspalveluryhmä') })
    await createItem(trx, app.now().toISOString(), SYSTEM, input, prepareText(input))
  })
}
const page = async (q: string, more = '') => (await reader.get(`/haku?${new URLSearchParams({ q }).toString()}${more}`).expect(200)).text
const answer = async (q: string) =>
  (await request(site).get(`/api/v1/search?${new URLSearchParams({ q }).toString()}`).set('Authorization', `Bearer ${token}`).expect(200)).body as { results: { title: string }[]; also: { how: string }[] }

const PAGES: [string, string, string?][] = [
  ['Aseman avain', 'Säilytä avain lukollisessa kaapissa.'],
  ['Ruokailu', 'Mikroaaltouunin saa käyttöön tauon ajaksi.'],
  ['Päivystys', 'Soita numeroon 040 123 4567, jos hälytin soi. Kirjoita lisäksi raportti.\n\n## Sen jälkeen\n\nLukitse varasto.'],
  ['Kokoushuone', 'Tilavarauksen tekee vahtimestari.'],
  ['Lahjoitukset', 'Kysy numerosta (016) 362 2463. Lahjoitus oli 12 500 euroa, tili FI21 1234 5600 0007 85.'],
  ['Muitalus', 'Čoahkkin lea distaga.', 'se'],
]

beforeAll(async () => {
  ;({ app, site } = await testApp())
  ;({ agent: reader } = await signedIn(app, site, {}))
  token = await apiToken(app, await addPerson(app), 'read')
  for (const [title, body, lang] of PAGES) await add(title, body, lang)
})

test.each([
  ['letters are restored: ä and ö', 'halytin', 'Päivystys'],
  ['letters are restored: ä and ö in an inflected word', 'sailyttaa', 'Aseman avain'],
  ['letters are restored: Northern Sámi č', 'coahkkin', 'Muitalus'],
  ['a typing error is corrected by the words of the index', 'kokoushoune', 'Kokoushuone'],
  ['a typing error is corrected by the morphology, where the index has only the base form', 'mikroaaltoouuni', 'Ruokailu'],
  ['words written apart are joined', 'tila varaus', 'Kokoushuone'],
  ['a compound is found by a part of it', 'varaus', 'Kokoushuone'],
  ['a hyphen between is no hindrance', 'mikro-aaltouuni', 'Ruokailu'],
  ['a telephone number in other pieces', '0401 234567', 'Päivystys'],
  ['a telephone number without spaces', '0401234567', 'Päivystys'],
  ['a telephone number in two-digit groups', '04 01 23 45 67', 'Päivystys'],
  ['a telephone number with the country', '+358 40 123 4567', 'Päivystys'],
  ['a telephone number with the country, without spaces', '00358401234567', 'Päivystys'],
  ['a telephone number with hyphens and words', 'soita +358-40-123 4567', 'Päivystys'],
  ['a telephone number of which the text has the area code in brackets', '0163622463', 'Lahjoitukset'],
  ['a number that the text has in groups', '12500', 'Lahjoitukset'],
  ['an account number', 'fi2112345600000785', 'Lahjoitukset'],
  ['-kö', 'säilytetäänkö avainta', 'Aseman avain'],
  ['-ko', 'varastoko lukitaan', 'Päivystys'],
  ['-kin', 'avaintakin', 'Aseman avain'],
  ['-han', 'mikroaaltouunihan', 'Ruokailu'],
  ['-hän', 'hälytinhän', 'Päivystys'],
  ['-kohan', 'lahjoituksestakohan', 'Lahjoitukset'],
  ['-kaan', 'raporttiakaan', 'Päivystys'],
  ['spoken Finnish, without the last n', 'säilytetää', 'Aseman avain'],
  ['spoken Finnish, o for oi', 'kirjotetaan', 'Päivystys'],
  ['words of one page, wherever they stand on it', 'hälytin varasto', 'Päivystys'],
  ['a whole question', 'mistä saan avaimen kaappiin', 'Aseman avain'],
  ['fewer words when nothing has them all', 'mikroaaltouuni kuukäynti', 'Ruokailu'],
])('%s', async (_what, typed, title) => { expect((await answer(typed)).results[0]?.title).toBe(title) })

test.each([
  ['-s for -ssa', 'varastos', 'Päivystys'], ['-st for -sta', 'kaapist', 'Aseman avain'], ['-l for -lla', 'tauol', 'Ruokailu'], ['-lt for -lta', 'vahtimestarilt', 'Kokoushuone'], ['-ks for -ko', 'lukitaanks', 'Päivystys'],
  ['a long vowel for -ia', 'lahjoituksii', 'Lahjoitukset'], ['a long vowel for -oon', 'varastoo', 'Päivystys'],
])('spoken Finnish is a word of its own, not a typing error: %s', async (_what, typed, title) => {
  const { results, also } = await answer(typed)
  expect([results[0]?.title, also.filter(({ how }) => how !== 'synonym')]).toEqual([title, []])
})

test('what was looked for beside the words is said above the results, with the way back to the plain search', async () => {
  const html = (await page('kokoushoune')).replaceAll('&#x3D;', '=').replaceAll('&amp;', '&')
  expect(html.indexOf('Haettiin myös')).toBeGreaterThan(0)
  expect(html.indexOf('Haettiin myös')).toBeLessThan(html.indexOf('>Kokoushuone</'))
  expect(html).toContain('/haku?q=kokoushoune&tarkka=1')
  const exact = await page('kokoushoune', '&tarkka=1')
  expect(exact).toContain('Haettiin juuri näin')
  expect(exact).not.toContain('>Kokoushuone</')
})
