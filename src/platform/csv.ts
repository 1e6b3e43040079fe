type Cell = string | number | null

/**
 * A table for a spreadsheet: semicolons and a byte-order mark, as Excel in Finnish and Swedish reads it. A cell that a spreadsheet would take
 * for a formula begins with an apostrophe.
 */
export const toCsv = (rows: readonly (readonly Cell[])[]): string => `\uFEFF${rows.map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`

function cell(value: Cell): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
