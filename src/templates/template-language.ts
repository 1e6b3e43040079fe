/**
 * The language of message templates: `{{field}}`, `{{field.form}}`, `{{#jos field}}…{{muuten}}…{{/jos}}` and `{{#joka rows}}…{{/joka}}`.
 * Parsing never fails: whatever is not understood is reported with its place, and stays in the text as it was written.
 */
export interface Position { line: number; column: number }
export type TemplateNode =
  | { kind: 'text'; text: string }
  | { kind: 'value'; name: string; form: string; position: Position }
  | { kind: 'if'; name: string; filled: TemplateNode[]; empty: TemplateNode[]; position: Position }
  | { kind: 'each'; name: string; body: TemplateNode[]; position: Position }

export type SyntaxCode =
  | 'tag-not-closed' | 'tag-not-opened' | 'tag-not-understood' | 'else-without-if' | 'second-else' | 'close-without-open' | 'block-not-closed'
  | 'each-inside-each' | 'too-deep' | 'too-long'
export interface TemplateSyntaxError extends Position { code: SyntaxCode; near: string }
export interface ParsedTemplate { nodes: TemplateNode[]; errors: TemplateSyntaxError[] }

export const LONGEST_SOURCE = 20_000
const DEEPEST = 10
const MOST_ERRORS = 50
const NAME = '[a-zåäö][a-z0-9åäö_]*'
export const FIELD_NAME = new RegExp(`^(?!(?:muuten|jos|joka)$)${NAME}$`)
const VALUE = new RegExp(`^(${NAME})(?:\\.(${NAME}))?$`)
const BLOCK = new RegExp(`^#(jos|joka)\\s+(${NAME})$`)

type BlockWord = 'jos' | 'joka'
type Tag = { kind: 'value'; name: string; form: string } | { kind: 'open'; word: BlockWord; name: string } | { kind: 'else' } | { kind: 'close'; word: BlockWord }
interface OpenBlock { node: Extract<TemplateNode, { kind: 'if' | 'each' }>; list: TemplateNode[]; hasElse: boolean }

export function parseTemplate(source: string): ParsedTemplate {
  const text = source.normalize('NFC').replace(/\r\n?/g, '\n')
  if (text.length > LONGEST_SOURCE) return { nodes: [], errors: [{ code: 'too-long', near: '', line: 1, column: 1 }] }
  const root: TemplateNode[] = []
  const errors: TemplateSyntaxError[] = []
  const open: OpenBlock[] = []
  const list = () => open.at(-1)?.list ?? root
  const lineStarts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)]
  let line = 0
  const positionAt = (index: number): Position => {
    // Places are asked nearly in order, so the next one is never far from the last.
    while (lineStarts[line]! > index) line--
    while (line + 1 < lineStarts.length && lineStarts[line + 1]! <= index) line++
    return { line: line + 1, column: index - lineStarts[line]! + 1 }
  }
  const report = (code: SyntaxCode, at: number, near: string) => void errors.push({ code, near: near.slice(0, 40), ...positionAt(at) })
  const addText = (start: number, end: number) => {
    if (end <= start) return
    const part = text.slice(start, end)
    const stray = part.indexOf('}}')
    if (stray >= 0) report('tag-not-opened', start + stray, part.slice(Math.max(0, stray - 20), stray + 2))
    list().push({ kind: 'text', text: part })
  }

  let done = 0
  for (let at = text.indexOf('{{'); at >= 0 && errors.length < MOST_ERRORS; at = text.indexOf('{{', Math.max(done, at + 2))) {
    const end = text.indexOf('}}', at)
    const inside = end < 0 ? null : text.slice(at + 2, end)
    if (inside === null || inside.includes('{{') || inside.includes('\n')) {
      report('tag-not-closed', at, text.slice(at, at + 20))
      continue
    }
    const tag = readTag(inside.trim())
    if (!tag) report('tag-not-understood', at, text.slice(at, end + 2))
    const edges = tag && tag.kind !== 'value' ? ownLine(text, at, end + 2) : { start: at, end: end + 2 }
    addText(done, edges.start)
    done = edges.end
    const position = positionAt(at)
    if (!tag) list().push({ kind: 'text', text: text.slice(at, end + 2) })
    else if (tag.kind === 'value') list().push({ ...tag, position })
    else if (tag.kind === 'open') openBlock(tag.word, tag.name, position)
    else if (tag.kind === 'else') startElse(at)
    else closeBlock(tag.word, at)
  }
  addText(done, text.length)
  for (const { node } of open) errors.push({ code: 'block-not-closed', near: node.name, ...node.position })
  return { nodes: root, errors: errors.sort((a, b) => a.line - b.line || a.column - b.column) }

  function openBlock(word: BlockWord, name: string, position: Position) {
    // A list inside a list could grow a message without bounds, and rows hold no rows.
    if (word === 'joka' && open.some(({ node }) => node.kind === 'each')) errors.push({ code: 'each-inside-each', near: name, ...position })
    if (open.length >= DEEPEST) errors.push({ code: 'too-deep', near: name, ...position })
    const body: TemplateNode[] = []
    const node: OpenBlock['node'] = word === 'jos' ? { kind: 'if', name, filled: body, empty: [], position } : { kind: 'each', name, body, position }
    list().push(node)
    open.push({ node, list: body, hasElse: false })
  }
  function startElse(at: number) {
    const block = open.at(-1)
    if (block?.node.kind !== 'if') return report('else-without-if', at, '{{muuten}}')
    if (block.hasElse) return report('second-else', at, '{{muuten}}')
    block.list = block.node.empty
    block.hasElse = true
  }
  function closeBlock(word: BlockWord, at: number) {
    const kind = word === 'jos' ? 'if' : 'each'
    if (open.at(-1)?.node.kind !== kind) return report('close-without-open', at, `{{/${word}}}`)
    open.pop()
  }
}

function readTag(tag: string): Tag | null {
  if (tag === 'muuten') return { kind: 'else' }
  if (tag === '/jos' || tag === '/joka') return { kind: 'close', word: tag === '/jos' ? 'jos' : 'joka' }
  const open = BLOCK.exec(tag)
  if (open) return { kind: 'open', word: open[1] as BlockWord, name: open[2]! }
  const value = VALUE.exec(tag)
  return value && { kind: 'value', name: value[1]!, form: value[2] ?? '' }
}

/** A block tag alone on its line takes the whole line with it. */
function ownLine(text: string, start: number, end: number) {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const newline = text.indexOf('\n', end)
  const lineEnd = newline < 0 ? text.length : newline
  if (text.slice(lineStart, start).trim() || text.slice(end, lineEnd).trim()) return { start, end }
  return { start: lineStart, end: Math.min(lineEnd + 1, text.length) }
}
