import { inOrder, type openZip } from './open-zip.ts'
import { check, numbered, type Reading } from './reading.ts'
import { scanXml, textOf } from './scan-xml.ts'

/** Sheets: a line for each row, its cells divided by a dash. */
export function readSheets(zip: ReturnType<typeof openZip>): Reading {
  const shared = sharedStrings(zip.part('xl/sharedStrings.xml')), names = sheetNames(zip.part('xl/workbook.xml'))
  const files = inOrder(zip.names, /^xl\/worksheets\/sheet\d+\.xml$/)
  const parts = files.map((file, index) => ({ heading: names[index] ?? '', text: readSheet(zip.part(file)!, shared) }))
  return { parts: numbered('sheet', parts), pages: files.length, checks: [check('title', textOf(zip.part('docProps/core.xml'), 'dc:title') !== '')] }
}

function sheetNames(xml: string | undefined): string[] {
  const names: string[] = []
  scanXml(xml ?? '', { open(name, attribute) { if (name === 'sheet') names.push(attribute('name') ?? '') } })
  return names
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
