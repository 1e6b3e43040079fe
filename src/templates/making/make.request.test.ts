import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { prepareText } from '../../content/prepare-text.ts'
import { createItem } from '../../content/save-item.ts'
import type { AppContext } from '../../context.ts'
import { ensureTeam } from '../../people/people.queries.ts'
import { SYSTEM } from '../../platform/changes/changes.queries.ts'
import { sampleItem } from '../../testing/sample-item.ts'
import { signedIn } from '../../testing/sign-in.ts'
import { testApp } from '../../testing/test-app.ts'
import { definitionOf, type TemplateDefinition } from '../template-definition.ts'
import { formOfWriting } from '../fixtures/form-of-writing.ts'
import { sampleTemplate } from '../fixtures/template-site.ts'
import { writingOf } from './template-writing.ts'

type Agent = Awaited<ReturnType<typeof signedIn>>['agent']
let app: AppContext, site: Express, editor: Agent, other: Agent, reader: Agent, team: number
const t02 = sampleTemplate('T02')

beforeAll(async () => {
  ({ app, site } = await testApp())
  editor = (await signedIn(app, site, { role: 'editor', teams: ['Viestintä'], name: 'Sari' })).agent
  other = (await signedIn(app, site, { role: 'editor', teams: ['Viestintä'], municipality: 'inari', name: 'Anni' })).agent
  reader = (await signedIn(app, site)).agent
  team = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Viestintä'))
})

const post = (agent: Agent, path: string, form: Record<string, string>) => agent.post(path).type('form').send(form)
const facts = () => ({ vastuu: String(team), koskee: 'verkosto', tarkistus: '12', aiheet: 'tiedottaminen', alku: '{}' })
const NEW: Record<string, string> = {
  nimi: 'Lumityöt pihassa', tarkoitus: 'Asiakas löytää oikean oven.', milloin: 'Kun piha on kiinni.', tilanne: 'closing', yleiso: 'public', 'kanava.web': '1', 'kanava.sms': '1', 'kieli.sv': 'none', 'kieli.en': 'recommended',
  'k.0.nimi': 'Kunta', 'k.0.tunnus': 'kunta', 'k.0.tyyppi': 'municipality', 'k.0.pakollinen': '1', 'k.0.esimerkki': 'Rovaniemi',
  'k.1.nimi': 'Päivä', 'k.1.tunnus': 'paiva', 'k.1.tyyppi': 'date', 'k.1.pakollinen': '1', 'k.1.esimerkki': '2026-12-05', 'k.1.ohje': 'Milloin lumityöt ovat.',
  'k.2.nimi': 'Ovet', 'k.2.tunnus': 'ovet', 'k.2.tyyppi': 'rows', 'k.2.s.0.nimi': 'Ovi', 'k.2.s.0.tunnus': 'ovi', 'k.2.s.0.tyyppi': 'text', 'k.2.esimerkki': 'takaovi\nsivuovi',
  't.fi.web.otsikko': 'Piha on kiinni {{kunta.missa}}', 't.fi.web.teksti': 'Lumityöt ovat {{paiva.milloin}}.\n{{#jos ovet}}\nKäytä näitä:\n{{#joka ovet}}\n- {{ovi}}\n{{/joka}}\n{{/jos}}',
  't.fi.sms.teksti': 'Piha kiinni {{paiva.lyhyt}}{{#jos ovet}}, käytä: {{ovet.luettelo}}{{/jos}}.', 't.en.web.otsikko': 'The yard is closed', 't.en.web.teksti': 'Snow is cleared {{paiva.milloin}}.', 't.en.sms.teksti': 'Yard closed {{paiva.lyhyt}}.',
}

describe('making a template', () => {
  test('it is checked and shown with its examples before it is saved', async () => {
    const { text } = await post(editor, '/viestipohjat/uusi', { ...NEW, ...facts(), 't.en.web.teksti': 'Closed {{paive}}.', toiminto: 'esikatsele' }).expect(200)
    expect(text).toContain('Kenttää ”paive” ei ole.')
    expect(text).toMatch(/Lumityöt ovat <span class="var">lauantaina 5\.12\.2026<\/span>/)
    expect(text).toContain('takaovi')
    expect(text).toContain('{{kunta.missa}}')
    expect(await app.db.selectFrom('item').where('kind', '=', 'template').selectAll().execute()).toEqual([])
  })

  test('saved, it is filled in like any other, found by its readers, and readable as a page', async () => {
    const { headers } = await post(editor, '/viestipohjat/uusi', { ...NEW, ...facts(), toiminto: 'julkaise' }).expect(303)
    expect((await post(editor, '/viestipohjat/uusi', { ...NEW, ...facts(), toiminto: 'julkaise' }).expect(303)).headers['location']).toBe(headers['location']) // sent twice is sent once
    const filled = await post(reader, headers['location']!, { kunta: 'rovaniemi', paiva: '2026-12-05', 'ovet.0.ovi': 'Takaovi' }).expect(200)
    expect(filled.text.replace(/<[^>]*>/g, '')).toMatch(/Piha on kiinni Rovaniemellä/)
    const id = Number(headers['location']!.split('/').at(-1))
    const page = await reader.get(`/sivu/${id}`).redirects(1).expect(200)
    expect(page.text).toContain('Milloin käytät pohjaa')
    expect(page.text).not.toContain('/muokkaa')
    expect((await editor.get(`/sivu/${id}`).redirects(1)).text).toContain(`href="/viestipohjat/${id}/muokkaa"`)
    expect((await reader.get('/viestipohjat')).text).toContain('Lumityöt pihassa')
  })

  test('with a mistake in a text it is not published: the mistake is told at the top, leads to the text, and everything typed stays', async () => {
    const { text } = await post(editor, '/viestipohjat/uusi', { ...NEW, ...facts(), 't.fi.sms.teksti': 'Kiinni {{paiva}}na', toiminto: 'julkaise' }).expect(422)
    expect(text).toContain('<title>Virhe: Uusi viestipohja')
    expect(text).toMatch(/<a href="#t-fi-sms-teksti">[^<]*Arvoon ei voi liittää päätettä/)
    expect(text).toContain('Kiinni {{paiva}}na</textarea>')
    // a draft may wait with it
    await post(editor, '/viestipohjat/uusi', { ...NEW, nimi: 'Kesken', ...facts(), 't.fi.sms.teksti': 'Kiinni {{paiva}}na', toiminto: 'tallenna' }).expect(303)
    expect((await reader.get('/viestipohjat')).text).not.toContain('Kesken</a>')
    expect((await post(editor, '/viestipohjat/uusi', { ...NEW, nimi: ' ', ...facts(), vastuu: '', toiminto: 'tallenna' }).expect(422)).text).toMatch(/href="#nimi">Kirjoita pohjan nimi.*href="#vastuu"/s)
  })

  test('fields are added, moved and taken away with buttons, keeping what was typed', async () => {
    const press = async (button: string) => (await post(editor, '/viestipohjat/uusi', { ...NEW, ...facts(), _kentta: button }).expect(200)).text
    const order = (html: string) => [...html.matchAll(/name="k\.(\d)\.tunnus" value="([^"]*)"/g)].map(([, , name]) => name)
    expect(order(await press('lisaa'))).toEqual(['kunta', 'paiva', 'ovet', ''])
    expect(await press('lisaa')).toMatch(/name="k\.3\.nimi"[^>]* autofocus/)
    expect(order(await press('alas.0'))).toEqual(['paiva', 'kunta', 'ovet'])
    expect(order(await press('ylos.2'))).toEqual(['kunta', 'ovet', 'paiva'])
    expect(order(await press('poista.1'))).toEqual(['kunta', 'ovet'])
    const column = await press('lisaa.2')
    expect(column).toContain('name="k.2.s.1.tunnus"')
    expect(column).toContain('Piha on kiinni {{kunta.missa}}')
    expect(order(await press('ylos.0'))).toEqual(['kunta', 'paiva', 'ovet'])
  })

  test('HTML and script in any part are text', async () => {
    const evil = '"><script>globalThis.ran=1</script>'
    const { text } = await post(editor, '/viestipohjat/uusi', { ...NEW, ...facts(), nimi: evil, tarkoitus: evil, 'k.1.nimi': evil, 'k.1.ohje': evil, 't.fi.web.teksti': evil, 'k.2.esimerkki': evil, toiminto: 'esikatsele' }).expect(200)
    expect(text).toContain('&lt;script&gt;globalThis')
    expect(text).not.toContain('<script>globalThis')
  })

  test('a reader cannot make one, and a form of another shape is refused', async () => {
    await reader.get('/viestipohjat/uusi').expect(404)
    await post(reader, '/viestipohjat/uusi', { ...NEW, ...facts(), toiminto: 'julkaise' }).expect(404)
    await post(editor, '/viestipohjat/uusi', { ...NEW, ...facts(), 'k.0.tyyppi': 'koodi' }).expect(400)
    await post(editor, '/viestipohjat/uusi', { ...NEW, ...facts(), toiminto: 'poista' }).expect(400)
  })
})

describe('changing a template', () => {
  async function add(definition: TemplateDefinition) {
    const input = sampleItem({ kind: 'template', externalId: null, title: definition.title, body: '', data: definition, ownerTeamId: team })
    return app.db.transaction().execute(async (trx) => (await createItem(trx, app.now().toISOString(), SYSTEM, input, prepareText(input))).id)
  }
  const stored = async (id: number) => definitionOf((await app.db.selectFrom('item').where('id', '=', id).select('data').executeTakeFirstOrThrow()).data)!
  const form = (change: (writing: ReturnType<typeof writingOf>) => void = () => undefined) => {
    const writing = writingOf(t02, t02.title)
    change(writing)
    return { ...formOfWriting(writing), ...facts(), muutos: 'Korjattiin', toiminto: 'tallenna' }
  }

  test('the form holds the whole template, and saving it unchanged changes nothing but what its translations follow', async () => {
    const id = await add(t02), { text } = await editor.get(`/viestipohjat/${id}/muokkaa`).expect(200)
    for (const { name } of t02.fields) expect(text).toContain(`value="${name}"`)
    await post(editor, `/viestipohjat/${id}/muokkaa`, { ...form(), versio: '1' }).expect(303)
    const { follows: _follows, ...after } = await stored(id)
    expect(after.fields).toEqual(t02.fields)
    expect(JSON.parse(JSON.stringify(after.texts))).toEqual(JSON.parse(JSON.stringify(t02.texts)))
  })

  test('a translation is out of date after its Finnish text changes, until its writer changes it or says that it is right', async () => {
    const id = await add(t02)
    const changed = (writing: ReturnType<typeof writingOf>) => { writing.texts.fi!.web!.body += '\nTervetuloa.' }
    await post(editor, `/viestipohjat/${id}/muokkaa`, { ...form(changed), versio: '1' }).expect(303)
    const opened = await editor.get(`/viestipohjat/${id}/muokkaa`)
    expect(opened.text.match(/Suomenkielinen teksti on muuttunut/g)).toHaveLength(2)
    const filled = await reader.get(`/viestipohjat/${id}`)
    expect(filled.text).toMatch(/Englanti<\/b>.*?vanhentunut/s)
    await post(editor, `/viestipohjat/${id}/muokkaa`, { ...form((writing) => { changed(writing); writing.texts.en!.web!.body += '\nWelcome.' }), versio: '2', 'ajan.sv.web': '1' }).expect(303)
    expect((await editor.get(`/viestipohjat/${id}/muokkaa`)).text).not.toContain('Suomenkielinen teksti on muuttunut')
    expect((await reader.get(`/viestipohjat/${id}`)).text).not.toContain('vanhentunut')
  })

  test('its name, purpose and use in other languages are shown to their readers in lists, choosing and filling; others see the Finnish, marked as such', async () => {
    const said = { 'nimi.sv': 'Snöskottning på gården', 'tarkoitus.sv': 'Kunden hittar rätt dörr.', 'milloin.sv': 'När gården är stängd.', 'nimi.en': 'Snow clearing', 'milloin.en': 'While the yard is closed.' }
    const { headers } = await post(editor, '/viestipohjat/uusi', { ...NEW, ...facts(), ...said, toiminto: 'julkaise' }).expect(303), address = headers['location']!, id = Number(address.split('/').at(-1))
    const [swedish, english] = await Promise.all((['sv', 'en'] as const).map(async (locale) => {
      const { agent, personId } = await signedIn(app, site)
      await app.db.updateTable('person').set({ locale }).where('id', '=', personId).execute()
      return agent
    })) as [Agent, Agent]
    expect((await swedish.get('/viestipohjat')).text).toMatch(/<h3><a href="[^"]*">Snöskottning på gården<\/a><\/h3><p>Kunden hittar rätt dörr\.<\/p>/)
    const list = (await english.get('/viestipohjat')).text
    expect(list).toMatch(/<h3><a href="[^"]*">Snow clearing<\/a><\/h3><p lang="fi">Asiakas löytää oikean oven\.<\/p>/)
    const filling = (await english.get(address)).text
    expect(filling).toMatch(/<h1>Snow clearing<\/h1>\s*<p class="intro" lang="fi">Asiakas löytää/)
    expect(filling).toMatch(/<p>While the yard is closed\.<\/p>/)
    expect((await reader.get(address)).text).toMatch(/<h1>Lumityöt pihassa<\/h1>/)
    expect((await swedish.get('/haku?q=snöskottning')).text).toContain('Snöskottning på gården')
    expect((await swedish.get(`/sivu/${id}?kieli=sv`).redirects(1)).text).toContain('När gården är stängd.')
    // a Finnish change leaves them behind, as work for the owner team until they are written or said to be right
    const tasks = async () => (await app.db.selectFrom('task').where('item_id', '=', id).where('closed_at', 'is', null).where('message', '=', 'templates.versionTask').selectAll().execute()).length
    const change = { ...NEW, ...facts(), ...said, milloin: 'Kun piha on kiinni koko päivän.', muutos: 'Tarkennettiin', toiminto: 'tallenna' }
    await post(editor, `${address}/muokkaa`, { ...change, versio: '1' }).expect(303)
    expect(await tasks()).toBe(2)
    expect((await editor.get(`${address}/muokkaa`)).text).toContain('Ruotsi: suomenkielinen nimi, tarkoitus tai käyttötilanne on muuttunut')
    await post(editor, `${address}/muokkaa`, { ...change, versio: '2', 'milloin.sv': 'När gården är stängd hela dagen.', 'ajan.en': '1' }).expect(303)
    expect(await tasks()).toBe(0)
    // a version needs its name, and does not silently go away
    expect((await post(editor, `${address}/muokkaa`, { ...change, versio: '3', 'nimi.sv': '' }).expect(422)).text).toMatch(/href="#nimi-sv">Tallennettua kieliversiota ei voi poistaa/)
    expect((await post(editor, '/viestipohjat/uusi', { ...NEW, ...facts(), 'tarkoitus.se': 'x', toiminto: 'julkaise' }).expect(422)).text).toMatch(/href="#nimi-se">Kirjoita nimi myös tällä kielellä/)
  })

  test('two who change it at once: what only one changed is brought together, what both changed is kept from both', async () => {
    const id = await add(t02)
    await post(other, `/viestipohjat/${id}/muokkaa`, { ...form((writing) => { writing.purpose = 'Annin tarkoitus'; writing.texts.en!.sms!.body = 'Annin tekstiviesti' }), versio: '1' }).expect(303)
    const mine = form((writing) => { writing.purpose = 'Sarin tarkoitus'; writing.when = 'Sarin hetki' })
    const { text } = await post(editor, `/viestipohjat/${id}/muokkaa`, { ...mine, versio: '1' }).expect(409)
    expect(text).toContain('Sarin tarkoitus</textarea>')
    expect(text).toContain('Annin tarkoitus')
    expect(text).toContain('Annin tekstiviesti</textarea>')
    expect(text).toContain('name="versio" value="2"')
    expect((await stored(id)).purpose).toBe('Annin tarkoitus')
  })

  test('every version is kept as it was, and an old one can be made the newest', async () => {
    const id = await add(t02)
    await post(editor, `/viestipohjat/${id}/muokkaa`, { ...form((writing) => { writing.fields = writing.fields.filter(({ name }) => name !== 'puhelin') }), versio: '1', toiminto: 'esikatsele' }).expect(200)
    await post(editor, `/viestipohjat/${id}/muokkaa`, { ...form((writing) => { writing.purpose = 'Uusi' }), versio: '1' }).expect(303)
    expect((await editor.get(`/viestipohjat/${id}/muokkaa?versio=1`).expect(200)).text).toContain(t02.purpose)
    await editor.get(`/viestipohjat/${id}/muokkaa?versio=9`).expect(404)
    expect((await editor.get(`/viestipohjat/${id}/muokkaa`)).text).toContain(`/viestipohjat/${id}/muokkaa?versio&#x3D;1`)
  })

  test('its history is that of any item: versions are compared in every part and language, and an old one is opened from there and taken back', async () => {
    const id = await add(t02), path = `/viestipohjat/${id}/muokkaa`
    const english = (writing: ReturnType<typeof writingOf>) => { writing.texts.en!.sms!.body += ' Welcome back.' }
    await post(editor, path, { ...form(), versio: '1' }).expect(303)
    await post(editor, path, { ...form(english), versio: '2' }).expect(303)
    // the text that a reader sees has not changed, and yet the versions are not the same
    expect((await reader.get(`/sivu/${id}/historia/2/3`)).text).not.toContain('Versioiden tekstit ovat samat')
    await post(editor, path, { ...form((writing) => { english(writing); writing.fields[0]!.help = 'Valitse oma kunta.'; writing.situation = '' }), versio: '3' }).expect(303)
    expect((await reader.get(`/sivu/${id}/historia`).expect(200)).text).toContain('Korjattiin')
    for (const page of [`/sivu/${id}/historia/2`, `/sivu/${id}/historia/2/3`]) {
      expect((await editor.get(page).expect(200)).text).toContain(`href="${path}?versio&#x3D;2"`)
      expect((await reader.get(page).expect(200)).text).not.toContain(path)
    }
    const { text } = await editor.get(`${path}?versio=2`).expect(200), differences = text.split('id="h-erot"')[1]!.split('name="versio"')[0]!
    expect([...differences.matchAll(/<summary>.*?<b>(.*?)<\/b>/g)].map(([, name]) => name)).toEqual(['Tilanne', 'Kentät', 'Tekstiviesti, englanti'])
    expect(differences).toMatch(/<div class="diff" lang="en">.*<ins> Welcome back\.<\/ins>/)
    expect(differences).toMatch(/<del>[^<]*<\/del><ins>[^<]*oma[^<]*<\/ins>/)
    expect((await editor.get(path)).text).not.toContain('h-erot')
    await post(editor, path, { ...form(), versio: '4', muutos: 'Palautettiin versio 2' }).expect(303)
    expect((await stored(id)).texts.en!.sms!.body).toBe(t02.texts.en!.sms!.body.trim())
    expect((await editor.get(`${path}?versio=2`)).text).not.toContain('h-erot')
  })

  test('C-9: who may not see it cannot open, change or preview it', async () => {
    const secret = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Kriisiryhmä'))
    const input = sampleItem({ kind: 'template', title: 'Salainen', body: '', data: t02, ownerTeamId: secret, restrictedTeamId: secret })
    const id = await app.db.transaction().execute(async (trx) => (await createItem(trx, app.now().toISOString(), SYSTEM, input, prepareText(input))).id)
    await editor.get(`/viestipohjat/${id}/muokkaa`).expect(404)
    await editor.get(`/viestipohjat/${id}/muokkaa?versio=1`).expect(404)
    await post(editor, `/viestipohjat/${id}/muokkaa`, { ...form(), versio: '1' }).expect(404)
    const { agent: member } = await signedIn(app, site, { role: 'editor', teams: ['Kriisiryhmä'] })
    await member.get(`/viestipohjat/${id}/muokkaa`).expect(200)
  })
})
