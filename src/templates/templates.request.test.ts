import { beforeAll, describe, expect, test } from 'vitest'
import { prepareText } from '../content/prepare-text.ts'
import { createItem } from '../content/save-item.ts'
import { ensureTeam } from '../people/people.queries.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { sampleItem } from '../testing/sample-item.ts'
import { signedIn } from '../testing/sign-in.ts'
import { exampleForm, sampleTemplate, send, templateSite } from './fixtures/template-site.ts'

const CODES = Array.from({ length: 15 }, (_, index) => `T${String(index + 1).padStart(2, '0')}`)
type Agent = Awaited<ReturnType<typeof signedIn>>['agent']

let world: Awaited<ReturnType<typeof templateSite>>, inari: Agent, utsjoki: Agent, rovaniemi: Agent, guide: number
const address = (code: string) => world.address(code)
const formOf = (code: string, municipality = 'inari') => exampleForm(sampleTemplate(code), municipality)
/** The form after its reader has gone ahead without the languages that are missing. */
async function ahead(agent: Agent, path: string, form: Record<string, string>): Promise<Record<string, string>> {
  const { text } = await send(agent, `${path}/kaannostilaus`, { ...form, _tilaus_syy: 'hurry' }).expect(200)
  return { ...form, _tilattu: /name="_tilattu" value="(\d+)"/.exec(text)![1]! }
}
/** The text that the page shows, without its marks. */
const textOf = (html: string, id: string) => new RegExp(`id="${id}">(.*?)</div>`, 's').exec(html)?.[1]?.replace(/<[^>]*>/g, '')

beforeAll(async () => {
  world = await templateSite(CODES)
  const person = async (municipality: string) => (await signedIn(world.app, world.site, { municipality })).agent
  inari = await person('inari')
  utsjoki = await person('utsjoki')
  rovaniemi = await person('rovaniemi')
  guide = await world.app.db.transaction().execute(async (trx) => {
    const input = sampleItem({ externalId: 'VIE-08', title: 'Milloin tiedotetaan saameksi', ownerTeamId: await ensureTeam(trx, 'Viestintä') })
    return (await createItem(trx, world.app.now().toISOString(), SYSTEM, input, prepareText(input))).id
  })
})

describe.each(CODES)('%s', (code) => {
  test('opens for a reader, with her own municipality chosen and its required Sámi languages shown', async () => {
    const definition = sampleTemplate(code), isPublic = definition.languages.audience === 'public'
    for (const [agent, slug, missing] of [[inari, 'inari', 'Puuttuu: pohjoissaame, inarinsaame ja koltansaame'], [utsjoki, 'utsjoki', definition.fields.some(({ type }) => type === 'municipality') ? 'Puuttuu: pohjoissaame<' : 'Puuttuu: pohjoissaame, inarinsaame ja koltansaame']] as const) {
      const { text } = await agent.get(address(code)).expect(200)
      expect(text.includes(missing)).toBe(isPublic)
      if (definition.fields.some(({ type }) => type === 'municipality')) expect(text).toContain(`<option value="${slug}" selected>`)
      expect(text).not.toContain('aria-invalid')
    }
  })

  test('filled in with its examples, every text is ready for Inari and Utsjoki', async () => {
    const definition = sampleTemplate(code)
    for (const [agent, slug] of [[inari, 'inari'], [utsjoki, 'utsjoki']] as const) {
      const { text } = await send(agent, address(code), formOf(code, slug)).expect(200)
      const count = Object.values(definition.texts).flatMap((channels) => Object.keys(channels)).length
      expect(text.match(/<article class="ver"/g)).toHaveLength(count)
      expect(text).not.toMatch(/class="gap"|aria-invalid/)
      expect(text.match(/valmis<\/span><\/header>/g)).toHaveLength(count)
    }
  })
})

describe('the list', () => {
  test('shows what each template is for, its channels and languages, and what the law asks for that is missing here', async () => {
    const { text } = await rovaniemi.get('/viestipohjat').expect(200)
    expect(text.match(/class="template-row"/g)).toHaveLength(15)
    const row = (html: string, title: string) => html.split('class="template-row"').find((part) => part.includes(title))!
    expect(row(text, 'Kirjasto suljettu yllättäen')).toMatch(/Asiakas ei tule turhaan.*Tekstiviesti.*Suomi, ruotsi ja englanti/s)
    expect(row(text, 'Kirjasto suljettu yllättäen')).not.toContain('Puuttuu')
    // A message of the whole network concerns the Sámi homeland too.
    expect(row(text, 'Verkkokirjaston tai Kohan')).toContain('Puuttuu: pohjoissaame, inarinsaame ja koltansaame')
    expect(row((await inari.get('/viestipohjat')).text, 'Kirjasto suljettu yllättäen')).toContain('Puuttuu: pohjoissaame, inarinsaame ja koltansaame')
  })

  test('is grouped by situation, and its box asks the search for templates', async () => {
    const id = await world.add({ ...sampleTemplate('T14'), id: 'X1', title: 'Varaukset myöhässä', situation: 'transport' })
    const { text } = await inari.get('/viestipohjat').expect(200)
    expect(text).toMatch(new RegExp(`<h2 id="h-transport">Kirjastoauto ja kuljetukset</h2>(?:(?!<h2).)*/viestipohjat/${id}"`, 's'))
    expect(text).toMatch(/action="\/haku".*name="laji" value="template"/s)
    const found = (await inari.get('/haku').query({ q: 'varauksien myöhästyminen', laji: 'template' }).expect(200)).text
    expect(found).toContain('Varaukset myöhässä')
    expect(found).not.toContain('Milloin tiedotetaan saameksi')
    await inari.get('/viestipohjat?jarjestys=muu').expect(400)
    await world.app.db.updateTable('item').set({ state: 'trashed' }).where('id', '=', id).execute()
  })
})

test('a template that is restricted to a team is not found by others, in any way', async () => {
  const teamId = await world.app.db.transaction().execute((trx) => ensureTeam(trx, 'Kriisiryhmä'))
  const id = await world.add({ ...sampleTemplate('T12'), id: 'X2' }, { title: 'Salainen pohja', restrictedTeamId: teamId })
  const { agent: member } = await signedIn(world.app, world.site, { municipality: 'inari', teams: ['Kriisiryhmä'] })
  expect((await member.get(`/viestipohjat/${id}`).expect(200)).text).toContain('Salainen pohja')
  expect((await member.get('/viestipohjat')).text).toContain('Salainen pohja')
  const form = { ...formOf('T12'), _kieli: 'fi' }
  await send(member, `/viestipohjat/${id}/juliste`, await ahead(member, `/viestipohjat/${id}`, form)).expect(200)
  await inari.get(`/viestipohjat/${id}`).expect(404)
  for (const act of ['', '/juliste', '/tekstit', '/word', '/paketti', '/tallenna', '/kaannostilaus', '/monelle', '/kaytto']) await send(inari, `/viestipohjat/${id}${act}`, form).expect(404)
  expect((await inari.get('/viestipohjat')).text).not.toContain('Salainen pohja')
})

test('what is no template is not found, and a template without fields is only read', async () => {
  await inari.get(`/viestipohjat/${guide}`).expect(404)
  for (const id of ['0', '1e3', 'abc', '999999', '../1']) await inari.get(`/viestipohjat/${id}`).expect(404)
  const id = await world.add(sampleTemplate('T14'), { externalId: null, title: 'Pelkkä teksti', data: { fields: 'rikki' } })
  expect((await inari.get(`/viestipohjat/${id}`).expect(303)).headers['location']).toBe(`/sivu/${id}`)
  expect((await inari.get('/viestipohjat')).text).toMatch(new RegExp(`href="/sivu/${id}-[^"]*">Pelkkä teksti`))
})

describe('what bad input gets', () => {
  const t02 = () => formOf('T02')

  test('I-1: an empty form is shown again with each mistake at its field and in the list above, which leads there', async () => {
    const { text } = await send(inari, address('T02'), {}).expect(422)
    expect(text).toContain('<title>Virhe: Kirjasto suljettu yllättäen – Laavu</title>')
    expect(text).toMatch(/<a href="#k-paiva"><span>Sulkupäivä<\/span>: Täytä tämä kohta\.<\/a>/)
    expect(text).toMatch(/<p class="err-msg" id="k-paiva-e">.*?Täytä tämä kohta\./)
    expect(text).toMatch(/id="k-paiva"[^>]*aria-describedby="k-paiva-h k-paiva-e" aria-invalid="true"/)
    expect(text).toMatch(/<a href="#k-syy"><span>Syy<\/span>: Valitse tähän vaihtoehto\.<\/a>/)
  })

  test('while someone is still writing, an empty field is no mistake and a wrong value is one', async () => {
    const { text } = await send(inari, address('T02'), { kunta: 'inari', verkkokirjasto: 'javascript:alert(1)', _elava: '1' }).expect(200)
    expect(text).not.toContain('Täytä tämä kohta')
    expect(text).toMatch(/id="k-verkkokirjasto-e">.*?Kirjoita koko osoite/)
    expect((await send(inari, address('T02'), { kunta: 'inari', _elava: '1', _tarkistettu: '1' }).expect(200)).text).toContain('Täytä tämä kohta')
  })

  test('a wrong order of dates names the other field, and both values stay', async () => {
    const { text } = await send(inari, address('T02'), { ...t02(), paiva: '2026-12-05', arvioitu_avaus: '2026-12-04' }).expect(422)
    expect(text).toContain('Tämä ei voi olla aikaisemmin kuin kohta ”Sulkupäivä”. Tarkista kumpikin.')
    expect(text).toMatch(/name="paiva" type="date" value="2026-12-05"/)
    expect(text).toMatch(/name="arvioitu_avaus" type="date" value="2026-12-04"/)
  })

  test('I-9: a date that is not in the calendar is kept as it was typed', async () => {
    const { text } = await send(inari, address('T02'), { ...t02(), paiva: '31.2.2026' }).expect(422)
    expect(text).toMatch(/name="paiva" type="text" value="31\.2\.2026"/)
    expect(text).toContain('Kirjoita päivä, joka on kalenterissa, näin: 30.11.2026.')
  })

  test('10,000 characters are told to be too many, and stay; a long SMS says how many messages it takes', async () => {
    const long = 'a'.repeat(10_000)
    const { text } = await send(inari, address('T02'), { ...t02(), 'korvaava_palvelu.fi': long }).expect(422)
    expect(text).toContain('Suomi: Tässä saa olla enintään 300 merkkiä. Lyhennä tekstiä.')
    expect(text).toContain(`value="${long}"`)
    const place = (await send(inari, address('T02'), { ...t02(), 'toimipiste.fi': 'pitkä nimi '.repeat(27) }).expect(200)).text
    expect(place).toMatch(/4\d\d \/ 459 merkkiä, 3 viestiä/)
    expect(place).toContain('Teksti vie 3 tekstiviestiä. Lyhennä, enintään 2 on sopiva.')
    expect((await send(inari, address('T02'), { ...t02(), 'toimipiste.fi': 'Čáhcesuolu' })).text).toContain('Nämä merkit laskevat rajan 160:stä 70 merkkiin: Č á')
  })

  test('I-8, M-11: HTML, script and template marks are text in the fields, the messages, the poster and the mail link', async () => {
    const evil = '"><script>globalThis.ran=1</script>{{kunta}}{{#jos syy}}\' onclick=\'x'
    const form = { ...formOf('T06'), 'tapahtuma.fi': evil, 'jarjestajat.fi': evil }
    const { text } = await send(inari, address('T06'), form).expect(200)
    expect(text).not.toContain('<script>globalThis')
    expect(text.match(/<script(?! type="module" src="\/static\/)/g)).toBeNull()
    expect(textOf(text, 't-web-fi')).toContain('{{kunta}}{{#jos syy}}')
    expect(text).toContain('Tekstissä on HTML-merkintä. Se näkyy viestissä sellaisenaan.')
    expect(text).toContain('Merkit {{ eivät täyty tässä. Ne näkyvät viestissä sellaisinaan.')
    const poster = await send(inari, `${address('T06')}/juliste`, await ahead(inari, address('T06'), { ...form, _kieli: 'fi' })).expect(200)
    expect(poster.text).not.toContain('<script>globalThis')
    expect(poster.text).toContain('<title>&quot;&gt;&lt;script&gt;')
  })

  test('I-12: line breaks in a value cannot begin another header of a mail', async () => {
    const form = { ...formOf('T06'), 'tapahtuma.fi': 'Ilta\r\nBcc: a@b.example' }
    const { text } = await send(inari, address('T06'), await ahead(inari, address('T06'), form)).expect(200)
    const subject = /href="mailto:\?subject&#x3D;([^&]*)&amp;body/.exec(text)![1]!
    expect(decodeURIComponent(subject)).toContain('Ilta Bcc: a@b.example')
    expect(subject).not.toMatch(/%0[AD]/i)
  })

  test('I-2: a name that comes twice is refused, and an unknown poster language too', async () => {
    await inari.post(address('T02')).type('form').send('syy=sahko&syy=vesi').expect(400)
    await send(inari, `${address('T02')}/juliste`, { ...t02(), _kieli: 'xx' }).expect(400)
    await send(inari, `${address('T02')}/juliste`, { ...t02(), _kieli: 'se' }).expect(404)
  })

  test('I-1: a megabyte in one field is answered, and more than the form may hold is refused', async () => {
    await send(inari, address('T02'), { ...t02(), 'korvaava_palvelu.fi': 'a'.repeat(1_000_000) }).expect(422)
    await send(inari, address('T02'), { ...t02(), 'korvaava_palvelu.fi': 'a'.repeat(3_800_000) }).expect(413)
  })

  test('a field that the template has lost is shown with its value, and is in no text', async () => {
    const { text } = await send(inari, address('T02'), { ...t02(), vanha_kentta: 'tärkeä <b>tieto</b>' }).expect(200)
    expect(text).toContain('Pohja on muuttunut')
    expect(text).toContain('<b>vanha_kentta</b>: tärkeä &lt;b&gt;tieto&lt;/b&gt;')
    expect(textOf(text, 't-web-fi')).not.toContain('tärkeä')
  })
})

describe('rows', () => {
  const form = () => ({ ...formOf('T01'), 'poikkeukset.0.paiva': '2026-12-04' })

  test('a row is added and taken away with a button, keeping what was typed and complaining of nothing', async () => {
    const added = (await send(inari, address('T01'), { ...form(), _rivi: 'lisaa.poikkeukset' }).expect(200)).text
    expect(added.match(/class="row-set"/g)).toHaveLength(4)
    expect(added).toMatch(/name="poikkeukset\.3\.paiva"[^>]* autofocus/)
    expect(added).not.toContain('aria-invalid')
    const removed = (await send(inari, address('T01'), { ...form(), _rivi: 'poista.poikkeukset.0' }).expect(200)).text
    expect(removed.match(/class="row-set"/g)).toHaveLength(2)
    expect(removed).toMatch(/name="poikkeukset\.0\.paiva" type="date" value="2026-12-05"/)
    expect(textOf(removed, 't-web-fi')).not.toContain('4.12.2026')
  })

  test('a mistake in a row is told at its own column', async () => {
    const { text } = await send(inari, address('T01'), { ...form(), 'poikkeukset.1.paiva': 'huomenna' }).expect(422)
    expect(text).toMatch(/id="k-poikkeukset-1-paiva-e">.*?Kirjoita päivä/)
    expect(text).toContain('href="#k-poikkeukset-1-paiva"')
    expect(text).not.toContain('k-poikkeukset-0-paiva-e')
  })
})

describe('the poster and the file', () => {
  test('the poster is a page in its own language, with the library in its foot', async () => {
    const { text } = await send(inari, `${address('T02')}/juliste`, await ahead(inari, address('T02'), { ...formOf('T02'), _kieli: 'en' })).expect(200)
    expect(text).toMatch(/^<!doctype html>\s*<html lang="en">/)
    expect(text).toContain('<title>The library is closed</title>')
    expect(text).toContain('<p class="poster-by" lang="fi">Inarin kirjasto</p>')
    expect(text).toMatch(/<header class="poster-bar no-print" lang="fi">/)
  })

  test('an incomplete poster or file is not made: the form is shown with its mistakes', async () => {
    const form = { ...formOf('T02'), paiva: '', _kieli: 'fi' }
    for (const act of ['juliste', 'tekstit']) expect((await send(inari, `${address('T02')}/${act}`, form).expect(422)).text).toContain('href="#k-paiva"')
  })

  test('all texts come as one file that no cache keeps', async () => {
    const reply = await send(inari, `${address('T02')}/tekstit`, await ahead(inari, address('T02'), formOf('T02'))).expect(200)
    expect(reply.headers).toMatchObject({ 'content-type': 'text/plain; charset=utf-8', 'content-disposition': 'attachment; filename=kirjasto-suljettu-yllattaen.txt', 'cache-control': 'no-store' })
    expect(reply.text).toContain('=== Verkkosivu, suomi\r\n\r\nOtsikko: Inarin kirjasto on suljettu maanantaina 30.11.2026')
    expect(reply.text).toContain('=== Verkkosivu: puuttuu\r\n\r\nPohjoissaame, inarinsaame ja koltansaame')
  })
})

test('nothing that was filled in is stored or logged: the database is as it was', async () => {
  const rows = async () => JSON.stringify(await Promise.all((['item', 'revision', 'change'] as const).map((table) => world.app.db.selectFrom(table).select((select) => select.fn.countAll<number>().as('n')).execute())))
  const before = await rows()
  await send(inari, address('T02'), formOf('T02')).expect(200)
  expect(await rows()).toBe(before)
})

test('the note about a missing language leads to the guide on Sámi communication and holds a ready order', async () => {
  const { text } = await send(inari, address('T02'), formOf('T02')).expect(200)
  expect(text).toContain(`<a href="/sivu/${guide}-milloin-tiedotetaan-saameksi">Milloin tiedotetaan saameksi</a>`)
  expect(text).toContain('Saamen kielilain mukaan yleisölle annettava ilmoitus tehdään Inarissa myös näillä kielillä.')
  expect(text).toMatch(/id="kaannostilaus"[^>]*>Käännöstilaus: Kirjasto suljettu yllättäen/)
})

test('in Swedish, what the template\'s makers wrote in Finnish is marked as Finnish', async () => {
  const { agent, personId } = await signedIn(world.app, world.site, { municipality: 'inari' })
  await world.app.db.updateTable('person').set({ locale: 'sv' }).where('id', '=', personId).execute()
  const { text } = await agent.get(address('T02')).expect(200)
  expect(text).toContain('<label for="k-paiva"><span lang="fi">Sulkupäivä</span></label>')
  expect(text).toContain('<option value="sahko">strömavbrott</option>')
  expect(text).toContain('Saknas: nordsamiska, enaresamiska och skoltsamiska')
  expect(text).toContain('i Enare också')
})

test('the calendar and the page on the template language open for a reader', async () => {
  expect((await inari.get('/viestipohjat/vuosikello').expect(200)).text).toContain(`href="${address('T01')}"`)
  expect((await inari.get('/viestipohjat/mallikieli').expect(200)).text).toContain('<code>{{kunta.missa}}</code></td><td>Inarissa</td>')
})
