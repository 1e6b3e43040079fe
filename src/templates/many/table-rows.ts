import { readRows } from '../../platform/csv.ts'

/** A table that was pasted from a spreadsheet (tabs) or a CSV file (semicolons or commas, quoted cells): its first row names the fields. */
export interface Table { header: string[]; rows: string[][] }

export function tableOf(text: string): Table {
  const first = text.split(/[\r\n]/, 1)[0]!, divider = first.includes('\t') ? '\t' : first.includes(';') ? ';' : ','
  const [header = [], ...rows] = readRows(text, divider).rows.map(({ cells }) => cells.map((cell) => cell.trim()))
  return { header, rows }
}
