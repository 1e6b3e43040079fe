type Cell = string | number | null
export interface Row { /** counts from 1 */ line: number; cells: string[] }

/** What a spreadsheet would run as a formula. An apostrophe before it makes it text, and is not shown. */
const FORMULA = /^[=+\-@\t\r\n\0]/

/** A table for a spreadsheet: semicolons and a byte-order mark, as Excel in Finnish and Swedish reads it; quoted as RFC 4180 says. */
export const toCsv = (rows: readonly (readonly Cell[])[]): string => `\uFEFF${rows.map((row) => row.map(written).join(';')).join('\r\n')}\r\n`

function written(value: Cell): string {
  if (value === null || typeof value === 'number') return String(value ?? '')
  const safe = FORMULA.test(value) ? `'${value}` : value
  return /[;",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The rows of a table, divided by `;`, `,` or tabs, whichever the first line has most; null when a quotation mark is left open. What `toCsv` guarded comes back as it was. */
export function readCsv(text: string): Row[] | null {
  const first = text.replace(/^\uFEFF/, '').split(/[\r\n]/, 1)[0]!
  const divider = [';', ',', '\t'].map((sign) => ({ sign, count: first.split(sign).length })).sort((a, b) => b.count - a.count)[0]!.sign
  const { rows, isOpen } = readRows(text, divider)
  return isOpen ? null : rows.map(({ line, cells }) => ({ line, cells: cells.map(unguarded) }))
}

const unguarded = (cell: string) => (cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell)

/** RFC 4180 with any divider; rows without text are left out. `isOpen`: the last cell began with a quotation mark that nothing ends. */
export function readRows(text: string, divider: string): { rows: Row[]; isOpen: boolean } {
  const source = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'), rows: Row[] = []
  let cells: string[] = [], cell = '', quoted = false, line = 1, began = 1
  const endCell = () => { cells.push(cell); cell = '' }
  const endRow = () => {
    endCell()
    if (cells.some((one) => one.trim() !== '')) rows.push({ line: began, cells })
    cells = []
    began = line
  }
  for (let at = 0; at < source.length; at++) {
    const sign = source[at]!
    if (sign === '\n') line++
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (source[at + 1] === '"') { cell += '"'; at++ } else quoted = false
    } else if (sign === '"' && cell.trim() === '') { quoted = true; cell = '' } else if (sign === divider) endCell()
    else if (sign === '\n') endRow()
    else cell += sign
  }
  endRow()
  return { rows, isOpen: quoted }
}
