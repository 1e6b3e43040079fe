import { MESSAGE_LANGUAGES, type Versions } from '../message-languages.ts'
import { isLocalized, type Column, type Field, type FieldInput } from '../template-definition.ts'

/**
 * What a field holds (its default, its example, its choices) as lines that a person can write:
 * a text as it is · its language versions `fi: …`, each on its line · a range `2026-12-01 – 2026-12-04` · rows, one on a line, its cells
 * between ` | ` and the versions of a cell between ` / ` · choices `arvo | fi: nimi | en: name`.
 */
type Cell = Exclude<FieldInput, unknown[]>
type Choices = Extract<Field, { type: 'choice' }>['choices']

const LANGUAGE = new RegExp(`^(${MESSAGE_LANGUAGES.join('|')}):[ \\t]*`)
const NEXT_VERSION = new RegExp(` / (?=(?:${MESSAGE_LANGUAGES.join('|')}):)`)

export function textOfInput(field: Field, input: FieldInput | undefined): string {
  if (input === undefined) return ''
  if (Array.isArray(input)) {
    const columns = field.type === 'rows' ? field.columns : []
    return input.map((row) => columns.map((column) => cellText(row[column.name] ?? '', ' / ')).join(' | ').replace(/(?: \|)+ ?$/, '')).join('\n')
  }
  return cellText(input, '\n')
}

function cellText(input: Cell, between: string): string {
  if (typeof input === 'string') return input
  if ('start' in input && 'end' in input) return `${input.start} – ${input.end}`
  return Object.entries(input as Versions).map(([language, text]) => `${language}: ${text}`).join(between)
}

/** undefined for an empty text. What does not fit the field's type is kept as text, and is reported when the example is read. */
export function inputOfText(field: Field, text: string): FieldInput | undefined {
  if (!text.trim()) return undefined
  if (field.type === 'rows') return lines(text).map((line) => rowOf(field.columns, line))
  return cellOf(field, text, text.split('\n'))
}

function rowOf(columns: readonly Column[], line: string): Record<string, Cell> {
  const cells = line.split('|').map((cell) => cell.trim())
  return Object.fromEntries(columns.flatMap((column, index) => {
    const cell = cells[index] ?? ''
    return cell === '' ? [] : [[column.name, cellOf(column, cell, cell.split(NEXT_VERSION))]]
  }))
}

function cellOf(field: Field, text: string, parts: string[]): Cell {
  if (field.type === 'daterange') {
    const [start = '', end = start] = text.split(/\s+[–-]\s+/).map((day) => day.trim())
    return { start, end }
  }
  return isLocalized(field) ? versionsOf(parts) : text.trim()
}

/** A line without a language goes on with the one before; the first is Finnish. */
function versionsOf(parts: readonly string[]): Versions {
  const versions: Versions = {}
  let language: keyof Versions = 'fi'
  for (const part of parts) {
    const named = LANGUAGE.exec(part)
    if (named) language = named[1] as keyof Versions
    const text = named ? part.slice(named[0].length) : part
    versions[language] = versions[language] === undefined ? text : `${versions[language]}\n${text}`
  }
  return Object.fromEntries(Object.entries(versions).map(([code, text]) => [code, text.trim()] as const).filter(([, text]) => text !== ''))
}

export const textOfChoices = (choices: Choices) =>
  choices.map(({ value, labels }) => [value, ...Object.entries(labels).map(([language, label]) => `${language}: ${label}`)].join(' | ')).join('\n')

/** `sahko | fi: sähkökatko | en: power cut`; of a line that is only a word, the value is made. */
export function choicesOfText(text: string): Choices {
  return lines(text).map((line) => {
    const [first = '', ...rest] = line.split('|').map((part) => part.trim())
    return rest.length === 0 ? { value: nameOf(first), labels: { fi: first } } : { value: first, labels: versionsOf(rest) }
  })
}

/** A name for a field or a choice out of its words: `Arvioitu avaus` becomes `arvioitu_avaus`. */
export const nameOf = (words: string) => words.normalize('NFC').toLowerCase().replace(/[äå]/g, 'a').replace(/ö/g, 'o').replace(/[^a-z0-9]+/g, '_').replace(/^[_\d]+|_+$/g, '').slice(0, 40)

const lines = (text: string) => text.split('\n').map((line) => line.trim()).filter(Boolean)
