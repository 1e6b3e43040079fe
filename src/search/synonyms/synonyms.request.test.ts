import type { Express } from 'express'
import { beforeAll, expect, test } from 'vitest'
import { prepareText } from '../../content/prepare-text.ts'
import { createItem } from '../../content/save-item.ts'
import type { AppContext } from '../../context.ts'
import { ensureTeam } from '../../people/people.queries.ts'
import { SYSTEM } from '../../platform/changes/changes.queries.ts'
import { sampleItem } from '../../testing/sample-item.ts'
import { signedIn } from '../../testing/sign-in.ts'
import { testApp } from '../../testing/test-app.ts'
import { failedByKey, insertFailed, SHOWN_FROM, updateFailed } from '../failed/failed.queries.ts'
import { allSynonyms, loadSynonyms, updateSynonym } from './synonyms.queries.ts'

type Agent = Awaited<ReturnType<typeof signedIn>>['agent']
let app: AppContext, site: Express, editor: Agent, reader: Agent

async function add(title: string, body: string, restrictedTeamId: number | null = null) {
  await app.db.transaction().execute(async (trx) => {
    const input = sampleItem({ title, body, subjects: [], roles: [], restrictedTeamId, ownerTeamId: restrictedTeamId ?? (await ensureTeam(trx, 'Asiakaspalveluryhmä')) })
    await createItem(trx, app.now().toISOString(), SYSTEM, input, prepareText(input))
  })
}
const LIST = '/hallinta/hakusanat'
const post = (address: string, fields: Record<string, string>, agent = editor) => agent.post(address).type('form').send(fields)
const lineId = async (typed: string) => (await allSynonyms(app.db)).find((line) => line.typed === typed)!.id
const revisionIn = (html: string) => /name="nahty" value="(\d+)"/.exec(html)![1]!
const found = async (q: string) => (await reader.get(`/haku?${new URLSearchParams({ q }).toString()}`).expect(200)).text
const changes = async () => (await app.db.selectFrom('change').where('action', 'like', 'synonym-%').select(['action', 'detail']).orderBy('id').execute()).map(({ action, detail }) => `${action} ${detail}`)

beforeAll(async () => {
  ;({ app, site } = await testApp())
  await loadSynonyms(app)
  ;({ agent: editor } = await signedIn(app, site, { role: 'editor' }))
  ;({ agent: reader } = await signedIn(app, site, {}))
  const secret = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Johtoryhmä'))
  await add('Läppärin lainaaminen', 'Kannettava tietokone lainataan kirjastokortilla.')
  await add('Salainen kannettava', 'Johtoryhmän kannettava tietokone.', secret)
})

test('the list shows the lines that came with Laavu to an editor, and a reader does not find it', async () => {
  const { text } = await editor.get(LIST).expect(200)
  expect(text).toContain('hetu, sotu')
  expect(text).toContain('tuli Laavun mukana')
  await reader.get(LIST).expect(404)
})

test('a line is tried out without being saved: only the searches whose results change are shown, and nothing that the editor may not see', async () => {
  const { text } = await post(`${LIST}/uusi`, { kirjoitetaan: 'härveli, zumba', tarkoittaa: 'kannettava', tee: 'esikatsele' }).expect(200)
  expect(text).toContain('Kokeiltiin rivin sanoja')
  expect(text.split('<section class="stack" aria-labelledby="esikatselu">')[1]).toContain('Läppärin lainaaminen')
  expect(text).toContain('value="härveli, zumba"')
  expect(text).not.toContain('Salainen')
  expect(await found('härveli')).not.toContain('Läppärin lainaaminen')
  expect((await post(`${LIST}/uusi`, { kirjoitetaan: 'härveli', tarkoittaa: 'xyzzy', tee: 'esikatsele' })).text).toContain('Sen tulokset pysyvät ennallaan')
})

test('a failed search that a line would answer is among those tried', async () => {
  await app.db.transaction().execute(async (trx) => {
    await insertFailed(trx, { key: 'vempele', typed: 'vempeleet', first_day: '2026-01-01', counted_by: '' })
    await updateFailed(trx, (await failedByKey(trx, 'vempele'))!.id, { askers: SHOWN_FROM })
  })
  expect((await post(`${LIST}/uusi`, { kirjoitetaan: 'vempele', tarkoittaa: 'kannettava', tee: 'esikatsele' })).text).toContain('>vempeleet</a>')
})

test('a saved line works in the next search, in any inflection, and one way only', async () => {
  await post(`${LIST}/uusi`, { kirjoitetaan: 'härveli', tarkoittaa: 'kannettava tietokone', tee: 'tallenna' }).expect(303).expect('Location', LIST)
  const html = await found('härveliä')
  expect(html).toContain('Läppärin lainaaminen')
  expect(html).toContain('kannettava tietokone')
  expect((await changes()).at(-1)).toBe(`synonym-added {"synonym":${await lineId('härveli')}}`)
  await add('Härveli', 'Tämä härveli surisee.')
  expect(await found('kannettavat tietokoneet')).not.toContain('surisee')
})

test('a line that works both ways does so; a change and a removal work at once', async () => {
  const id = await lineId('härveli'), seen = revisionIn((await editor.get(`${LIST}/${id}`).expect(200)).text)
  await post(`${LIST}/${id}`, { kirjoitetaan: 'härveli', tarkoittaa: 'kannettava tietokone', molemmin: '1', nahty: seen, tee: 'tallenna' }).expect(303)
  expect(await found('kannettavat tietokoneet')).toContain('surisee')
  const next = revisionIn((await editor.get(`${LIST}/${id}`)).text)
  await post(`${LIST}/${id}/poisto`, { nahty: next }).expect(303)
  expect(await found('kannettavat tietokoneet')).not.toContain('surisee')
  await editor.get(`${LIST}/${id}`).expect(404)
  expect((await changes()).slice(-2)).toEqual([`synonym-changed {"synonym":${id}}`, `synonym-removed {"synonym":${id}}`])
})

test('two who change the same line: the later is told, nothing is saved, and what she typed is kept', async () => {
  const id = await lineId('leffa'), seen = revisionIn((await editor.get(`${LIST}/${id}`)).text), before = (await changes()).length
  await app.db.transaction().execute((trx) => updateSynonym(trx, app.now().toISOString(), null, id, Number(seen), { typed: 'leffa', said: 'filmi', bothWays: false }))
  for (const tee of ['tallenna', 'esikatsele']) {
    const { text } = await post(`${LIST}/${id}`, { kirjoitetaan: 'leffa, raina', tarkoittaa: 'elokuva', nahty: seen, tee }).expect(409)
    expect(text).toContain('value="leffa, raina"')
    expect(text).toContain('leffa → filmi')
  }
  await post(`${LIST}/${id}/poisto`, { nahty: seen }).expect(409)
  expect((await allSynonyms(app.db)).find((line) => line.id === id)).toMatchObject({ typed: 'leffa', said: 'filmi' })
  expect(await changes()).toHaveLength(before)
})

test('a line without words, or with a run of five, is shown again with the reason', async () => {
  const { text } = await post(`${LIST}/uusi`, { kirjoitetaan: 'yksi kaksi kolme neljä viisi', tarkoittaa: ' ,; ', tee: 'tallenna' }).expect(422)
  expect(text).toContain('enintään neljä sanaa')
  expect(text).toContain('Kirjoita ainakin yksi sana.')
  expect(text).toContain('<title>Virhe:')
})

test('lines that come with Laavu are added once: what has been changed or removed stays so', async () => {
  const id = await lineId('hetu, sotu')
  await post(`${LIST}/${id}/poisto`, { nahty: '1' }).expect(303)
  const before = await allSynonyms(app.db)
  await loadSynonyms(app)
  expect(await allSynonyms(app.db)).toEqual(before)
  expect(before.some(({ typed }) => typed === 'hetu, sotu')).toBe(false)
  expect(before.find(({ typed }) => typed === 'leffa')).toMatchObject({ said: 'filmi' })
})
