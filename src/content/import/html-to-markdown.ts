import TurndownService from 'turndown'
import { PageRefused } from './source-page.ts'

const turndown = new TurndownService({ headingStyle: 'atx', bulletListMarker: '-', codeBlockStyle: 'fenced', emDelimiter: '*' })
const cellText = (content: string) => content.trim().replace(/\|/g, '\\|').replace(/\n\s*/g, '<br>')
addTables(turndown)

/** Teaches a converter to write tables. */
export function addTables(converter: TurndownService) {
  converter.addRule('cell', { filter: ['td', 'th'], replacement: (content) => `${cellText(content)}\t` })
  converter.addRule('row', { filter: 'tr', replacement: (content) => `${content}\n` })
  converter.addRule('rows', { filter: ['thead', 'tbody', 'tfoot'], replacement: (content) => content })
  converter.addRule('table', { filter: 'table', replacement: (content) => tableOf(content) })
}

/** HTML that Word's converter wrote as Markdown, tables included. The result is untrusted like any other text. Throws PageRefused. */
export function markdownOf(html: string): string {
  try { return turndown.turndown(html) } catch (error) {
    if (error instanceof RangeError) throw new PageRefused('Asiakirjan rakenne on liian syvä.')
    throw error
  }
}

/** Rows of cells ending in tabs become a table whose first row is its heading, as Markdown has no other kind. */
function tableOf(content: string) {
  const rows = content.split('\n').filter((row) => row.includes('\t')).map((row) => row.split('\t').slice(0, -1).map((cell) => cell.trim()))
  const width = Math.max(0, ...rows.map((row) => row.length))
  const lineOf = (cells: string[]) => `| ${Array.from({ length: width }, (_, i) => cells[i] ?? '').join(' | ')} |`
  const [head, ...rest] = rows
  if (!head) return ''
  return `\n\n${[lineOf(head), `|${' --- |'.repeat(width)}`, ...rest.map(lineOf)].join('\n')}\n\n`
}
