import { expect, test } from 'vitest'
import { networkStage } from '../fixtures/network-stage.ts'
import { adoptTranslations } from './adopt-translations.ts'

const BODY = 'Alku.\n\n## Ensin\n\nPyydä kortti.\n\n## Sitten\n\nKysy nimi.\n\n## Lopuksi\n\nKiitä.'
const SV = 'Början.\n\n## Först\n\nBe om kort.\n\n## Sedan\n\nFråga namn.'

async function stage() {
  const network = await networkStage(), { save, revise, as, db } = network
  const id = await save({ title: 'Kortti', body: BODY })
  await revise(id, SV, { title: 'Kort', lang: 'sv' })
  const editor = await as('editor', 'inari', ['Asiakaspalvelu']), reader = await as('reader', 'salla')
  const page = async (kieli = 'sv', agent = reader.agent) => (await agent.get(`/sivu/${id}-kort?kieli=${kieli}`)).text
  const tasks = () => db.selectFrom('task').where('closed_at', 'is', null).select(['key', 'message', 'team_id']).execute()
  return { ...network, id, editor, reader, page, tasks }
}
type Agent = Awaited<ReturnType<typeof stage>>['editor']['agent']
/** What a browser would send of the translator's page as it stands. */
async function formOf(agent: Agent, id: number, kieli = 'sv') {
  const html = (await agent.get(`/sivu/${id}/kaanna?kieli=${kieli}`)).text, form: Record<string, string> = {}
  for (const [, name, value] of html.matchAll(/<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"/g)) if (!name!.startsWith('seuraa') && name !== 'kieli' && name !== 'takaisin' && name !== 'q') form[name!] = value!.replaceAll('&#x3D;', '=')
  for (const [, name, text] of html.matchAll(/<textarea[^>]* name="(osa-\d+)"[^>]*>\n([\s\S]*?)<\/textarea>/g)) form[name!] = text!
  return { html, form }
}

test('the original changes: exactly the changed section of the translation is marked, in the reader’s language', async () => {
  const { page, revise, id } = await stage()
  expect(await page()).toContain('Fråga namn.')
  expect(await page()).not.toContain('stale-note')
  await revise(id, BODY.replace('Kysy nimi.', 'Kysy nimi ja osoite.'), { title: 'Kortti' })
  const html = await page()
  expect(html.match(/stale-note/g)).toHaveLength(1)
  expect(html).toMatch(/<section id="k-sedan"[^>]*><div class="sec-tools"><h2[^>]*>Sedan<\/h2>[\s\S]*?<\/div><p class="stale-note" lang="fi"><b>Voi olla vanhentunut/)
  await revise(id, BODY, { title: 'Kortti' }) // the words that the translation was made from are back
  expect(await page()).not.toContain('stale-note')
  await revise(id, BODY, { title: 'Asiakkaan kortti' })
  expect(await page()).toContain('Otsikko ja alku voivat olla vanhentuneet')
})

test('lists and results say which translation is behind, to those who read it and while it is', async () => {
  const { revise, as, id, search, db } = await stage(), swedish = await as('reader', 'salla'), finnish = await as('reader', 'salla'), said = 'Översättningen kan vara föråldrad'
  await db.updateTable('person').set({ locale: 'sv' }).where('id', '=', swedish.personId).execute()
  const marks = async ({ agent }: typeof swedish) => {
    await search()
    return Promise.all(['/selaa', '/haku?q=namn', '/haku?q=nimi'].map(async (path) => { const { text } = await agent.get(path); return [text.includes(`/sivu/${id}-`), text.includes(said) || text.includes('Käännös voi olla vanhentunut')] }))
  }
  const fresh = await marks(swedish)
  expect(fresh).toEqual([[true, false], [true, false], [true, false]])
  await revise(id, BODY.replace('Kysy nimi.', 'Kysy nimi ja osoite.'), { title: 'Kortti' })
  const behind = await marks(swedish), original = await marks(finnish)
  expect(behind.slice(0, 2)).toEqual([[true, true], [true, true]])
  expect(original[0]).toEqual([true, false])
  await revise(id, SV.replace('Fråga namn.', 'Fråga namn och adress.'), { title: 'Kort', lang: 'sv' })
  expect((await marks(swedish)).map(([, mark]) => mark)).toEqual([false, false, false])
})

test('a section that the translation lacks is read in Finnish, in its place and marked so; the head names the other languages', async () => {
  const { page } = await stage(), html = await page()
  expect(html).toMatch(/<article class="prose" lang="sv">[\s\S]*Fråga namn\.[\s\S]*<div class="passage" lang="fi"><p class="passage-note" lang="fi">Tätä kohtaa ei ole vielä ruotsiksi\. Se näytetään suomeksi\.<\/p><section id="alku-k-lopuksi"[\s\S]*Kiitä\./)
  for (const lang of ['fi', 'sv']) expect(html).toMatch(new RegExp(`<link rel="alternate" hreflang="${lang}" href="http[^"]*/sivu/\\d+-k[a-z]+\\?kieli&#x3D;${lang}">`))
  expect(await page('fi')).not.toContain('class="passage"')
  expect(await page('en')).toMatch(/englanniksi[\s\S]*<article class="prose" lang="fi">/)
})

test('the translator sees what changed word by word, and what she ticks follows the original from then on', async () => {
  const { editor, revise, id, page, tasks } = await stage()
  await revise(id, BODY.replace('Kysy nimi.', 'Kysy nimi ja osoite.').replace('Pyydä kortti.', 'Pyydä passi.'), { title: 'Kortti' })
  expect((await tasks()).map(({ key }) => key)).toEqual([`translation:${id}:sv`])
  const { html, form } = await formOf(editor.agent, id)
  expect(html).toContain('Kysy nimi<ins> ja osoite</ins>.')
  expect(html).toMatch(/Pyydä <del>kortti<\/del><ins>passi<\/ins>/)
  expect(form).toMatchObject({ otsikko: 'Kort', 'alku-0': '', 'osa-0': 'Början.', 'alku-2': 'k-sitten', 'osa-2': '## Sedan\n\nFråga namn.', 'osa-3': '## Lopuksi' })
  // "still right, nothing to change": no new revision, and the other section stays marked
  expect((await editor.agent.post(`/sivu/${id}/kaanna?kieli=sv`).type('form').send({ ...form, 'seuraa-1': '1' })).status).toBe(303)
  expect((await page()).match(/stale-note/g)).toHaveLength(1)
  const next = (await formOf(editor.agent, id)).form
  expect(next['versio']).toBe('1')
  // a typing error put right without ticking leaves the mark
  await editor.agent.post(`/sivu/${id}/kaanna?kieli=sv`).type('form').send({ ...next, 'osa-2': '## Sedan\n\nFråga namnet.' })
  expect((await page()).match(/stale-note/g)).toHaveLength(1)
  const last = (await formOf(editor.agent, id)).form
  await editor.agent.post(`/sivu/${id}/kaanna?kieli=sv`).type('form').send({ ...last, 'osa-2': '## Sedan\n\nFråga namn och adress.', 'seuraa-2': '1', 'osa-3': '## Till sist\n\nTacka.' })
  const done = await page()
  expect(done).toContain('Tacka.')
  expect(done).not.toMatch(/stale-note|class="passage"/)
  expect(await tasks()).toEqual([])
})

test('a new translation begins with the headings of the original; what is left untouched is not saved', async () => {
  const { editor, id, page, db } = await stage(), { form, html } = await formOf(editor.agent, id, 'en')
  expect(html).toContain('kääntämättä')
  expect(form).toMatchObject({ otsikko: '', versio: '0', 'osa-0': '', 'osa-1': '## Ensin', 'osa-3': '## Lopuksi' })
  expect((await editor.agent.post(`/sivu/${id}/kaanna?kieli=en`).type('form').send({ ...form, 'osa-2': '## Then\n\nAsk the name.' })).text).toContain('Kirjoita otsikko.')
  await editor.agent.post(`/sivu/${id}/kaanna?kieli=en`).type('form').send({ ...form, otsikko: 'Card', 'osa-2': '## Then\n\nAsk the name.' })
  expect(await db.selectFrom('revision').where('lang', '=', 'en').select(['title', 'body']).execute()).toEqual([{ title: 'Card', body: '## Then\n\nAsk the name.' }])
  const read = await page('en')
  expect(read).toMatch(/Pyydä kortti\.[\s\S]*Ask the name\.[\s\S]*Kiitä\./)
})

test('somebody saved first: both texts are kept and the page says so', async () => {
  const { editor, id, revise, db } = await stage(), { form } = await formOf(editor.agent, id)
  await revise(id, SV.replace('Fråga namn.', 'Fråga allt.'), { title: 'Kort', lang: 'sv' })
  const reply = await editor.agent.post(`/sivu/${id}/kaanna?kieli=sv`).type('form').send({ ...form, 'osa-2': '## Sedan\n\nMin egen mening.' })
  expect(reply.status).toBe(409)
  expect(reply.text).toMatch(/Joku tallensi käännöksen ennen sinua[\s\S]*Min egen mening\.[\s\S]*Fråga allt\./)
  expect(reply.text).toContain('name="versio" value="2"')
  expect(await db.selectFrom('revision').where('lang', '=', 'sv').select('number').execute()).toHaveLength(2)
})

test('the original went to the trash, or the language does not exist: a clear answer, and nothing typed is lost', async () => {
  const { editor, id, db } = await stage(), { form } = await formOf(editor.agent, id)
  await db.updateTable('item').set({ state: 'trashed', trashed_at: '2026-01-02T03:00:00.000Z' }).where('id', '=', id).execute()
  const reply = await editor.agent.post(`/sivu/${id}/kaanna?kieli=sv`).type('form').send({ ...form, 'osa-2': 'Min egen mening.' })
  expect([reply.status, /Alkutekstiä ei voi enää muokata[\s\S]*Min egen mening\./.test(reply.text)]).toEqual([409, true])
  const unknown = await editor.agent.get(`/sivu/${id}/kaanna?kieli=xx`)
  await db.updateTable('item').set({ state: 'published', trashed_at: null }).where('id', '=', id).execute()
  expect((await editor.agent.get(`/sivu/${id}-kortti?kieli=xx`)).text).toContain('Tätä ei ole vielä tällä kielellä; näytetään suomeksi.')
  expect([unknown.status, unknown.text.includes('Tällaista kieltä ei ole Laavussa')]).toEqual([404, true])
})

test('a language version has its own keeper: her team may translate it and nothing else of the item, and gets the work', async () => {
  const { editor, id, as, db, revise, tasks, save, idOf } = await stage()
  const salla = await as('editor', 'salla', ['Käännösryhmä']), only = await save({ title: 'Inarin oma', body: BODY, networkWide: false, municipalityIds: [await idOf('inari')] })
  await revise(only, SV, { title: 'Enares', lang: 'sv', networkWide: false })
  expect((await salla.agent.get(`/sivu/${only}/kaanna?kieli=sv`)).status).toBe(404)
  const team = (await db.selectFrom('team').where('name', '=', 'Käännösryhmä').select('id').executeTakeFirstOrThrow()).id, { form } = await formOf(editor.agent, only)
  expect((await editor.agent.post(`/sivu/${only}/kaanna?kieli=sv`).type('form').send({ ...form, vastuu: String(team) })).status).toBe(303)
  expect((await salla.agent.get(`/sivu/${only}/kaanna?kieli=sv`)).status).toBe(200)
  expect((await salla.agent.get(`/sivu/${only}/muokkaa?kieli=fi`)).status).toBe(404)
  expect((await salla.agent.get(`/sivu/${only}/kaanna?kieli=en`)).status).toBe(404)
  await db.updateTable('task').set({ closed_at: '2026-01-02T03:04:05.000Z' }).execute()
  await revise(only, BODY.replace('Alku.', 'Uusi alku.'), { title: 'Inarin oma', networkWide: false, municipalityIds: [await idOf('inari')] })
  expect(await tasks()).toMatchObject([{ key: `translation:${only}:sv`, team_id: team }])
  expect(id).toBeGreaterThan(0)
})

test('the law’s languages of a public notice come from where it applies; what is missing is shown and asked of the translators', async () => {
  const { editor, save, idOf, db, tasks, revise } = await stage(), inari = await idOf('inari'), salla = await idOf('salla')
  const notice = (slug: number[], given: object = {}) => save({ kind: 'notice', noticeType: 'public', title: 'Kirjasto suljettu', body: 'Suljettu.', networkWide: false, municipalityIds: slug, reviewMonths: 0, ...given })
  await db.transaction().execute(async (trx) => { await trx.insertInto('translator_team').values({ language: 'se', team_id: (await trx.insertInto('team').values({ name: 'Saamen kääntäjät', substitute_team_id: null }).returning('id').executeTakeFirstOrThrow()).id }).execute() })
  const inInari = await notice([inari]), inSalla = await notice([salla]), staff = await notice([inari], { noticeType: 'news' })
  const asked = (await tasks()).filter(({ message }) => message === 'translations.requiredTask')
  expect(asked.map(({ key }) => key).sort()).toEqual(['se', 'smn', 'sms'].map((lang) => `required-language:${inInari}:${lang}`))
  const saami = (await db.selectFrom('team').where('name', '=', 'Saamen kääntäjät').select('id').executeTakeFirstOrThrow()).id
  expect(asked.find(({ key }) => key.endsWith(':se'))?.team_id).toBe(saami)
  const shown = (await editor.agent.get(`/sivu/${inInari}-kirjasto-suljettu`)).text
  for (const name of ['davvisámegiella', 'anarâškielâ', 'nuõrttsääʹmǩiõll']) expect(shown).toContain(name)
  for (const id of [inSalla, staff]) expect((await editor.agent.get(`/sivu/${id}-kirjasto-suljettu`)).text).not.toContain('puuttuu vaadittu kieli')
  await revise(inInari, 'x', { title: 'x', lang: 'se', kind: 'notice', noticeType: 'public', networkWide: false, municipalityIds: [inari], reviewMonths: 0 })
  expect((await tasks()).filter(({ message }) => message === 'translations.requiredTask').map(({ key }) => key).sort()).toEqual(['smn', 'sms'].map((lang) => `required-language:${inInari}:${lang}`))
  const table = (await editor.agent.get('/yllapito/kielet')).text
  expect(table).toMatch(/Vaadittu, puuttuu \(Inari\)/)
  // the four municipalities of the Sámi homeland ask for Northern Sámi, Inari for its own two as well
  const everywhere = await notice([], { networkWide: true }), network = (await editor.agent.get(`/sivu/${everywhere}-kirjasto-suljettu`)).text
  expect(network).toMatch(/davvisámegiella[\s\S]*?vaaditaan: (?=[^<]*Enontekiö)(?=[^<]*Inari)(?=[^<]*Sodankylä)(?=[^<]*Utsjoki)/)
})

test('C-12, C-13: the table of languages counts only what the viewer sees', async () => {
  const { as, save, revise, db } = await stage(), other = await as('editor', 'salla', ['Toiset'])
  const hidden = await save({ title: 'Salainen ohje', body: BODY, restrictedTeamId: (await db.selectFrom('team').where('name', '=', 'Asiakaspalvelu').select('id').executeTakeFirstOrThrow()).id }, 'Salainen tiimi')
  await revise(hidden, SV, { title: 'Hemlig', lang: 'sv' })
  const draft = await save({ title: 'Luonnos ohje', body: BODY, state: 'draft' })
  await revise(draft, SV, { title: 'Utkast', lang: 'sv', state: 'draft' })
  const html = (await other.agent.get('/yllapito/kielet')).text
  expect(html).toContain('Kortti')
  expect(html).not.toMatch(/Salainen|Luonnos|Utkast|Hemlig/)
  expect(html).toMatch(/<td data-l="Kesken">1<\/td>/)
  expect((await other.agent.get(`/sivu/${hidden}/kaanna?kieli=sv`)).status).toBe(404)
})

test('translations from before sections were followed are taken to follow the original of their day', async () => {
  const { db, id, revise, moveClock, page } = await stage()
  moveClock('2026-01-02T03:14:05.000Z')
  await revise(id, BODY.replace('Kysy nimi.', 'Kysy nimi ja osoite.'), { title: 'Kortti' })
  await db.deleteFrom('translation_section').execute()
  await db.deleteFrom('translation').execute()
  await adoptTranslations({ db })
  await revise(id, BODY.replace('Kysy nimi.', 'Kysy nimi ja osoite.'), { title: 'Kortti', roles: ['kirjastoauto'] })
  expect((await page()).match(/stale-note/g)).toHaveLength(1)
})
