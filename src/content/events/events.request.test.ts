import { beforeAll, expect, test } from 'vitest'
import { testApp } from '../../testing/test-app.ts'
import { sampleItem } from '../../testing/sample-item.ts'
import { addPerson, signedIn } from '../../testing/sign-in.ts'
import { ensureTeam, municipalityBySlug } from '../../people/people.queries.ts'
import { recordChange, SYSTEM, type Actor } from '../../platform/changes/changes.queries.ts'
import { prepareText } from '../prepare-text.ts'
import { publishDue } from '../scheduling/publish-due.ts'
import { checkItem, createItem, restoreItem, reviseItem, trashItem, type ItemInput } from '../save-item.ts'

const { app, site, moveClock } = await testApp()
type Person = Awaited<ReturnType<typeof signedIn>>
let reader: Person, member: Person, aino: Actor, team = 0, secret = 0, places = { rovaniemi: 0, inari: 0 }
let seconds = 0
/** Each act a second after the one before. */
const at = () => {
  const moment = new Date(Date.parse('2026-01-02T03:05:00.000Z') + 1000 * ++seconds).toISOString()
  moveClock(moment)
  return moment
}
const inputs = new Map<number, ItemInput>()
async function add(title: string, more: Partial<ItemInput> = {}) {
  const input = sampleItem({ ownerTeamId: team, title, ...more }), { id } = await app.db.transaction().execute((trx) => createItem(trx, at(), aino, input, prepareText(input)))
  inputs.set(id, input)
  return id
}
async function revise(id: number, more: Partial<ItemInput>, actor = aino) {
  const input = { ...inputs.get(id)!, ...more }
  inputs.set(id, input)
  await app.db.transaction().execute((trx) => reviseItem(trx, at(), actor, id, null, input, prepareText(input)))
}
const shown = async (who: Person, query = '') => (await who.agent.get(`/tapahtumat${query}`)).text
/** Each row in words: title, who did what, and where. */
const rows = (html: string) => [...html.matchAll(/<li class="item">[\s\S]*?<h3[^>]*>([\s\S]*?)<\/h3><p class="muted">([\s\S]*?)<\/p>/g)].map(([, title, what]) => `${title}: ${what}`.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ').trim())

beforeAll(async () => {
  reader = await signedIn(app, site)
  member = await signedIn(app, site, { role: 'editor', teams: ['Oma tiimi', 'Salainen tiimi'] })
  await app.db.transaction().execute(async (trx) => { team = await ensureTeam(trx, 'Oma tiimi'); secret = await ensureTeam(trx, 'Salainen tiimi') })
  aino = { id: await addPerson(app, { role: 'editor', name: 'Aino Esimerkki', teams: ['Oma tiimi'] }), origin: '10.9.8.7', requestId: '' }
  places = { rovaniemi: (await municipalityBySlug(app.db, 'rovaniemi'))!.id, inari: (await municipalityBySlug(app.db, 'inari'))!.id }
})

test('an act is told in words: who did what to which page, when and why, the newest first', async () => {
  const id = await add('Kortti', { summary: 'Ensimmäinen versio' })
  await revise(id, { body: 'Uusi teksti', summary: 'Hinta muuttui' })
  await revise(id, { body: 'Uusi, teksti', summary: 'Pilkku', material: false })
  await app.db.transaction().execute((trx) => checkItem(trx, at(), aino, id))
  const html = await shown(reader)
  expect(rows(html).slice(0, 4)).toEqual(['Kortti: Aino Esimerkki tarkisti', 'Kortti: Aino Esimerkki muutti · Pilkku pieni muutos', 'Kortti: Aino Esimerkki muutti · Hinta muuttui', 'Kortti: Aino Esimerkki julkaisi · Ensimmäinen versio'])
  expect(html).toMatch(new RegExp(`href="/sivu/${id}-kortti"[\\s\\S]*<time datetime="2026-01-02T03:05:04.000Z">5.05</time>`))
  expect(html).not.toContain('10.9.8.7')
})

test('C-4, C-12: drafts, restricted, waiting and trashed pages are not there, nor what was done before a page was published; the team sees its own', async () => {
  await add('Keskeneräinen luonnos', { state: 'draft' })
  await add('Salainen sivu', { restrictedTeamId: secret })
  const waits = await add('Odottava sivu', { visibleFrom: '2026-02-01T06:00:00.000Z' })
  await revise(waits, { body: 'Vielä odottaessa', summary: 'Odotuksen aikana' })
  const draft = await add('Myöhemmin julkaistu', { state: 'draft', summary: 'Luonnoksen aikana' })
  await revise(draft, { body: 'Toinen luonnos', summary: 'Luonnosta korjattiin' })
  await revise(draft, { state: 'published', summary: 'Julki' })
  const gone = await add('Roskiin mennyt')
  await app.db.transaction().execute((trx) => trashItem(trx, at(), aino, gone))
  await app.db.transaction().execute(async (trx) => {
    for (const [action, type, subject] of [['onboarding-started', 'person', reader.personId], ['made-mandatory', 'item', draft], ['signed-in', 'session', 1], ['suggested', 'item', draft], ['role-changed', 'person', 1], ['message-saved', 'item', draft]] as const)
      await recordChange(trx, { at: at(), actor: aino, action, subject: { type, id: subject } })
    await recordChange(trx, { at: at(), actor: aino, action: 'revised', subject: { type: 'item', id: draft }, result: 'refused' })
  })
  const seen = rows(await shown(reader))
  expect(seen.filter((row) => /luonnos|Salainen|Odott|Roskiin/i.test(row))).toEqual([])
  expect(seen[0]).toBe('Myöhemmin julkaistu: Aino Esimerkki julkaisi · Julki')
  expect(rows(await shown(member)).filter((row) => /luonnos|Salainen|Odott|Roskiin/i.test(row))).toEqual(['Salainen sivu: Aino Esimerkki julkaisi · Ensimmäinen versio'])
  await app.db.transaction().execute((trx) => restoreItem(trx, at(), aino, gone))
  expect(rows(await shown(reader)).slice(0, 1)).toEqual(['Roskiin mennyt: Aino Esimerkki palautti'])
  moveClock('2026-02-01T06:00:00.000Z')
  await publishDue(app)
  const later = await signedIn(app, site)
  expect(rows(await shown(later)).filter((row) => /Odott/i.test(row))).toEqual(['Odottava sivu: Laavu julkaisi'])
})

test('C-13: kinds of acts and a municipality narrow the list; a municipality sees the network’s too; facts are among them', async () => {
  const inari = await add('Vain Inarissa', { networkWide: false, municipalityIds: [places.inari] }), here = await add('Vain Rovaniemellä', { networkWide: false, municipalityIds: [places.rovaniemi] })
  await app.db.insertInto('fact').values({ name: 'varausmaksu', type: 'text', label_fi: 'Varausmaksu', label_sv: 'Reserveringsavgift', label_en: '', created_at: at() }).execute()
  await app.db.transaction().execute(async (trx) => {
    await recordChange(trx, { at: at(), actor: aino, action: 'fact-changed', subject: { type: 'system', id: null }, detail: { fact: 'varausmaksu', municipality: places.inari, library: null, from: '2026-01-02' } })
    await recordChange(trx, { at: at(), actor: aino, action: 'supplement-written', subject: { type: 'item', id: here }, detail: { slot: 'maksut', lang: 'fi', municipality: places.rovaniemi, library: null, number: 1 } })
    await recordChange(trx, { at: at(), actor: SYSTEM, action: 'fact-deleted', subject: { type: 'system', id: null }, detail: { fact: 'vanha' } })
  })
  expect(rows(await shown(reader)).slice(0, 5)).toEqual([
    'vanha: Laavu poisti tiedon', 'Vain Rovaniemellä: Aino Esimerkki kirjoitti kuntaliitteen · Rovaniemi', 'Varausmaksu: Aino Esimerkki muutti tietoa · Inari',
    'Vain Rovaniemellä: Aino Esimerkki julkaisi · Ensimmäinen versio', 'Vain Inarissa: Aino Esimerkki julkaisi · Ensimmäinen versio',
  ])
  expect(rows(await shown(reader, '?teko=facts&kunta=rovaniemi'))).toEqual(['vanha: Laavu poisti tiedon'])
  expect(rows(await shown(reader, '?teko=supplements&kunta='))).toEqual(['Vain Rovaniemellä: Aino Esimerkki kirjoitti kuntaliitteen · Rovaniemi'])
  const ofInari = await shown(reader, '?teko=published&kunta=inari')
  expect([ofInari.includes('Vain Inarissa'), ofInari.includes('Vain Rovaniemellä'), ofInari.includes('>Kortti<')]).toEqual([true, false, true])
  expect([(await reader.agent.get(`/sivu/${inari}`)).status, (await reader.agent.get('/tapahtumat?teko=kaikki')).status, (await reader.agent.get('/tapahtumat?ennen=-1')).status, (await reader.agent.get('/tapahtumat?kunta=ei-ole')).status]).toEqual([302, 400, 400, 404])
})

test('pages of the list go on from an act: what is done meanwhile neither repeats nor leaves out a row; who was erased has no name', async () => {
  const id = await add('Pitkä historia')
  for (let n = 1; n <= 60; n++) await revise(id, { body: `Versio ${n}`, summary: `Muutos ${n}.` })
  const first = await shown(reader, '?teko=revised'), next = /href="(\/tapahtumat\?[^"]*ennen[^"]*)"/.exec(first)![1]!.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=')
  await revise(id, { body: 'Välissä', summary: 'Välissä tehty.' })
  const numbers = [first, (await reader.agent.get(next)).text].flatMap((html) => rows(html).map((row) => /Muutos (\d+)\./.exec(row)?.[1]).filter((number) => number !== undefined).map(Number))
  expect(numbers).toEqual(Array.from({ length: 60 }, (_, n) => 60 - n))
  await app.db.updateTable('change').set({ actor_id: 424242 }).where('subject_id', '=', id).where('action', '=', 'published').execute()
  await app.db.updateTable('revision').set({ author_id: null }).where('item_id', '=', id).execute()
  expect(rows(await shown(reader, '?teko=published'))[0]).toBe('Pitkä historia: Poistettu henkilö julkaisi · Ensimmäinen versio')
})
