import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { convertWith } from '../bench/soffice.ts'
import { flatSheets, flatSlides, flatText } from '../src/documents/fixtures/flat-office.ts'

/** Writes the files of src/documents/fixtures/office anew, with the LibreOffice of this machine. */
const INTO = path.join(import.meta.dirname, '../src/documents/fixtures/office')
const folder = mkdtempSync(path.join(tmpdir(), 'laavu-office-'))
const source = (name: string, text: string) => { const file = path.join(folder, name); writeFileSync(file, text); return file }
const pdf = (filter: string, options: Record<string, boolean | string>) =>
  `pdf:${filter}_pdf_Export:${JSON.stringify(Object.fromEntries(Object.entries(options).map(([name, value]) => [name, { type: typeof value, value: String(value) }])))}`

const guide = source('ohje.fodt', flatText('Aukiolon ohje', 'fi', [
  {
    heading: 'Yöaukiolo', lines: ['Ovet suljetaan kello kahdeltakymmeneltäkahdelta.', 'Äänentoistolaitteet sammutetaan öylättiaikaan.'], footnote: 'Vartijan puhelinnumero on ilmoitustaululla.', box: 'Muistiruutuun kirjoitetaan poikkeukset.', comment: 'Tarkistetaan syksyllä vielä kerran.',
    table: [['Palvelupiste', 'Sulkemisaika'], ['Kirjastoauto', 'iltapäivällä']], pictures: ['Kirjaston ovi talvella', ''],
  },
  { heading: 'Girjerádju', lines: ['Girjerájus leat čálli, šaddu, đuođđi ja ŋáŋŋa dárbbašlaččat.', 'Skolt: ǩiõll, âânnam, žeäll.'] },
]))
const slides = source('esitys.fodp', flatSlides('Perehdytys', 'fi', [
  { title: 'Tervetuloa töihin', lines: ['Kahvihuone on toisessa kerroksessa.', 'Bures boahtin čállit!'], notes: 'Muista näyttää hätäuloskäynnit.' }, { title: 'Lainausjärjestelmä', lines: ['Palautusautomaatti lukee tarrat itse.'] },
]))
const sheets = source('maksut.fods', flatSheets('Maksut', 'fi', [{ name: 'Hinnasto', rows: [['Kirjastokortti', '3'], ['Kaukolainaus Ruijasta', '12']] }, { name: 'Vuokrat', rows: [['Näyttelytila', '50'], ['Čoahkkinlatnja', '20']] }]))

for (const format of ['docx', 'odt', 'rtf', pdf('writer', { UseTaggedPDF: true })]) convertWith(folder, [guide], format, INTO)
for (const format of ['pptx', 'odp']) convertWith(folder, [slides], format, INTO)
for (const format of ['xlsx', 'ods']) convertWith(folder, [sheets], format, INTO)
convertWith(folder, [slides], pdf('impress', { UseTaggedPDF: false }), INTO)
convertWith(folder, [source('salattu.fodt', flatText('Salattu', 'fi', [{ heading: 'Salainen', lines: ['Tämä on salattu.'] }]))], pdf('writer', { EncryptFile: true, DocumentOpenPassword: 'avain' }), INTO)
rmSync(folder, { recursive: true })
