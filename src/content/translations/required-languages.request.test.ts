import { expect, test } from 'vitest'
import { networkStage } from '../fixtures/network-stage.ts'

/** An editor of Inari who publishes through the form, and a translator of Northern Sámi. */
async function stage() {
  const network = await networkStage(), { as, db, idOf } = network, writer = await as('contact', 'inari', ['Asiakaspalvelu']), translator = await as('editor', 'salla', ['Saamen kääntäjät']), reader = await as('reader', 'inari')
  const team = async (name: string) => (await db.selectFrom('team').where('name', '=', name).select('id').executeTakeFirstOrThrow()).id, inari = await idOf('inari')
  await db.insertInto('translator_team').values({ language: 'se', team_id: await team('Saamen kääntäjät') }).execute()
  const fields = { otsikko: 'Kirjasto on suljettu perjantaina', teksti: 'Inarin kirjasto on suljettu 16.1.', laji: 'notice', kieli: 'fi', alku: '', versio: '0', vastuu: String(await team('Asiakaspalvelu')), koskee: 'kunnat', kunnat: String(inari), aiheet: '', tarkistus: '0', tyyppi: 'public', voimassa: '' }
  const send = (toiminto: string, more: object = {}) => writer.agent.post('/sivu/uusi').type('form').send({ ...fields, toiminto, ...more })
  const open = async () => (await db.selectFrom('task').where('closed_at', 'is', null).where('key', 'like', 'required-language:%').select('key').orderBy('key').execute()).map(({ key }) => key.split(':')[2])
  const publish = async () => Number(/\/sivu\/(\d+)/.exec((await send('julkaise')).headers['location'] as string)![1])
  return { ...network, writer, translator, reader, inari, send, publish, open }
}
const page = async ({ agent }: { agent: Awaited<ReturnType<typeof stage>>['writer']['agent'] }, id: number) => (await agent.get(`/sivu/${id}`).redirects(1)).text
const LANGUAGES = ['davvisámegiella', 'anarâškielâ', 'nuõrttsääʹmǩiõll']

test('a public notice for Inari without Sámi: its writer is told before and after, the translators get the work, and it stays until the translation is there', async () => {
  const { writer, translator, reader, send, publish, open, revise, inari } = await stage(), ahead = (await send('esikatsele')).text
  for (const name of LANGUAGES) expect(ahead).toContain(`${name} (Inari`)
  expect((await send('esikatsele', { tyyppi: 'news' })).text).not.toContain('Laki vaatii')
  const id = await publish(), shown = await page(writer, id)
  for (const name of LANGUAGES) expect(shown).toMatch(new RegExp(`puuttuu vaadittu kieli[\\s\\S]*${name}</a>, vaaditaan: Inari`))
  expect(await open()).toEqual(['se', 'smn', 'sms'])
  // the reader reads it in Finnish; what is missing is work of those who keep it
  const read = await page(reader, id)
  expect([read.includes('on suljettu 16.1.'), read.includes('puuttuu vaadittu kieli')]).toEqual([true, false])
  expect((await translator.agent.get('/oma/tyot')).text).toContain('Käännä julkinen tiedote: Kirjasto on suljettu perjantaina, davvisámegiella. Vaaditaan: Inari')
  expect((await writer.agent.get('/yllapito/kielet')).text).toContain('Vaadittu, puuttuu (Inari)')
  await revise(id, 'x', { title: 'x', lang: 'se', kind: 'notice', noticeType: 'public', networkWide: false, municipalityIds: [inari], reviewMonths: 0 })
  expect(await open()).toEqual(['smn', 'sms'])
  expect(await page(writer, id)).not.toMatch(/davvisámegiella<\/a>, vaaditaan/)
})

test('what a notice needs follows where it applies, however it came to apply there, also when only that changes', async () => {
  const { save, revise, open, inari, idOf } = await stage(), salla = await idOf('salla'), same = { kind: 'notice' as const, title: 'Kirjasto on suljettu perjantaina', networkWide: false, reviewMonths: 0 as const }
  const body = 'Kirjasto on suljettu 16.1.', id = await save({ ...same, body, noticeType: 'public', municipalityIds: [salla] })
  expect(await open()).toEqual([])
  await revise(id, body, { ...same, noticeType: 'public', municipalityIds: [salla, inari] })
  expect(await open()).toEqual(['se', 'smn', 'sms'])
  await revise(id, body, { ...same, noticeType: 'news', municipalityIds: [salla, inari] })
  expect(await open()).toEqual([])
  await revise(id, body, { ...same, noticeType: 'public', networkWide: true, municipalityIds: [] })
  expect(await open()).toEqual(['se', 'smn', 'sms'])
})

test('a draft asks nobody for work; once published, or back from the trash, it does', async () => {
  const { send, open, writer, translator, db } = await stage(), asked = async () => (await translator.agent.get('/oma/tyot')).text.includes('Käännä julkinen tiedote')
  const id = Number(/\/sivu\/(\d+)/.exec((await send('tallenna')).headers['location'] as string)![1])
  expect([await open(), await asked()]).toEqual([[], false])
  const form = (await writer.agent.get(`/sivu/${id}/muokkaa`)).text, alku = /name="alku" value="([^"]*)"/.exec(form)![1]!.replaceAll('&quot;', '"').replaceAll('&#x3D;', '=')
  const fields = { otsikko: 'Kirjasto on suljettu perjantaina', teksti: 'Inarin kirjasto on suljettu 16.1.', versio: '1', alku, vastuu: String((await db.selectFrom('item').where('id', '=', id).select('owner_team_id').executeTakeFirstOrThrow()).owner_team_id), koskee: 'kunnat', kunnat: /name="kunnat" value="(\d+)" checked/.exec(form)?.[1] ?? '', aiheet: '', tarkistus: '0', tyyppi: 'public', voimassa: '', muutos: 'Julkaistaan' }
  expect((await writer.agent.post(`/sivu/${id}/muokkaa`).type('form').send({ ...fields, toiminto: 'julkaise' })).status).toBe(303)
  expect([await open(), await asked()]).toEqual([['se', 'smn', 'sms'], true])
  await writer.agent.post(`/sivu/${id}/roskiin`).type('form').send({})
  expect(await asked()).toBe(false)
  await writer.agent.post(`/roskakori/${id}/palauta`).type('form').send({})
  expect([(await db.selectFrom('item').where('id', '=', id).select('state').executeTakeFirstOrThrow()).state, await asked()]).toEqual(['published', true])
})
