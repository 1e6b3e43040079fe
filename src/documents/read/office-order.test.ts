import { expect, test } from 'vitest'
import { makeZip, type ZipEntry } from '../../testing/make-zip.ts'
import { openZip } from './open-zip.ts'
import { readDocx } from './read-docx.ts'
import { readSheets } from './read-sheets.ts'
import { readSlides } from './read-slides.ts'

const part = (name: string, text: string): ZipEntry => ({ name, bytes: Buffer.from(text) })
const zip = (...parts: ZipEntry[]) => openZip(makeZip(parts))
const related = (name: string, targets: Record<string, string>) => part(name, `<Relationships>${Object.entries(targets).map(([id, target]) => `<Relationship Id="${id}" Type="a" Target="${target}"/>`).join('')}</Relationships>`)
const slide = (n: number, text: string) => part(`ppt/slides/slide${n}.xml`, `<p:sld><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:sld>`)

test('slides stand in the order in which they are shown, each with its diagram and notes, not in that of their files', () => {
  const { parts } = readSlides(zip(
    part('ppt/presentation.xml', '<p:presentation><p:sldIdLst><p:sldId id="256" r:id="r3"/><p:sldId id="257" r:id="r1"/><p:sldId id="258" r:id="r2"/></p:sldIdLst></p:presentation>'),
    related('ppt/_rels/presentation.xml.rels', { r1: 'slides/slide1.xml', r2: '/ppt/slides/slide2.xml', r3: 'slides/slide3.xml', r4: 'theme/theme1.xml' }), slide(1, 'Keskellä'), slide(2, 'Lopussa'), slide(3, 'Alussa'),
    related('ppt/slides/_rels/slide3.xml.rels', { a: '../diagrams/data7.xml', b: '../notesSlides/notesSlide2.xml', c: '../../../etc/passwd', d: 'https://a.fi/slides/slide1.xml' }),
    part('ppt/diagrams/data7.xml', '<dgm:dataModel><a:p><a:r><a:t>Kaavion sana</a:t></a:r></a:p></dgm:dataModel>'), part('ppt/notesSlides/notesSlide2.xml', '<p:notes><a:p><a:r><a:t>Muistiinpano</a:t></a:r></a:p></p:notes>'),
  ))
  expect(parts.map(({ number, text }) => [number, text])).toEqual([[1, 'Alussa\nKaavion sana\nMuistiinpano'], [2, 'Keskellä'], [3, 'Lopussa']])
})

test('slides that the list leaves out are still read', () => {
  expect(readSlides(zip(part('ppt/presentation.xml', '<p:presentation><p:sldId r:id="r1"/></p:presentation>'), related('ppt/_rels/presentation.xml.rels', { r1: 'slides/slide2.xml' }), slide(1, 'Eka'), slide(2, 'Toka'))).parts.map(({ text }) => text)).toEqual(['Eka', 'Toka'])
})

test('sheets have the names and the order of the workbook, and their comments', () => {
  const sheet = (n: number, text: string) => part(`xl/worksheets/sheet${n}.xml`, `<worksheet><row><c t="inlineStr"><is><t>${text}</t></is></c></row></worksheet>`)
  const { parts } = readSheets(zip(
    part('xl/workbook.xml', '<workbook><sheets><sheet name="Toisena tehty" sheetId="2" r:id="b"/><sheet name="Kaavio" sheetId="3" r:id="c"/><sheet name="Ensin tehty" sheetId="1" r:id="a"/></sheets></workbook>'),
    related('xl/_rels/workbook.xml.rels', { a: 'worksheets/sheet1.xml', b: 'worksheets/sheet2.xml', c: 'chartsheets/sheet1.xml' }), sheet(1, 'yksi'), sheet(2, 'kaksi'),
    related('xl/worksheets/_rels/sheet2.xml.rels', { a: '../comments1.xml', b: '../threadedComments/threadedComment1.xml' }), part('xl/comments1.xml', '<comments><authors><author>Salainen</author></authors><comment><text><r><t>Vanha</t></r><r><t> kommentti</t></r></text></comment></comments>'),
    part('xl/threadedComments/threadedComment1.xml', '<ThreadedComments><threadedComment><text>Uusi kommentti</text></threadedComment></ThreadedComments>'),
  ))
  expect(parts.map(({ heading, text }) => [heading, text])).toEqual([['Toisena tehty', 'kaksi\nVanha kommentti\nUusi kommentti'], ['Ensin tehty', 'yksi']])
})

test('a drawing that is marked as decoration needs no words, and the words of a diagram are read', () => {
  const drawing = (inside: string) => `<w:p><w:r><w:drawing><wp:docPr id="1" name="a">${inside}</wp:docPr></w:drawing></w:r></w:p>`
  const { parts, checks } = readDocx(zip(
    part('word/document.xml', `<w:document>${drawing('<a:extLst><a:ext><adec:decorative val="1"/></a:ext></a:extLst>')}${drawing('<a:extLst><a:ext><adec:decorative val="0"/></a:ext></a:extLst>')}</w:document>`),
    part('word/diagrams/data1.xml', '<dgm:dataModel><a:p><a:r><a:t>Kaavion sana</a:t></a:r></a:p></dgm:dataModel>'),
  ))
  expect(parts.map(({ text }) => text)).toEqual(['Kaavion sana'])
  expect(checks.find(({ asks }) => asks === 'alt')).toMatchObject({ ok: false, missing: 1 })
})
