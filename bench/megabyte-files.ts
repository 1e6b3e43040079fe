import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { makePdf } from '../src/documents/fixtures/make-pdf.ts'
import { makeZip } from '../src/testing/make-zip.ts'
import { sentences } from './pages.ts'

const MEGABYTE = 1_000_000

/** Writes so many files of about a megabyte as people have them, each with its own text: half PDF of 12 pages, half Word with a photograph, one in fifty all text. */
export async function writeMegabyteFiles(folder: string, count: number) {
  for (let n = 1; n <= count; n++) {
    const [name, bytes] = n % 50 === 0 ? [`f${n}.txt`, textFile(n)] : n % 10 < 5 ? [`f${n}.pdf`, pdfFile(n)] : [`f${n}.docx`, await wordFile(n)]
    writeFileSync(path.join(folder, name), bytes)
  }
}

const lines = sentences()
const text = (n: number, count: number, from: number) => Array.from({ length: count }, (_, at) => lines[(n * 131 + from * 17 + at * 7) % lines.length]!)

function textFile(n: number): Buffer {
  const all: string[] = []
  for (let at = 0, size = 0; size < MEGABYTE; at++) { all.push(`${text(n, 1, at)[0]} ${n}.${at}\n`); size += all.at(-1)!.length }
  return Buffer.from(all.join('')).subarray(0, MEGABYTE)
}

function pdfFile(n: number): Buffer {
  const pdf = makePdf(Array.from({ length: 12 }, (_, page) => text(n, 25, page).map((line) => line.replace(/[^\p{L}\p{N} .,:-]/gu, '').slice(0, 90)).join('\n')), { title: `Tiedosto ${n}` })
  const filling = Buffer.from(`999 0 obj\n<< /Length ${MEGABYTE - pdf.length} >>\nstream\n${randomBytes(Math.ceil((MEGABYTE - pdf.length) / 2)).toString('hex')}\nendstream\nendobj\n`, 'latin1')
  // an object that nothing uses, before the cross-reference table
  const at = pdf.lastIndexOf('xref\n0'), start = pdf.lastIndexOf('startxref')
  return Buffer.concat([pdf.subarray(0, at), filling, pdf.subarray(at, start), Buffer.from(`startxref\n${at + filling.length}\n%%EOF\n`)])
}

const escaped = (line: string) => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const NAMES = { w: 'wordprocessingml/2006/main', r: 'officeDocument/2006/relationships', a: 'drawingml/2006/main', pic: 'drawingml/2006/picture', wp: 'drawingml/2006/wordprocessingDrawing' }
const XMLNS = Object.entries(NAMES).map(([name, place]) => `xmlns:${name}="http://schemas.openxmlformats.org/${place}"`).join(' ')
const PICTURE = '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="Kuva" descr="Kuva"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="r1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
const rels = (id: string, type: string, target: string) => `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/></Relationships>`

async function wordFile(n: number): Promise<Buffer> {
  const body = text(n, 300, 1).map((line, at) => `<w:p>${at % 30 === 0 ? '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' : ''}<w:r><w:t>${escaped(at % 30 === 0 ? line.slice(0, 100) : line)}</w:t></w:r></w:p>`).join('')
  const part = (name: string, xml: string) => ({ name, bytes: Buffer.from(xml) })
  return makeZip([
    part('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="jpg" ContentType="image/jpeg"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'),
    part('_rels/.rels', rels('r1', 'officeDocument', 'word/document.xml')), part('word/_rels/document.xml.rels', rels('r1', 'image', 'media/a.jpg')),
    part('word/document.xml', `<w:document ${XMLNS}><w:body>${body}${PICTURE}</w:body></w:document>`),
    part('word/styles.xml', `<w:styles ${XMLNS}><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>`),
    { name: 'word/media/a.jpg', bytes: await photograph() },
  ])
}

/** About as many bytes for its size as a photograph has. */
const photograph = () => sharp(randomBytes(800 * 600 * 3), { raw: { width: 800, height: 600, channels: 3 } }).resize(1600, 1200).jpeg({ quality: 80 }).toBuffer()
