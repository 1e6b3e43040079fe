import { createWriteStream, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Document, Packer, Paragraph } from 'docx'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exportLibrary } from '../content/export/export-library.ts'
import { allItemIds } from '../content/export/export.queries.ts'
import { start } from '../content/export/fixtures/add-network.ts'
import { contentOf } from '../content/export/fixtures/same-library.ts'
import { writeZip } from '../content/export/write-zip.ts'
import { importPath } from '../content/import/import-path.ts'
import type { FileNote } from '../content/import/import-tally.ts'
import { readFolder } from '../content/import/read-folder.ts'
import { PAGE_FOLDERS } from '../content/import/sample-files.ts'
import type { Section } from '../content/sections.ts'
import type { AppContext } from '../context.ts'
import { makeOdp, makeOds, makeOdt, makePptx, makeXlsx } from '../documents/fixtures/make-office.ts'
import { makePdf } from '../documents/fixtures/make-pdf.ts'
import { readDocuments } from '../documents/read-documents.ts'
import type { Viewer } from '../people/viewer.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { findItems } from '../search/find-items.ts'
import { catchUpSearch } from '../search/search.sync.ts'
import { addPerson } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'
import { importDocuments } from './import-documents.ts'
import { reportDuplicates, type PairReport } from './import-duplicates.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'laavu-mixed-')), source = path.join(folder, 'verkkolevy')
afterAll(() => { rmSync(folder, { recursive: true }) })
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

/** A file of the drive: its parts are its pages, slides or sheets. */
interface Made { where: string; parts: string[][] }
const FORMATS: ((parts: string[][]) => [string, Buffer] | Promise<[string, Buffer]>)[] = [
  (parts) => ['pdf', makePdf(parts.map((lines) => lines.join('\n')))], (parts) => ['odt', makeOdt(parts.flat())], (parts) => ['pptx', makePptx(parts.map(([title, ...lines]) => ({ title: title!, text: lines.join(' ') })))],
  (parts) => ['xlsx', makeXlsx(parts.map((lines, n) => ({ name: `Taulukko ${n + 1}`, rows: lines.map((line) => [line]) })))], (parts) => ['txt', Buffer.from(parts.flat().join('\n'))], async (parts) => ['docx', await Packer.toBuffer(new Document({ sections: [{ children: parts.flat().map((line) => new Paragraph(line)) }] }))],
  (parts) => ['html', Buffer.from(`<html><head><title>Sivu</title><script>ohjelmakoodia()</script></head><body>${parts.flat().map((line) => `<p>${line.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`).join('')}</body></html>`)],
]
/** as wide as a page */
const wrapped = (line: string) => line.match(/.{1,80}(?: |$)/g)?.map((part) => part.trim()).filter((part) => part.length > 3) ?? []
const wordsOf = (text: string) => [...new Set(text.normalize('NFC').match(/\p{L}{5,}/gu) ?? [])]
let app: AppContext, viewer: Viewer, notes: FileNote[] = [], made: Made[] = []
const write = (where: string, bytes: Buffer | string) => { mkdirSync(path.dirname(path.join(source, where)), { recursive: true }); writeFileSync(path.join(source, where), bytes) }
const run = async (options: { subjectsFromFolders?: boolean } = {}) => { notes = []; return importPath(app, source, { actor: SYSTEM, documents: importDocuments, onFile: (note) => { notes.push(note) }, ...options }) }

beforeAll(async () => {
  const texts: string[] = []
  for (const from of PAGE_FOLDERS) for await (const { page } of readFolder(from)) if (page && texts.length < 42) texts.push(page.body)
  for (const [n, text] of texts.entries()) {
    // a made PDF holds 220 different letters, which are enough for these languages
    const lines = text.split('\n').map((line) => line.replace(/[^\p{L}\p{N} .,:-]/gu, ' ').replace(/\s+/g, ' ').trim()).filter((line) => line.length > 3).flatMap(wrapped), middle = Math.ceil(lines.length / 2)
    const parts = [lines.slice(0, middle), [...lines.slice(middle), `čáŋđšŧž sivulla${n}`]], [ending, bytes] = await FORMATS[n % FORMATS.length]!(parts)
    made.push({ where: `${n % 2 ? '1_Asiakaspalvelu/Maksut' : '2_Kokoelmat'}/ohje ${n}.${ending}`, parts })
    write(made.at(-1)!.where, bytes)
  }
  for (let n = 0; n < 150; n++) write(`3_Muistiot/muistio-${n}.md`, `# Muistio ${n}\n\nKokouksen ${n} muistio: ${Array.from({ length: 30 }, (_, k) => `asia${n}x${k}`).join(' ')}`)
  const old = Array.from({ length: 400 }, (_, n) => `kohta${n}`)
  write('4_Vanhat/käyttöohje ŋ.txt', old.join(' '))
  write('4_Vanhat/käyttöohje ŋ (kopio 2).txt', [...old.slice(0, 395), 'uusittu', 'loppu'].join(' '))
  write('5_Esitykset/revontuliviikko.pptx', makePptx([{ title: 'Revontuliviikko', text: 'Viikko alkaa lokakuussa.' }, { title: 'Ohjelma', text: 'Iltasatu ja pajat.' }, { title: 'Näyttelyhylly', text: 'Vie kuvakirjat ikkunan viereen ennen kymmentä, kun luokka saapuu.' }]))
  write('5_Esitykset/satutunti.odp', makeOdp([{ title: 'Satutunti', text: 'Tyynyt kaapista.' }, { title: 'Lopuksi', text: 'Kiitä lukijoita.' }]))
  write('5_Esitykset/varaukset.ods', makeOds([{ name: 'Kevät', rows: [['maanantai', 'sali']] }, { name: 'Syksy', rows: [['tiistai', 'paja']] }]))
  write('5_Esitykset/kutsu.rtf', String.raw`{\rtf1\ansi Tervetuloa p\'e4iv\'e4n avaukseen}`)
  write('5_Esitykset/osallistujat.csv', 'ryhmä;määrä\nesikoulu;12\n')
  write('kuvat/irrallinen.png', PNG)
  write('kuvat/kaytetty.png', PNG)
  write('kuvallinen.md', '# Kuvallinen\n\n![Kuva](kuvat/kaytetty.png)')
  write('rikki.pdf', '%PDF-1.7\n')
  write('tyhja.docx', '')
  write('ohjelma.exe', 'MZ')
  const site = await testApp({ DATA_DIR: path.join(folder, 'data') })
  app = site.app
  await start(app)
  const personId = await addPerson(app), place = await app.db.selectFrom('municipality').where('slug', '=', 'rovaniemi').selectAll().executeTakeFirstOrThrow()
  viewer = { id: personId, name: 'T', role: 'reader', municipalityId: place.id, municipalitySlug: place.slug, municipalityName: place.name, municipalityInside: '', teamIds: [], locale: 'fi', theme: '', libraryId: null } as unknown as Viewer
}, 60_000)

test('a drive of 200 mixed files comes in: pages and documents, subjects by folders, and what became of every file', async () => {
  const files = (readdirSync(source, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length, counts = await run({ subjectsFromFolders: true })
  expect(files).toBeGreaterThanOrEqual(200)
  expect(notes.filter(({ result }) => result === 'failed').map(({ where, reason }) => `${where}: ${reason}`).toSorted()).toEqual([
    'kuvat/irrallinen.png: Kuvaa ei tuoda yksinään: mikään tuotava sivu ei käytä sitä. Liitä se sivun tekstiin.', 'ohjelma.exe: Tätä tiedostomuotoa ei tuoda. Tallenna se esimerkiksi PDF- tai .docx-muotoon.',
    'rikki.pdf: Tiedosto on vioittunut tai katkennut. Hae se uudelleen tai tallenna se uudelleen ohjelmassaan.', expect.stringMatching(/^tyhja\.docx: /),
  ])
  // a picture comes with the page that uses it
  expect(counts).toMatchObject({ created: files - 5, failed: 4 })
  expect(notes).toHaveLength(files - 1)
  const subjects = await app.db.selectFrom('item_subject').innerJoin('item', 'item.id', 'item_subject.item_id').innerJoin('subject', 'subject.id', 'item_subject.subject_id').where('external_id', '=', made[1]!.where).select('label').orderBy('label').execute()
  expect(subjects.map(({ label }) => label)).toEqual(['Asiakaspalvelu', 'Maksut'])
}, 120_000)

test('every word of five letters or more is in the right page, slide or sheet, with its own letters', async () => {
  await readDocuments(app)
  for (const { where, parts } of made) {
    const id = where.replace(/\.(?:docx|html)$/, ''), row = await app.db.selectFrom('item').innerJoin('revision', 'revision.item_id', 'item.id').where('external_id', '=', id).select(['revision.sections', 'revision.title']).executeTakeFirstOrThrow()
    const sections = (JSON.parse(row.sections) as Section[]).map(({ heading, text }) => `${heading} ${text}`), byPart = /\.(?:pdf|pptx|xlsx)$/.test(where)
    if (byPart) expect([where, sections.length]).toEqual([where, 2])
    for (const [n, lines] of parts.entries()) {
      const found = new Set(wordsOf(`${row.title} ${byPart ? sections[n] : sections.join(' ')}`))
      expect([where, n, wordsOf(lines.join(' ')).filter((word) => !found.has(word))]).toEqual([where, n, []])
    }
  }
}, 180_000)

test('search finds a word of a document, and opens at its page', async () => {
  await catchUpSearch(app)
  const id = async (where: string) => (await app.db.selectFrom('item').where('external_id', '=', where).select('id').executeTakeFirstOrThrow()).id
  for (const n of [0, 2, 3]) {
    const { results } = await findItems(app, viewer, { typed: `sivulla${n}`, filters: { kind: [], municipality: [], role: [], language: [], subject: [] }, asTyped: true, offset: 0, limit: 5 })
    expect([n, results[0]?.card.id]).toEqual([n, await id(made[n]!.where)])
    expect(JSON.stringify(results[0]!.hit)).toContain('2')
  }
}, 60_000)

test('a half-remembered phrase finds the slide that it is on', async () => {
  const { results } = await findItems(app, viewer, { typed: 'kuvakirjoja ikkunoiden vieressä luokan saapuessa', filters: { kind: [], municipality: [], role: [], language: [], subject: [] }, asTyped: true, offset: 0, limit: 5 })
  const { id } = await app.db.selectFrom('item').where('external_id', '=', '5_Esitykset/revontuliviikko.pptx').select('id').executeTakeFirstOrThrow()
  expect([results[0]?.card.id, results[0]?.hit.positions]).toEqual([id, [2]])
}, 60_000)

test('a second run changes nothing', async () => {
  const changes = async () => (await app.db.selectFrom('change').select((select) => select.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n, before = await changes()
  expect(await run({ subjectsFromFolders: true })).toMatchObject({ created: 0, revised: 0, failed: 4 })
  expect(await changes()).toBe(before)
}, 120_000)

test('nearly the same files are told with a figure, and made one of when asked', async () => {
  const touched = new Set(notes.flatMap(({ externalId }) => (externalId === undefined ? [] : [externalId]))), told: PairReport[] = []
  expect(await reportDuplicates(app, touched, false, (pair) => { told.push(pair) })).toMatchObject({ merged: 0 })
  expect(told.find(({ newer, older }) => [newer, older].every((where) => where.startsWith('4_Vanhat/')))).toMatchObject({ similarity: expect.closeTo(0.98, 1), merged: false })
  expect(await reportDuplicates(app, touched, true, () => {})).toMatchObject({ merged: 1 })
  const versions = await app.db.selectFrom('document_version').innerJoin('item', 'item.id', 'document_version.item_id').where('external_id', 'like', '4_Vanhat/%').select(['external_id', 'number', 'state']).orderBy('number').execute()
  expect(versions.map(({ number, state }) => [number, state])).toEqual([[1, 'published'], [2, 'published']])
  expect(new Set(versions.map(({ external_id: id }) => id)).size).toBe(1)
}, 60_000)

test('the whole library is exported, imported into an empty installation, and is the same', async () => {
  const file = path.join(folder, 'kaikki.zip'), { app: empty } = await testApp({ DATA_DIR: path.join(folder, 'toinen') })
  await start(empty)
  await pipeline(Readable.from(writeZip(exportLibrary(app, null, await allItemIds(app.db, null), { locale: 'fi', whole: true }))), createWriteStream(file))
  const items = await app.db.selectFrom('item').select('id').execute()
  expect(await importPath(empty, file, { actor: SYSTEM })).toMatchObject({ created: items.length, failed: 0 })
  await readDocuments(empty)
  const compared = { people: [], now: empty.now().toISOString() }, [there, here] = [await contentOf(app.db, compared), await contentOf(empty.db, compared)]
  for (const [table, rows] of Object.entries(there)) expect([table, here[table]!.length, rows.filter((row, n) => here[table]![n] !== row).map((row) => row.slice(0, 500))]).toEqual([table, rows.length, []])
  expect(there['item']!.length).toBeGreaterThan(180)
  await catchUpSearch(empty)
  const search = { typed: 'kuvakirjoja ikkunoiden vieressä', filters: { kind: [], municipality: [], role: [], language: [], subject: [] }, asTyped: true, offset: 0, limit: 5 }
  expect((await findItems(empty, viewer, search)).results.map(({ card }) => card.id)).toEqual((await findItems(app, viewer, search)).results.map(({ card }) => card.id))
}, 180_000)

const REAL = process.env['LAAVU_REAL_FILES']
test.skipIf(REAL === undefined)('the text of real Word files in Northern Sámi comes in with its letters', async () => {
  for (const name of readdirSync(REAL!).filter((file) => file.endsWith('.docx'))) write(`sami/${name}`, readFileSync(path.join(REAL!, name)))
  expect((await run()).created).toBeGreaterThanOrEqual(2)
  const rows = await app.db.selectFrom('item').innerJoin('revision', 'revision.item_id', 'item.id').where('external_id', 'like', 'sami/%').select(['external_id', 'revision.sections', 'revision.title', 'body']).execute()
  const { value } = await import('mammoth').then(async ({ default: mammoth }) => mammoth.extractRawText({ buffer: readFileSync(path.join(REAL!, readdirSync(REAL!).filter((file) => file.endsWith('.docx'))[0]!)) }))
  const text = (JSON.parse(rows.find(({ external_id: id }) => value !== '' && id !== null && readdirSync(REAL!).filter((file) => file.endsWith('.docx'))[0]!.startsWith(id.slice(5)))!.sections) as Section[]).map(({ heading, text: part }) => `${heading} ${part}`).join(' ')
  const missing = wordsOf(value).filter((word) => !text.includes(word))
  expect(missing).toEqual([])
  expect(text).toMatch(/[šđŋčžá]/)
}, 60_000)
