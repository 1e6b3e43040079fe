import { readdirSync } from 'node:fs'
import { getPriority } from 'node:os'
import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { makeDocx, makeOdt, makePptx, makeXlsx } from '../fixtures/make-office.ts'
import { makePdf, makePdfBomb } from '../fixtures/make-pdf.ts'
import { sniff } from '../../files/sniff.ts'
import { WORD } from '../check-file.ts'
import { BEHIND } from '../../platform/step-back.ts'
import { checkInWorker, readInWorker, ReadingFailed } from '../run-worker.ts'
import { findFault, readDocument } from './read-document.ts'
import { joinDivided } from './join-divided.ts'
import { isPdfBomb } from './pdf-bomb.ts'
import { flowing, linesOf } from './read-pdf.ts'
import { numbered, tidy } from './reading.ts'

async function read(bytes: Buffer, name: string) {
  const kind = await sniff(bytes, name)
  expect(kind, name).not.toBeNull()
  return readDocument(bytes, kind!.mime)
}
const asked = (checks: { asks: string; ok: boolean; missing: number }[]) => Object.fromEntries(checks.map(({ asks, ok, missing }) => [asks, ok ? 'ok' : missing || 'bad']))

test('a PDF is read by its pages, with letters of Finnish and Sámi whole', async () => {
  const { parts, pages, checks } = await read(makePdf(['Käyttökatko näyttää äidin yölinjan.', 'Girjerádju lea rabas, Skolt: ǩiõll ŋ đ š ž', 'Kolmas'], { title: 'Ohje', lang: 'fi', tagged: true }), 'a.pdf')
  expect(parts.map(({ kind, number, text }) => [kind, number, text])).toEqual([
    ['page', 1, 'Käyttökatko näyttää äidin yölinjan.'], ['page', 2, 'Girjerádju lea rabas, Skolt: ǩiõll ŋ đ š ž'], ['page', 3, 'Kolmas'],
  ])
  expect(pages).toBe(3)
  expect(asked(checks)).toEqual({ tagged: 'ok', title: 'ok', language: 'ok', text: 'ok' })
})

test('the accessibility check of a PDF says what is missing', async () => {
  const { checks, parts } = await read(makePdf(['Teksti', '']), 'a.pdf')
  expect(asked(checks)).toEqual({ tagged: 'bad', title: 'bad', language: 'bad', text: 1 })
  expect(parts[1]!.text).toBe('')
})

test('a word that a line divides is one word again, and a hyphen of Finnish stays', () => {
  const joined = (text: string, known: string[] = [], rest = '') => joinDivided([flowing(text), rest], (word) => known.includes(word))[0]
  expect(joined('kirjasto-\nkortti ja linja-\nauto\nseuraava')).toBe('kirjastokortti ja linja-auto seuraava')
  expect(joined('Kansal\u00AD\nlis\u00AD\nkirjasto, korkea-\nkoulu‐\nkirjasto')).toBe('Kansalliskirjasto, korkeakoulukirjasto')
  expect(joined('Finna-\npalvelu, PDF-\ntiedosto ja Kirjas-\nto', ['Kirjasto'])).toBe('Finna-palvelu, PDF-tiedosto ja Kirjasto')
  expect(joined('Kirjas-\nto', [], 'kirjasto')).toBe('Kirjasto')
  expect(joined('kulttuuri-\nja tiedeaineistot, kirjoitta-\nja', ['kirjoittaja'])).toBe('kulttuuri- ja tiedeaineistot, kirjoittaja')
  expect(joined('rivi-\nkohta ja verkko-\npäivä', ['verkko', 'päivä'], 'rivi-kohta')).toBe('rivi-kohta ja verkko-päivä')
  expect(joined('Outlook pc-\ntietokoneessa')).toBe('Outlook pc-tietokoneessa')
  expect(joined('nurkka-\noaggut, kir-\nduin', ['nurkka', 'kir'])).toBe('nurkka-oaggut, kirduin')
})

test('words that stand apart on a line of a PDF are apart, also without a space between them; letters that touch are one word', () => {
  const run = (str: string, x: number, width: number, { y = 500, hasEOL = false } = {}) => ({ str, hasEOL, width, height: 11, transform: [11, 0, 0, 11, x, y] })
  expect(linesOf([run('bokti', 57, 25), run('kautta', 82.7, 30), run('', 0, 0, { hasEOL: true }), run('kir', 57, 14), run('jasto', 71.1, 22), run('toinen', 57, 30, { y: 480 })])).toBe('bokti kautta\nkirjastotoinen')
  expect(linesOf([run('liikui', 56.8, 35.22), run('piti', 92.22, 20), run('', 0, 0, { hasEOL: true }), run('vuođa', 57, 30), run('nuoruus', 87.15, 40)])).toBe('liikui piti\nvuođanuoruus')
})

test('a Word document is read under its headings, and its check counts pictures without a text', async () => {
  const { parts, pages, checks } = await read(makeDocx(['Alku & loppu', 'h: Yöaukiolo', 'Ovet suljetaan kello 22.', 'img:', 'img:Kuva ovesta'], { title: 'Aukiolo' }), 'a.docx')
  expect(parts).toEqual([{ kind: 'part', number: 1, heading: '', text: 'Alku & loppu' }, { kind: 'part', number: 2, heading: 'Yöaukiolo', text: 'Ovet suljetaan kello 22.' }])
  expect(pages).toBeNull()
  expect(asked(checks)).toEqual({ title: 'ok', language: 'bad', headings: 'ok', alt: 1 })
})

test('an OpenDocument text, slides with their notes, and sheets are read by their parts', async () => {
  const odt = await read(makeOdt(['h: Otsikko', 'Sisältö']), 'a.odt')
  expect(odt.parts).toEqual([{ kind: 'part', number: 1, heading: 'Otsikko', text: 'Sisältö' }])
  const slides = await read(makePptx([{ title: 'Avaus', text: 'Tervetuloa' }, { title: '', text: 'Kahvitauko', notes: 'Muista maito' }, ...Array.from({ length: 9 }, (_, n) => ({ title: `Dia`, text: `Sisältö ${n + 3}` }))]), 'a.pptx')
  expect(slides.parts.map(({ heading, text }) => [heading, text]).slice(0, 2)).toEqual([['Avaus', 'Tervetuloa'], ['', 'Kahvitauko\nMuista maito']])
  expect(slides.parts.at(-1)).toMatchObject({ kind: 'slide', number: 11, text: 'Sisältö 11' })
  expect(slides.pages).toBe(11)
  const sheets = await read(makeXlsx([{ name: 'Maksut', rows: [['Kortti', '3'], ['Kopio', '1']] }, { name: 'Tyhjä', rows: [] }]), 'a.xlsx')
  expect(sheets.parts.map(({ heading, text }) => [heading, text])).toEqual([['Maksut', 'Kortti – 3\nKopio – 1'], ['Tyhjä', '']])
})

test('plain text is one part, and Markdown has its headings', async () => {
  expect((await read(Buffer.from('\uFEFFrivi 1\r\nrivi 2\n'), 'a.txt')).parts).toEqual([{ kind: 'part', number: 1, heading: '', text: 'rivi 1\nrivi 2' }])
  expect((await read(Buffer.from('# Otsikko\n\nTeksti'), 'a.md')).parts).toEqual([{ kind: 'part', number: 1, heading: 'Otsikko', text: 'Teksti' }])
  expect((await read(Buffer.from('nimi;määrä\nkirja;3'), 'a.csv')).parts[0]!.text).toBe('nimi – määrä\nkirja – 3')
})

test('what is kept has no control characters, and ends at the limit', () => {
  expect(tidy('a\u0000\u202Eb\u00AD  c \n\n\n d')).toBe('a b c\nd')
  const parts = numbered('page', Array.from({ length: 5 }, () => ({ heading: 'h'.repeat(999), text: 'a'.repeat(900_000) })))
  expect(parts.reduce((sum, { text }) => sum + text.length, 0)).toBe(2_000_000)
  expect(parts[0]!.heading).toHaveLength(200)
})

test('a document type in an office file is refused: no entity of its own, inner or outer, is ever read', async () => {
  const evil = makeDocx(['a'], { extra: [{ name: 'word/footnotes.xml', bytes: Buffer.from('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:p><w:t>&x;</w:t></w:p>') }] })
  await expect(read(evil, 'a.docx')).rejects.toThrow('document type')
  const { parts } = await read(makeDocx(['&lt; &#228; &x; &constructor;'], {}), 'a.docx')
  expect(parts[0]!.text).toBe('&lt; &#228; &x; &constructor;')
})

test('U-4: a quick look finds bombs, macros, passwords and what is cut off, and nothing wrong in a sound file', async () => {
  const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', sound = makeDocx(['a'])
  expect(await findFault(sound, DOCX)).toBeNull()
  expect(await findFault(sound.subarray(0, sound.length - 100), DOCX)).toBe('broken')
  expect(await findFault(makeDocx(['a'], { extra: [{ name: 'word/vbaProject.bin', bytes: Buffer.from('x') }] }), DOCX)).toBe('macros')
  expect(await findFault(makeDocx(['a'], { extra: [{ name: 'word/a.xml', bytes: Buffer.alloc(50_000_000) }] }), DOCX)).toBe('bomb')
  expect(await findFault(makeDocx(['a'], { extra: [{ name: 'word/a.xml', bytes: Buffer.alloc(50_000_000), claimedSize: 100 }] }), DOCX)).toBe('bomb')
  expect(await findFault(makeDocx(['a'], { extra: Array.from({ length: 4000 }, (_, n) => ({ name: `a${n}`, bytes: Buffer.alloc(1) })) }), DOCX)).toBe('bomb')
  const pdf = makePdf(['a'])
  expect(await findFault(pdf, 'application/pdf')).toBeNull()
  expect(await findFault(pdf.subarray(0, pdf.length - 200), 'application/pdf')).toBe('broken')
  expect(await findFault(makePdf(['a'], { encrypted: true }), 'application/pdf')).toBe('password')
})

test('U-4: a PDF whose page is packed far tighter than text, once or over again, is a bomb; a blank page that was scanned, and a page of repeated text, are not', () => {
  const stream = (dictionary: string, content: Buffer) => Buffer.concat([Buffer.from(`4 0 obj\n<< /Length ${content.length} ${dictionary} >>\nstream\n`), content, Buffer.from('\nendstream\nendobj\n')])
  expect([isPdfBomb(makePdfBomb(2)), isPdfBomb(makePdfBomb(50)), isPdfBomb(makePdfBomb(50, 2)), isPdfBomb(makePdfBomb(50, 3))]).toEqual([true, true, true, true])
  expect(isPdfBomb(stream('/Subtype /Image /Filter /FlateDecode', deflateSync(Buffer.alloc(9_000_000))))).toBe(false)
  expect(isPdfBomb(stream('/Filter /FlateDecode', deflateSync(Buffer.alloc(900_000))))).toBe(false)
  const text = Buffer.from(Array.from({ length: 60_000 }, (_, n) => `BT 1 0 0 1 72 ${n % 700} Tm (Rivi ${n * 7919 % 1000}) Tj ET`).join('\n'))
  expect([text.length > 1_000_000, isPdfBomb(stream('/Filter [/FlateDecode]', deflateSync(text)))]).toEqual([true, false])
  expect(isPdfBomb(stream('/Filter /DCTDecode', Buffer.from('ffd8', 'hex')))).toBe(false)
})

test('U-4: what is read is what was checked, also when a comment looks like the end of another directory', async () => {
  const docx = makeDocx(['Tarkastettu teksti']), comment = Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(40)])
  docx.writeUInt16LE(comment.length, docx.length - 2)
  const commented = Buffer.concat([docx, comment])
  expect(await findFault(commented, WORD)).toBeNull()
  expect((await readDocument(commented, WORD)).parts.map(({ text }) => text)).toEqual(['Tarkastettu teksti'])
})

test('a file that its reader does not survive costs its own thread only', async () => {
  await expect(readInWorker(Buffer.from('%PDF-1.7\nrubbish'), 'application/pdf')).rejects.toBeInstanceOf(ReadingFailed)
  const slow = makePdf(Array.from({ length: 2000 }, (_, n) => `Sivu ${n}`))
  await expect(readInWorker(slow, 'application/pdf', 1)).rejects.toThrow('out of time')
  expect((await readInWorker(makePdf(['Seuraava']), 'application/pdf')).parts[0]!.text).toBe('Seuraava')
})

test('files are read one after another in one thread, which is behind all others; a check, for which somebody waits, is not', async () => {
  const own = getPriority(), threads = () => readdirSync('/proc/self/task').filter((thread) => getPriority(Number(thread)) > own)
  await readInWorker(Buffer.from('%PDF-1.7\nrubbish'), 'application/pdf').catch(() => {}) // ends the thread of the tests before
  // those that are there already are of files before, whose libraries keep threads
  const there = new Set(threads()), added = () => threads().filter((thread) => !there.has(thread))
  await checkInWorker(makePdf(['Eka']), 'application/pdf')
  const checking = added()
  await readInWorker(makePdf(['Eka']), 'application/pdf')
  const reading = added()
  for (const text of ['Toka', 'Kolmas']) expect((await readInWorker(makePdf([text]), 'application/pdf')).parts[0]!.text).toBe(text)
  expect(added()).toEqual(reading)
  // run with a low priority itself, all its threads are behind anyway
  expect([checking, reading.map((thread) => getPriority(Number(thread)))]).toEqual([[], own < BEHIND ? [BEHIND] : []])
  expect(getPriority()).toBe(own)
})
