/** Rows as RFC 4180 quotes them, with `;` between cells as Finnish spreadsheets read it. */
export const writeCsv = (rows: readonly (readonly string[])[]) => `\uFEFF${rows.map((row) => row.map(cellOf).join(';')).join('\r\n')}\r\n`

/** A spreadsheet would run a cell that begins like a formula; the apostrophe makes it text, and is not shown. */
const FORMULA = /^[=+\-@\t\r\0]/
function cellOf(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return /[;",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The rows of a table, divided by `;`, `,` or tabs, whichever the first line has most; null when a quotation mark is left open. `line` counts from 1. */
export function readCsv(text: string): { line: number; cells: string[] }[] | null {
  const source = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'), first = source.split('\n', 1)[0] ?? ''
  const divider = [';', ',', '\t'].map((sign) => ({ sign, count: first.split(sign).length })).sort((a, b) => b.count - a.count)[0]!.sign
  const rows: { line: number; cells: string[] }[] = []
  let cells: string[] = [], cell = '', quoted = false, line = 1, began = 1
  const endRow = () => {
    cells.push(unguarded(cell))
    if (cells.some((one) => one.trim() !== '')) rows.push({ line: began, cells })
    cells = []
    cell = ''
  }
  for (let at = 0; at < source.length; at++) {
    const sign = source[at]!
    if (sign === '\n') line++
    if (quoted) {
      if (sign === '"' && source[at + 1] === '"') { cell += '"'; at++ }
      else if (sign === '"') quoted = false
      else cell += sign
    } else if (sign === '"' && cell === '') quoted = true
    else if (sign === divider) { cells.push(unguarded(cell)); cell = '' }
    else if (sign === '\n') { endRow(); began = line }
    else cell += sign
  }
  if (quoted) return null
  endRow()
  return rows
}

const unguarded = (cell: string) => (cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell)
