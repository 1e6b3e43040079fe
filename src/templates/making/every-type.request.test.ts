import { beforeAll, expect, test } from 'vitest'
import { ensureTeam } from '../../people/people.queries.ts'
import { browser, apiToken, signedIn } from '../../testing/sign-in.ts'
import { CHANNEL_RULES, CHANNELS } from '../channels.ts'
import { send, templateSite } from '../fixtures/template-site.ts'
import { FIELD_TYPES } from './template-writing.ts'

/** One template with a field of every type and a text in every channel: made in the browser's form, filled in, and rendered over the API. */
let world: Awaited<ReturnType<typeof templateSite>>
beforeAll(async () => { world = await templateSite([]) })

const FIELDS: Record<(typeof FIELD_TYPES)[number], { example: string; typed: Record<string, string>; tag: string; reads: string; more?: Record<string, string> }> = {
  text: { example: 'fi: kahvio\nen: café', typed: { 'a_text.fi': 'kahvio', 'a_text.en': 'café' }, tag: '{{a_text}}', reads: 'kahvio', more: { kielittain: '1' } },
  longtext: { example: 'rivi\ntoinen', typed: { a_longtext: 'rivi\ntoinen' }, tag: '{{a_longtext}}', reads: 'rivi\ntoinen' },
  date: { example: '5.12.2026', typed: { a_date: '2026-12-05' }, tag: '{{a_date.milloin}}', reads: 'lauantaina 5.12.2026' },
  time: { example: '9.30', typed: { a_time: '09:30' }, tag: '{{a_time}}', reads: '9.30' },
  daterange: { example: '2026-12-01 – 2026-12-04', typed: { 'a_daterange.start': '2026-12-01', 'a_daterange.end': '2026-12-04' }, tag: '{{a_daterange}}', reads: '1.–4.12.2026' },
  choice: { example: 'sahko', typed: { a_choice: 'sahko' }, tag: '{{a_choice}}', reads: 'sähkökatko', more: { vaihtoehdot: 'sahko | fi: sähkökatko | en: power cut' } },
  municipality: { example: 'kemi', typed: { a_municipality: 'kemi' }, tag: '{{a_municipality.missa}}', reads: 'Kemissä' },
  library: { example: 'kemi/Kemin kaupunginkirjasto', typed: { a_library: 'kemi/Kemin kaupunginkirjasto' }, tag: '{{a_library.mihin}}', reads: 'Kemin kaupunginkirjastoon' },
  phone: { example: '016 000 000', typed: { a_phone: '016 000 000' }, tag: '{{a_phone}}', reads: '016 000 000' },
  email: { example: 'kirjasto@kemi.example', typed: { a_email: 'kirjasto@kemi.example' }, tag: '{{a_email}}', reads: 'kirjasto@kemi.example' },
  url: { example: 'https://kemi.example/kirjasto', typed: { a_url: 'https://kemi.example/kirjasto' }, tag: '{{a_url}}', reads: 'https://kemi.example/kirjasto' },
  number: { example: '12 345,50', typed: { a_number: '12345,50' }, tag: '{{a_number}}', reads: '12\u00A0345,50' },
  rows: {
    example: '2026-12-01 – 2026-12-02 | 10 | fi: sali / en: hall\n2026-12-05 | 12 | fi: piha / en: yard', tag: '{{#joka a_rows}}{{kausi}} klo {{klo}} {{paikka}};{{/joka}} {{a_rows.luettelo}}', reads: '1.–2.12.2026 klo 10 sali;5.12.2026 klo 12 piha; 1.–2.12.2026 ja 5.12.2026',
    typed: { 'a_rows.0.kausi.start': '2026-12-01', 'a_rows.0.kausi.end': '2026-12-02', 'a_rows.0.klo': '10:00', 'a_rows.0.paikka.fi': 'sali', 'a_rows.0.paikka.en': 'hall', 'a_rows.1.kausi.start': '2026-12-05', 'a_rows.1.kausi.end': '2026-12-05', 'a_rows.1.klo': '12:00', 'a_rows.1.paikka.fi': 'piha', 'a_rows.1.paikka.en': 'yard' },
    more: { 's.0.nimi': 'Kausi', 's.0.tunnus': 'kausi', 's.0.tyyppi': 'daterange', 's.1.nimi': 'Klo', 's.1.tunnus': 'klo', 's.1.tyyppi': 'time', 's.2.nimi': 'Paikka', 's.2.tunnus': 'paikka', 's.2.tyyppi': 'text', 's.2.kielittain': '1', 's.0.pakollinen': '1', 's.1.pakollinen': '1', 's.2.pakollinen': '1' },
  },
}
const SOURCE = FIELD_TYPES.map((type) => `${type}: ${FIELDS[type].tag}`).join('\n'), READS = FIELD_TYPES.map((type) => `${type}: ${FIELDS[type].reads}`).join('\n')

function written(team: number): Record<string, string> {
  const form: Record<string, string> = { nimi: 'Kaikki kentät', tarkoitus: 'Kokeilu.', milloin: 'Aina.', tilanne: 'closing', yleiso: 'public', 'kieli.sv': 'none', 'kieli.en': 'optional', vastuu: String(team), koskee: 'verkosto', tarkistus: '12', aiheet: 'tiedottaminen', alku: '{}' }
  for (const [index, type] of FIELD_TYPES.entries()) {
    const { example, more = {} } = FIELDS[type], path = `k.${index}`
    Object.assign(form, { [`${path}.nimi`]: `Kohta ${type}`, [`${path}.tunnus`]: `a_${type}`, [`${path}.tyyppi`]: type, [`${path}.ohje`]: `Näin täytät: ${type}`, [`${path}.pakollinen`]: '1', [`${path}.esimerkki`]: example })
    for (const [part, value] of Object.entries(more)) form[`${path}.${part}`] = value
  }
  for (const channel of CHANNELS) Object.assign(form, { [`kanava.${channel}`]: '1', [`t.fi.${channel}.teksti`]: SOURCE, ...(CHANNEL_RULES[channel].subject && { [`t.fi.${channel}.otsikko`]: 'Otsikko {{a_municipality.missa}}' }) })
  return form
}
const typed = () => Object.assign({}, ...FIELD_TYPES.map((type) => FIELDS[type].typed)) as Record<string, string>
const shown = (html: string, channel: string) => new RegExp(`<div class="wording" id="t-${channel}-fi">(.*?)</div>`, 's').exec(html)?.[1]?.replace(/<[^>]*>/g, '')

test('a template with every type of field and all seven channels is made, opened with its examples, filled in by a form and by the API, and reads the same in all', async () => {
  const { app, site } = world, { agent, personId } = await signedIn(app, site, { role: 'editor', municipality: 'kemi', teams: ['Viestintä'] }), { agent: reader } = await signedIn(app, site, { municipality: 'kemi' })
  const team = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Viestintä'))
  const form = written(team), preview = (await send(agent, '/viestipohjat/uusi', { ...form, toiminto: 'esikatsele' }).expect(200)).text
  expect(preview.match(/class="state (bad|late)"/g)).toBeNull()
  const address = (await send(agent, '/viestipohjat/uusi', { ...form, toiminto: 'julkaise' }).expect(303)).headers['location']!
  const opened = (await reader.get(`${address}?esimerkki=1`).expect(200)).text, filled = (await send(reader, address, typed()).expect(200)).text
  const asSms = (text: string) => text.replaceAll('–', '-').replaceAll('\u00A0', ' ')
  for (const channel of CHANNELS) {
    const reads = channel === 'sms' ? asSms(READS) : READS
    expect(shown(opened, channel), channel).toBe(reads)
    expect(shown(filled, channel), channel).toBe(reads)
  }
  for (const type of FIELD_TYPES) expect(opened).toContain(`Näin täytät: ${type}`)
  // without anything, each of them is asked for
  const empty = (await send(reader, address, {}).expect(422)).text
  for (const type of FIELD_TYPES) expect(empty, type).toMatch(new RegExp(`<a href="#k-a_${type}[^"]*"><span>Kohta ${type}</span>: (Täytä tämä kohta|Valitse tähän vaihtoehto)\\.</a>`))

  const id = address.split('/').at(-1)!, token = await apiToken(app, personId, 'read')
  const values = Object.fromEntries(FIELD_TYPES.map((type) => [`a_${type}`, Object.values(FIELDS[type].typed)[0]!])) as Record<string, unknown>
  Object.assign(values, {
    a_text: { fi: 'kahvio', en: 'café' }, a_daterange: { start: '2026-12-01', end: '2026-12-04' }, a_number: 12_345.5,
    a_rows: [{ kausi: { start: '2026-12-01', end: '2026-12-02' }, klo: '10', paikka: { fi: 'sali' } }, { kausi: { start: '2026-12-05', end: '2026-12-05' }, klo: '12', paikka: { fi: 'piha' } }],
  })
  const reply = await browser(site).post(`/api/v1/templates/${id}/render`).set('Authorization', `Bearer ${token}`).send({ values }).expect(200)
  const { texts } = reply.body as { texts: { channel: string; text: string }[] }
  expect(texts.map(({ channel }) => channel)).toEqual([...CHANNELS])
  for (const { channel, text } of texts) expect(text, channel).toBe((channel === 'sms' ? asSms(READS) : READS).replace('345,50', '345,5'))
})

test('while a template is written, the form says which fields no text uses and in which language a text is still missing', async () => {
  const { app, site } = world, { agent } = await signedIn(app, site, { role: 'editor', teams: ['Viestintä'] })
  const checked = async (more: Record<string, string>) => (await send(agent, '/viestipohjat/uusi', {
    nimi: 'Kokeilu', yleiso: 'public', 'kanava.web': '1', 'kanava.sms': '1', 'kieli.en': 'recommended', 'kieli.sv': 'optional', alku: '{}', vastuu: '', koskee: 'verkosto', tarkistus: '12', toiminto: 'esikatsele',
    'k.0.nimi': 'Syy', 'k.0.tunnus': 'syy', 'k.0.tyyppi': 'text', 'k.0.pakollinen': '1', 'k.0.esimerkki': 'vika', 'k.1.nimi': 'Turha', 'k.1.tunnus': 'turha', 'k.1.tyyppi': 'text', ...more,
  }).expect(200)).text
  const said = (html: string, id: string) => new RegExp(`id="${id}-said"[^>]*>(.*?)</div>`, 's').exec(html)![1]!.replace(/<[^>]*>/g, '')
  const early = await checked({})
  for (const id of ['k-1', 't-fi-web', 't-en-web', 't-en-sms']) expect(said(early, id)).toBe('')
  const half = await checked({ 't.fi.web.otsikko': 'A', 't.fi.web.teksti': '{{syy}}' })
  expect([said(half, 'k-1'), said(half, 't-en-web'), said(half, 't-en-sms'), said(half, 't-sv-web')]).toEqual(['', 'Teksti puuttuu, vaikka kieli on suositeltu.', '', ''])
  const whole = await checked({ 't.fi.web.otsikko': 'A', 't.fi.web.teksti': '{{syy}}', 't.fi.sms.teksti': '{{sy}}', 't.en.web.otsikko': 'A', 't.en.web.teksti': 'Closed.' })
  expect(said(whole, 'k-1')).toBe('Kenttää ”turha” ei ole missään tekstissä.')
  expect(said(whole, 't-fi-sms')).toContain('Kenttää ”sy” ei ole.')
  expect(said(whole, 't-en-web')).toBe('Kenttä ”syy” on suomenkielisessä tekstissä mutta ei tässä.')
  expect(said(whole, 't-en-sms')).toBe('Teksti puuttuu, vaikka kieli on suositeltu.')
})
