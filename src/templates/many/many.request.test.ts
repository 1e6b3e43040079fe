import { beforeAll, expect, test } from 'vitest'
import { signedIn } from '../../testing/sign-in.ts'
import { exampleForm, sampleTemplate, send, templateSite } from '../fixtures/template-site.ts'
import { tableOf } from './table-rows.ts'

let world: Awaited<ReturnType<typeof templateSite>>, agent: Awaited<ReturnType<typeof signedIn>>['agent']
beforeAll(async () => {
  world = await templateSite(['T02', 'T14'])
  agent = (await signedIn(world.app, world.site, { municipality: 'rovaniemi' })).agent
})
const form = () => ({ ...exampleForm(sampleTemplate('T02'), 'rovaniemi'), arvioitu_avaus: '', arvioitu_klo: '' })
const path = (act = '') => `${world.address('T02')}/monelle${act}`

test('a table is read as a spreadsheet or a program writes it', () => {
  expect(tableOf('\uFEFFKirjasto;Syy\r\nKemi;"a;b ""c""\nd"\r\n\r\n')).toEqual({ header: ['Kirjasto', 'Syy'], rows: [['Kemi', 'a;b "c"\nd']] })
  expect(tableOf('a\tb\n1\t2')).toEqual({ header: ['a', 'b'], rows: [['1', '2']] })
  expect(tableOf('')).toEqual({ header: [], rows: [] })
})

test('libraries chosen from the list get the same notice, each with its own names and forms', async () => {
  const { text } = await send(agent, path(), { ...form(), _kirjastot: ['rovaniemi/Rovaniemen kaupunginkirjasto', 'kemi/Kemin kaupunginkirjasto'] }).expect(200)
  expect(text).toContain('2 kirjastoa')
  expect(text).toContain('Rovaniemen kaupunginkirjasto on suljettu')
  expect(text).toContain('Kemin kaupunginkirjasto on suljettu')
  expect(text).toContain('name="paiva" value="2026-11-30"')
})

test('rows of a table carry what differs, by the labels of the fields; one poster comes for each', async () => {
  const table = 'Kirjasto\tSulkupäivä\ttoimipiste.fi\nKemi\t2026-12-01\t\nRovaniemen kaupunginkirjasto\t2.12.2026\tLastenosasto'
  const { text } = await send(agent, path(), { ...form(), _taulukko: table }).expect(200)
  expect(text).toContain('tiistaina 1.12.2026')
  expect(text).toContain('keskiviikkona 2.12.2026')
  const posters = (await send(agent, path('/julisteet'), { ...form(), _taulukko: table, _kieli: 'fi' }).expect(200)).text
  expect(posters.match(/<article class="poster"/g)).toHaveLength(2)
  expect(posters).toContain('lang="fi"')
  const texts = await send(agent, path('/tekstit'), { ...form(), _taulukko: table }).expect(200)
  expect(texts.text.match(/=== Verkkosivu, suomi/g)).toHaveLength(2)
})

test('what the table has wrong is told by its row, and nothing is printed of it', async () => {
  const { text } = await send(agent, path('/julisteet'), { ...form(), _taulukko: 'Kirjasto;Sää\nKemi;aurinko\nAtlantis;sade\nKemi;lumi', _kieli: 'fi' }).expect(422)
  expect(text).toContain('Rivi 1: sarake ”Sää” ei ole pohjan kenttä.')
  expect(text).toContain('Rivi 3: kirjastoa ”Atlantis” ei ole.')
  expect(text).toContain('Rivi 4: ”Kemi” on taulukossa jo.')
  expect((await send(agent, path(), { ...form(), _taulukko: 'Syy\nx' }).expect(422)).text).toContain('Taulukosta puuttuu sarake Kirjasto.')
  const wrong = await send(agent, path('/tekstit'), { ...form(), _taulukko: 'Kirjasto;Sulkupäivä\nKemi;31.2.2026' }).expect(422)
  expect(wrong.text).toContain('Sulkupäivä: Kirjoita päivä, joka on kalenterissa')
  const evil = await send(agent, path(), { ...form(), _taulukko: 'Kirjasto;<script>globalThis.ran=1</script>\nKemi;x' }).expect(422)
  expect(evil.text).not.toContain('<script>globalThis')
})

test('where one of the libraries needs a language that is missing, it is asked for first', async () => {
  const inari = { ...form(), _kirjastot: ['inari/Inarin kirjasto', 'kemi/Kemin kaupunginkirjasto'], _kieli: 'fi' }
  const shown = (await send(agent, path(), inari).expect(200)).text
  expect(shown).toContain('Palaa lomakkeelle, valitse tuo kunta')
  expect(shown).not.toMatch(/formaction="[^"]*\/monelle\/(julisteet|tekstit)"/)
  const { text } = await send(agent, path('/julisteet'), inari).expect(422)
  expect(text).toContain('laki vaatii kielen')
  const ahead = await send(agent, `${world.address('T02')}/kaannostilaus`, { ...exampleForm(sampleTemplate('T02'), 'inari'), _tilaus_syy: 'hurry' }).expect(200)
  await send(agent, path('/julisteet'), { ...inari, _tilattu: /name="_tilattu" value="(\d+)"/.exec(ahead.text)![1]! }).expect(200)
})

test('a template that is not about a library has nothing to multiply', async () => {
  await send(agent, `${world.address('T14')}/monelle`, exampleForm(sampleTemplate('T14'), 'rovaniemi')).expect(400)
})
