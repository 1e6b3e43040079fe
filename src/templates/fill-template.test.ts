import { beforeAll, expect, test } from 'vitest'
import { loadMunicipalities } from '../people/load-municipalities.ts'
import { openDatabase } from '../platform/database/open.ts'
import { migrate } from '../platform/database/migrate.ts'
import { fillTemplate } from './fill-template.ts'
import { sampleTemplate } from './fixtures/template-site.ts'
import type { Input } from './form-input.ts'
import { chosenLibrary, followLibrary, isAsBegun, startingForm } from './starting-form.ts'
import { factsOf, loadPlaces, type KnownLibrary, type KnownPlaces } from './template-places.ts'
import { textsFile } from './texts-file.ts'
import { translationOrder } from './translation-order.ts'

let places: KnownPlaces
beforeAll(async () => {
  const db = openDatabase(':memory:')
  await migrate(db)
  await loadMunicipalities({ db })
  places = await loadPlaces(db)
})
const known = async (library: KnownLibrary) => factsOf(library)
const closing = async (municipality: string) => {
  const definition = sampleTemplate('T02')
  return fillTemplate(definition, await startingForm(definition.fields, places, municipality, known, { examples: true }), places)
}
const languages = async (municipality: string) => (await closing(municipality)).languages.map(({ language, need, covered, of }) => `${language} ${need} ${covered}/${of}`)

test('a new form has one\'s own municipality and its library, found by their keys', async () => {
  const input = await startingForm(sampleTemplate('T02').fields, places, 'inari', known)
  expect(input).toMatchObject({ kunta: 'inari', kirjasto: 'inari/Inarin kirjasto', verkkokirjasto: 'https://lapinkirjasto.finna.fi' })
  expect(places.municipality('Inari')).toBe(places.municipality('inari'))
  expect(places.library('Inarin kirjasto')?.key).toBe('inari/Inarin kirjasto')
  // One library, three municipalities: the name alone is not enough.
  expect(places.library('Sompion kirjasto')).toBeUndefined()
  expect(places.library('savukoski/Sompion kirjasto')?.municipality.name).toBe('Savukoski')
})

test('in Inari the three Sámi languages are required in every channel and missing; in Rovaniemi none is', async () => {
  expect(await languages('inari')).toEqual(['fi required 4/4', 'se required 0/4', 'smn required 0/4', 'sms required 0/4', 'sv optional 3/4', 'en recommended 4/4'])
  expect(await languages('utsjoki')).toEqual(['fi required 4/4', 'se required 0/4', 'sv optional 3/4', 'en recommended 4/4'])
  expect(await languages('rovaniemi')).toEqual(['fi required 4/4', 'sv optional 3/4', 'en recommended 4/4'])
  expect((await closing('inari')).channels.map(({ channel, missing }) => [channel, ...missing].join(' '))).toEqual(['web', 'social', 'sms', 'poster'].map((channel) => `${channel} se smn sms`))
})

test('an internal message among public ones asks for no Sámi, and a message without a municipality asks for all of the network', () => {
  const { channels, languages: all } = fillTemplate(sampleTemplate('T04'), {}, places)
  expect(channels.map(({ channel, missing }) => `${channel} ${missing.length}`)).toEqual(['web 3', 'social 3', 'poster 3', 'internal 0'])
  expect(all.find(({ language }) => language === 'se')).toMatchObject({ need: 'required', because: ['Enontekiö', 'Inari', 'Sodankylä', 'Utsjoki'], covered: 0, of: 3 })
})

test('a library of another municipality than the chosen one is told at its field, and only then', async () => {
  const { fields } = sampleTemplate('T02'), input = await startingForm(fields, places, 'inari', known, { examples: true })
  const codes = (given: typeof input) => fillTemplate(sampleTemplate('T02'), given, places).problems.map(({ code, field }) => `${code} ${field}`)
  expect(codes(input)).toEqual([])
  expect(codes({ ...input, kirjasto: 'kemi/Kemin kaupunginkirjasto' })).toEqual(['library-elsewhere kirjasto'])
})

test('the facts of a library follow it, and what a person has typed stays', async () => {
  const { fields } = sampleTemplate('T02'), input = await startingForm(fields, places, 'pello', known), before = input['kirjasto'] as string
  expect(input['toimipiste']).toEqual({ fi: 'Pello', en: 'Pello', sv: 'Pello' })
  const chosen = async (key: string, more: object = {}) => {
    const changed: Input = { ...structuredClone(input), kirjasto: key, ...more }
    await followLibrary(fields, changed, before, places, known)
    return changed['toimipiste']
  }
  expect(await chosen('ylitornio/Tornionlaakson kirjasto')).toEqual({ fi: 'Ylitornio', en: 'Ylitornio', sv: 'Övertorneå' })
  expect(await chosen('inari/Inarin kirjasto')).toBe('')
  expect(await chosen('ylitornio/Tornionlaakson kirjasto', { toimipiste: { fi: 'Aavasaksa', en: '', sv: '' } })).toEqual({ fi: 'Aavasaksa', en: '', sv: '' })
  expect(await chosen(before, { toimipiste: { fi: '', en: '', sv: '' } })).toEqual({ fi: '', en: '', sv: '' })
  expect(chosenLibrary(fields, { kirjasto: 'olematon' }, places)).toBeUndefined()
})

test('an input is what it began with in the languages that its form has, in any order; a row more or less is a change', () => {
  expect(isAsBegun({ en: 'Pello ', fi: 'Pello' }, { fi: 'Pello', en: 'Pello', sv: 'Pello' })).toBe(true)
  expect(isAsBegun({ fi: 'Pello', en: '' }, { fi: 'Pello', en: 'Pello', sv: 'Pello' })).toBe(false)
  expect(isAsBegun([{ a: '1' }], [{ a: '1' }, { a: '2' }])).toBe(false)
  expect(isAsBegun('016 1', undefined)).toBe(false)
})

test('a translation order has the Finnish texts, the languages that each lacks, and the limit of the channel', async () => {
  const { channels } = await closing('utsjoki'), order = translationOrder('Kirjasto suljettu', channels, ['se'])
  expect(order).toMatch(/^Käännöstilaus: Kirjasto suljettu\n/)
  expect(order).toContain('Tekstiviesti (pohjoissaame), enintään 70 merkkiä yhdessä tekstiviestissä\n\nUtsjoen kirjasto on suljettu')
  expect(order).toContain('Otsikko: Utsjoen kirjasto on suljettu')
  expect(order).not.toContain('Library')
})

test('the text file holds every channel and language, says what is missing, and ends its lines as Windows does', async () => {
  const file = textsFile('fi', 'Kirjasto suljettu', await closing('utsjoki'))
  expect(file.match(/^=== .*$/gm)).toEqual([
    '=== Verkkosivu, suomi', '=== Verkkosivu, ruotsi', '=== Verkkosivu, englanti', '=== Verkkosivu: puuttuu', '=== Sosiaalinen media, suomi', '=== Sosiaalinen media, englanti',
    '=== Sosiaalinen media: puuttuu', '=== Tekstiviesti, suomi', '=== Tekstiviesti, ruotsi', '=== Tekstiviesti, englanti', '=== Tekstiviesti: puuttuu', '=== Ovijuliste, suomi',
    '=== Ovijuliste, ruotsi', '=== Ovijuliste, englanti', '=== Ovijuliste: puuttuu',
  ])
  expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
})
