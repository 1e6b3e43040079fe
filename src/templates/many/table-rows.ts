/** A table that was pasted from a spreadsheet (tabs) or a CSV file (semicolons or commas, quoted cells): its first row names the fields. */
export interface Table { header: string[]; rows: string[][] }

export function tableOf(text: string): Table {
  const clean = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'), first = clean.split('\n', 1)[0] ?? ''
  const separator = first.includes('\t') ? '\t' : first.includes(';') ? ';' : ','
  const [header = [], ...rows] = cells(clean, separator).filter((row) => row.some((cell) => cell !== ''))
  return { header, rows }
}

/** RFC 4180, with any separator. */
function cells(text: string, separator: string): string[][] {
  const rows: string[][] = [[]]
  let cell = '', quoted = false
  const end = () => { rows.at(-1)!.push(cell.trim()); cell = '' }
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!
    if (quoted) {
      if (sign === '"' && text[at + 1] === '"') { cell += '"'; at++ } else if (sign === '"') quoted = false
      else cell += sign
    } else if (sign === '"' && cell.trim() === '') { quoted = true; cell = '' } else if (sign === separator) end()
    else if (sign === '\n') { end(); rows.push([]) } else cell += sign
  }
  end()
  return rows
}
