import type { openZip } from './open-zip.ts'
import { check, numbered, type Reading } from './reading.ts'
import { scanOdf } from './scan-odf.ts'
import { textOf } from './scan-xml.ts'

/** An OpenDocument spreadsheet: a part for each sheet, a line for each row. A row or cell that is repeated is said once. */
export function readTables(zip: ReturnType<typeof openZip>): Reading {
  const sheets: { heading: string; text: string }[] = []
  let cells: string[] = [], cell: string[] | null = null
  scanOdf(zip.part('content.xml'), {
    line(line) {
      if (cell) cell.push(line)
      else if (sheets.length > 0) sheets.at(-1)!.text += `${line}\n` // in a shape that lies on the sheet
    },
    open(name, attribute) {
      if (name === 'table:table') sheets.push({ heading: attribute('table:name') ?? '', text: '' })
      else if (name === 'table:table-row') cells = []
      else if (name === 'table:table-cell') cell = []
    },
    close(name) {
      if (name === 'table:table-cell') {
        const said = cell?.join(' ').trim() ?? ''
        if (said !== '') cells.push(said)
        cell = null
      } else if (name === 'table:table-row' && cells.length > 0 && sheets.length > 0) { sheets.at(-1)!.text += `${cells.join(' – ')}\n`; cells = [] }
    },
  })
  return { parts: numbered('sheet', sheets), pages: sheets.length, checks: [check('title', textOf(zip.part('meta.xml'), 'dc:title') !== '')] }
}
