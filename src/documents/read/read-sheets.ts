import { inOrder, partsOf, type openZip } from './open-zip.ts'
import { check, numbered, type Reading } from './reading.ts'
import { scanXml, textOf } from './scan-xml.ts'

type Zip = ReturnType<typeof openZip>
const COMMENTS = /^xl\/(?:threadedComments\/threadedC|c)omments?\d{0,5}\.xml$/i

/** Sheets in the order of the workbook: a line for each row, its cells divided by a dash; the comments after them. */
export function readSheets(zip: Zip): Reading {
  const shared = sharedStrings(zip.part('xl/sharedStrings.xml')), sheets = sheetsOf(zip)
  const parts = sheets.map(({ name, file }) => ({ heading: name, text: readSheet(zip.part(file) ?? '', shared) + commentsOf(zip, file) }))
  return { parts: numbered('sheet', parts), pages: sheets.length, checks: [check('title', textOf(zip.part('docProps/core.xml'), 'dc:title') !== '')] }
}

/** The files are numbered as they were made, not as they stand. */
function sheetsOf(zip: Zip): { name: string; file: string }[] {
  const places = partsOf(zip, 'xl/workbook.xml'), files = inOrder(zip.names, /^xl\/worksheets\/sheet\d+\.xml$/), sheets: { name: string; file: string | undefined }[] = []
  scanXml(zip.part('xl/workbook.xml') ?? '', { open(name, attribute) { if (name === 'sheet') sheets.push({ name: attribute('name') ?? '', file: places.get(attribute('r:id') ?? '') }) } })
  const placed = sheets.flatMap(({ name, file }) => (file !== undefined && files.includes(file) ? [{ name, file }] : []))
  return placed.length === files.length ? placed : files.map((file, index) => ({ name: sheets[index]?.name ?? '', file }))
}

function sharedStrings(xml: string | undefined): string[] {
  const strings: string[] = []
  let text = '', inText = false
  scanXml(xml ?? '', {
    open(name) { if (name === 'si') text = ''; else if (name === 't') inText = true },
    text(said) { if (inText) text += said },
    close(name) { if (name === 't') inText = false; else if (name === 'si') strings.push(text) },
  })
  return strings
}

function commentsOf(zip: Zip, sheet: string): string {
  const comments: string[] = []
  let text = '', inText = false
  for (const part of partsOf(zip, sheet).values()) {
    if (COMMENTS.test(part)) scanXml(zip.part(part) ?? '', {
      open(name) { if (name === 'text') text = ''; inText = name === 't' || name === 'text' && part.includes('threaded') },
      text(said) { if (inText) text += said },
      close(name) { if (name === 't') inText = false; else if (name === 'text') comments.push(`\n${text}`) },
    })
  }
  return comments.join('')
}

function readSheet(xml: string, shared: string[]): string {
  const rows: string[] = []
  let cells: string[] = [], type = '', value = '', inValue = false
  scanXml(xml, {
    open(name, attribute) {
      if (name === 'row') cells = []
      else if (name === 'c') { type = attribute('t') ?? ''; value = '' } else if (name === 'v' || name === 't') inValue = true
    },
    text(said) { if (inValue) value += said },
    close(name) {
      if (name === 'v' || name === 't') inValue = false
      else if (name === 'c') { const said = type === 's' ? shared[Number(value)] ?? '' : value; if (said.trim() !== '') cells.push(said) } else if (name === 'row' && cells.length > 0) rows.push(cells.join(' – '))
    },
  })
  return rows.join('\n')
}
