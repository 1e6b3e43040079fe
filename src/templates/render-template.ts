import { formatValue } from './format-value.ts'
import type { MessageLanguage } from './message-languages.ts'
import type { Field } from './template-definition.ts'
import type { TemplateNode } from './template-language.ts'
import type { FieldValue, FieldValues } from './template-values.ts'

/** A stretch of a rendered text. What came from a value is told apart, so that no value is ever read as markup of any kind. */
export interface Piece {
  text: string
  /** the field it came from; a piece without one is the template's own text */
  field?: string
  language?: 'fi'
  href?: string
  /** stands in for a value that is not there */
  missing?: true
}
export type RenderProblemCode = 'unknown-field' | 'unfilled' | 'unknown-form' | 'rows-outside-each' | 'not-rows' | 'missing-version' | 'too-long'
export interface RenderProblem { code: RenderProblemCode; field: string }
export interface RenderContext { fields: readonly Field[]; values: FieldValues; language: MessageLanguage }

const LONGEST_OUTPUT = 100_000

/** Fills a template. The same template, values and language always give the same pieces. */
export function renderTemplate(nodes: readonly TemplateNode[], context: RenderContext): { pieces: Piece[]; problems: RenderProblem[] } {
  const pieces: Piece[] = []
  const problems = new Map<string, RenderProblem>()
  let size = 0
  const report = (code: RenderProblemCode, field: string) => void problems.set(`${code} ${field}`, { code, field })
  const add = (piece: Piece) => {
    size += piece.text.length
    if (size > LONGEST_OUTPUT) report('too-long', '')
    else pieces.push(piece)
  }
  walk(nodes, [context])
  return { pieces: tidy(pieces), problems: [...problems.values()] }

  function walk(list: readonly TemplateNode[], scopes: readonly Scope[]) {
    for (const node of list) {
      if (size > LONGEST_OUTPUT) return
      if (node.kind === 'text') add({ text: node.text })
      else if (node.kind === 'value') show(node.name, node.form, scopes)
      else if (node.kind === 'if') walk(find(node.name, scopes)?.value ? node.filled : node.empty, scopes)
      else if (scopes.length === 1) repeat(node.name, node.body, scopes)
    }
  }

  function repeat(name: string, body: readonly TemplateNode[], scopes: readonly Scope[]) {
    const found = find(name, scopes)
    if (!found) return
    if (found.field.type !== 'rows') return report('not-rows', name)
    const rows = found.value?.type === 'rows' ? found.value.rows : []
    for (const row of rows) walk(body, [{ fields: found.field.columns, values: row }, ...scopes])
  }

  function show(name: string, form: string, scopes: readonly Scope[]) {
    const found = find(name, scopes)
    if (!found) return add({ text: `«${name}»`, field: name, missing: true })
    const shown = found.value ? formatValue(found.value, found.field, form, context.language) : { missing: 'unfilled' as const }
    if ('text' in shown) return add({ field: name, ...shown })
    report(shown.missing, name)
    const language = shown.missing === 'missing-version' ? ` (${context.language})` : ''
    add({ text: `«${found.field.label}${language}»`, field: name, missing: true })
  }

  /** The row's columns hide the message's fields of the same name. */
  function find(name: string, scopes: readonly Scope[]): { field: Field; value: FieldValue | undefined } | null {
    for (const { fields, values } of scopes) {
      const field = fields.find((candidate) => candidate.name === name)
      if (field) return { field, value: values.get(name) }
    }
    report('unknown-field', name)
    return null
  }
}

interface Scope { fields: readonly Field[]; values: FieldValues }

/** The finish that a person would give: no double full stops, a capital to begin a line, no stray spaces, one empty line at a time. */
function tidy(pieces: readonly Piece[]): Piece[] {
  const tidied: Piece[] = []
  for (const piece of pieces) {
    const last = tidied.at(-1)
    const isText = piece.field === undefined
    // "ti 1.12." followed by the template's own full stop has one.
    const text = isText && last?.field !== undefined && /[.!?]$/.test(last.text) && piece.text.startsWith('.') ? piece.text.slice(1) : piece.text
    if (isText && last && last.field === undefined) tidied[tidied.length - 1] = { text: last.text + text }
    else if (text) tidied.push({ ...piece, text })
  }
  const spaced = tidied.map((piece, index) => {
    if (piece.field !== undefined) return piece
    let text = piece.text.replace(/[ \t]+\n/g, '\n').replace(/\n{3,}/g, '\n\n')
    if (index === 0) text = text.trimStart()
    if (index === tidied.length - 1) text = text.trimEnd()
    return { text }
  })
  return spaced.filter(({ text }) => text).map((piece, index, all) => {
    const startsLine = index === 0 || /\n[ \t]*$/.test(all[index - 1]!.text)
    return piece.field !== undefined && startsLine && !piece.href && !piece.missing ? { ...piece, text: capitalize(piece.text) } : piece
  })
}

/** Not of a name that has its capital inside: iPad, eKirjasto. */
const capitalize = (text: string) => text.replace(/^\p{Ll}(?!\p{Lu})/u, (letter) => letter.toUpperCase())
