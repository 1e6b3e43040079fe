import { beforeAll, expect, test } from 'vitest'
import { addSampleNetwork } from '../content/import/sample-network.ts'
import { loadMunicipalities } from '../people/load-municipalities.ts'
import { signedIn } from '../testing/sign-in.ts'
import { sampleTemplate, send, templateSite } from './fixtures/template-site.ts'

let world: Awaited<ReturnType<typeof templateSite>>, address: string
beforeAll(async () => {
  world = await templateSite([])
  await loadMunicipalities(world.app)
  await addSampleNetwork(world.app)
  const t02 = sampleTemplate('T02'), asked = { help: '', required: false }
  const fields = [
    ...t02.fields.filter(({ name }) => name === 'kunta' || name === 'kirjasto'),
    { ...asked, name: 'soita', label: 'Puhelin', type: 'phone' as const, fact: 'puhelin' }, { ...asked, name: 'kirjoita', label: 'Sähköposti', type: 'email' as const, fact: 'sahkoposti' },
    { ...asked, name: 'sivu', label: 'Verkkosivu', type: 'url' as const, fact: 'verkkosivu' }, { ...asked, name: 'paikka', label: 'Osoite', type: 'text' as const, fact: 'osoite' },
    { ...asked, name: 'ajat', label: 'Aukioloajat', type: 'longtext' as const, localized: true, fact: 'aukioloajat' },
  ]
  address = `/viestipohjat/${await world.add({ ...t02, id: 'X1', fields, texts: { fi: { web: { subject: 'Tiedot', body: '{{soita}} {{kirjoita}} {{sivu}} {{paikka}} {{ajat}}' } }, en: { web: { subject: 'Facts', body: '{{ajat}}' } } } })}`
})
const valueOf = (html: string, name: string) => new RegExp(`name="${name}"[^>]*? value="([^"]*)"`).exec(html)?.[1] ?? new RegExp(`<textarea[^>]*name="${name}"[^>]*>\\n([^<]*)<`).exec(html)?.[1]

test.each([
  ['inari', 'inari/Inarin kirjasto', '016 000 001', 'Esimerkkitie 1, 99870 Inari', /ma–to 10–19/], ['salla', 'salla/Sallan kirjasto', '016 000 002', 'Esimerkkitie 2, 98900 Salla', /ma–pe 11–18/],
  ['tornio', 'tornio/Tornion kaupunginkirjasto', '016 000 003', 'Esimerkkitie 3, 95400 Tornio', /ma–to 9–20/],
])('the library chosen in %s fills in what the sample network knows of it, and what was typed by hand stays', async (slug, library, phone, place, hours) => {
  const { agent } = await signedIn(world.app, world.site, { municipality: 'rovaniemi' })
  const own = (await agent.get(address).expect(200)).text
  expect(valueOf(own, 'soita')).toBe('016 000 004')
  const form = { kunta: slug, kirjasto: library, _kirjasto: /name="_kirjasto" value="([^"]*)"/.exec(own)![1]!, soita: '016 000 004', kirjoita: 'oma@kirjasto.example', sivu: '', paikka: '', 'ajat.fi': '' }
  const { text } = await send(agent, address, form).expect(200)
  expect(valueOf(text, 'soita')).toBe(phone)
  expect(valueOf(text, 'kirjoita')).toBe('oma@kirjasto.example')
  expect(valueOf(text, 'sivu')).toBe(`https://lapinkirjasto.example/${slug}/kirjasto`)
  expect(valueOf(text, 'paikka')).toBe(place)
  expect(valueOf(text, 'ajat.fi')).toMatch(hours)
  expect(valueOf(text, 'ajat.en')).toMatch(/Mon/)
})

test('a sample template uses it: the notice of exceptional hours knows the usual opening hours of the library, in each of its languages', async () => {
  const { agent } = await signedIn(world.app, world.site, { municipality: 'inari' }), own = (await agent.get(`/viestipohjat/${await world.add(sampleTemplate('T01'))}`).expect(200)).text
  expect(valueOf(own, 'aukiolo.fi')).toMatch(/^ma–to 10–19, pe 10–16/)
  const shown = (id: string) => new RegExp(`id="${id}">(.*?)</div>`, 's').exec(own)![1]!.replace(/<[^>]*>/g, '')
  expect([shown('t-web-fi'), shown('t-web-sv'), shown('t-email-en')]).toEqual([/Muina päivinä: ma–to 10–19/, /Övriga dagar: mån–tors 10–19/, /On other days: Mon–Thu 10–19/].map((words) => expect.stringMatching(words) as string))
})
