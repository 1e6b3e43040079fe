import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { sniff } from '../../files/sniff.ts'
import { findFault, readDocument } from './read-document.ts'

/** Made by LibreOffice 7.4 with scripts/make-office-fixtures.ts. */
const file = (name: string) => readFileSync(path.join(import.meta.dirname, '../fixtures/office', name))
async function read(name: string) {
  const bytes = file(name), kind = await sniff(bytes, name)
  expect(kind?.extension, name).toBe(name.split('.').at(-1))
  expect(await findFault(bytes, kind!.mime), name).toBeNull()
  const { parts, pages, checks } = await readDocument(bytes, kind!.mime)
  return { said: parts.map(({ kind: what, heading, text }) => [what, heading, text]), pages, faults: checks.filter(({ ok }) => !ok).map(({ asks, missing }) => `${asks} ${missing}`) }
}
const BEFORE = 'Ovet suljetaan kello kahdeltakymmeneltäkahdelta.', AFTER = ' Kappale jatkuu viitteen jälkeen.\nÄänentoistolaitteet sammutetaan öylättiaikaan.', BOX = 'Muistiruutuun kirjoitetaan poikkeukset.', NOTE = 'Vartijan puhelinnumero on ilmoitustaululla.', COMMENT = 'Tarkistetaan syksyllä vielä kerran.'
const SAMI = 'Girjerájus leat čálli, šaddu, đuođđi ja ŋáŋŋa dárbbašlaččat.\nSkolt: ǩiõll, âânnam, žeäll.'

test('a paragraph with a footnote, a text box and a comment in it is whole, and each of them is read once: Word', async () => {
  const { said, pages, faults } = await read('ohje.docx')
  expect(said).toEqual([
    ['part', 'Yöaukiolo', `${BOX}\n${BEFORE}${AFTER}\nPalvelupiste\nSulkemisaika\nKirjastoauto\niltapäivällä`], ['part', 'Girjerádju', SAMI], ['part', '', NOTE], ['part', '', COMMENT],
  ])
  expect([pages, faults]).toEqual([null, ['alt 1']])
})

test('the same: OpenDocument', async () => {
  const { said, faults } = await read('ohje.odt')
  expect(said).toEqual([['part', 'Yöaukiolo', `${NOTE}\n${BOX}\n${COMMENT}\n${BEFORE}${AFTER}\nPalvelupiste\nSulkemisaika\nKirjastoauto\niltapäivällä\nKirjaston ovi talvella`], ['part', 'Girjerádju', SAMI]])
  expect(faults).toEqual(['alt 1'])
})

test('the same: rich text, under its headings', async () => {
  const { said, faults } = await read('ohje.rtf')
  expect(said).toEqual([['part', 'Yöaukiolo', `${BEFORE}${AFTER}\nPalvelupiste – Sulkemisaika –\nKirjastoauto – iltapäivällä –`], ['part', 'Girjerádju', SAMI], ['part', '', `${NOTE}\n${BOX}\n${COMMENT}`]])
  expect(faults).toEqual(['alt 1'])
})

test('a PDF is read by its pages; one that was saved as accessible has nothing to mend', async () => {
  const { said, pages, faults } = await read('ohje.pdf'), [first, second] = said
  for (const words of ['Yöaukiolo', BEFORE, 'Kappale jatkuu viitteen jälkeen.', 'öylättiaikaan', 'Kirjastoauto iltapäivällä', NOTE, BOX]) expect(first![2]).toContain(words)
  expect(second).toEqual(['page', '', `Girjerádju ${SAMI.replace('\n', ' ')}`])
  expect([pages, faults]).toEqual([2, []])
  expect((await read('esitys.pdf')).faults).toEqual(['tagged 0'])
})

test('slides have their titles, their words and their notes: PowerPoint and OpenDocument', async () => {
  for (const name of ['esitys.pptx', 'esitys.odp']) {
    expect(await read(name), name).toEqual({
      said: [['slide', 'Tervetuloa töihin', 'Kahvihuone on toisessa kerroksessa.\nBures boahtin čállit!\nMuista näyttää hätäuloskäynnit.'], ['slide', 'Lainausjärjestelmä', 'Palautusautomaatti lukee tarrat itse.']], pages: 2, faults: [],
    })
  }
})

test('sheets have their names, and a line for each row: Excel and OpenDocument', async () => {
  for (const name of ['maksut.xlsx', 'maksut.ods'])
    expect(await read(name), name).toEqual({ said: [['sheet', 'Hinnasto', 'Kirjastokortti – 3\nKaukolainaus Ruijasta – 12'], ['sheet', 'Vuokrat', 'Näyttelytila – 50\nČoahkkinlatnja – 20']], pages: 2, faults: [] })
})

test('a PDF that LibreOffice has encrypted is told to have a password', async () => {
  expect(await findFault(file('salattu.pdf'), 'application/pdf')).toBe('password')
})
