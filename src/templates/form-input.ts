import { HttpError } from '../platform/http/errors.ts'
import { MESSAGE_LANGUAGES } from './message-languages.ts'
import { MOST_ROWS } from './read-values.ts'
import { isLocalized, type Column, type Field, type FieldInput } from './template-definition.ts'
import { FIELD_NAME } from './template-language.ts'

/**
 * How a flat form names what it holds: `syy`, `paikka.en` for a language version, `kausi.start` for an end of a range and `ajat.0.klo` for
 * a column of a row. Field names have no dots; names of the form's own begin with an underscore, which no field does.
 */
export type Input = Record<string, FieldInput>
type Cell = Exclude<FieldInput, unknown[]>

export interface FormInput {
  input: Input
  /** filled in, but in no field of the template: it has lost the field since the form was opened */
  gone: { name: string; value: string }[]
}
const MOST_GONE = 20

/** Each name once: a form that gives one twice is refused, instead of silently taking either. */
export function readFormInput(fields: readonly Field[], body: unknown): FormInput {
  const typed = new Map<string, string>()
  for (const [name, value] of Object.entries(body ?? {})) {
    if (typeof value !== 'string') throw new HttpError(400, 'errors.badRequest')
    typed.set(name, value)
  }
  const take = (name: string) => {
    const value = typed.get(name) ?? ''
    typed.delete(name)
    return value
  }
  const cell = (field: Column, name: string): Cell => {
    if (field.type === 'daterange') return { start: take(`${name}.start`), end: take(`${name}.end`) }
    if (!isLocalized(field)) return take(name)
    return Object.fromEntries(MESSAGE_LANGUAGES.filter((language) => typed.has(`${name}.${language}`)).map((language) => [language, take(`${name}.${language}`)]))
  }
  const rows = (columns: readonly Column[], name: string): FieldInput => {
    const indexes = [...typed.keys()].flatMap((key) => (key.startsWith(`${name}.`) ? /^(\d{1,3})\./.exec(key.slice(name.length + 1))?.[1] ?? [] : [])).map(Number)
    return Array.from({ length: Math.min(Math.max(-1, ...indexes) + 1, MOST_ROWS + 1) }, (_, index) =>
      Object.fromEntries(columns.map((column) => [column.name, cell(column, `${name}.${index}.${column.name}`)])) as Extract<FieldInput, unknown[]>[number])
  }
  const input = Object.fromEntries(fields.map((field) => [field.name, field.type === 'rows' ? rows(field.columns, field.name) : cell(field, field.name)]))
  const gone = [...typed].filter(([name, value]) => FIELD_NAME.test(name.split('.')[0]!) && value.trim()).slice(0, MOST_GONE).map(([name, value]) => ({ name, value }))
  return { input, gone }
}

export interface RowChange { name: string; added: boolean }

/** A button of the form that adds a row (`lisaa.ajat`) or takes one away (`poista.ajat.2`); null for anything else. */
export function changeRows(fields: readonly Field[], input: Input, button: string): RowChange | null {
  const [act, name = '', index = ''] = button.split('.')
  const rows = input[name]
  if (!fields.some((field) => field.name === name && field.type === 'rows') || !Array.isArray(rows)) return null
  if (act === 'lisaa' && rows.length < MOST_ROWS) rows.push({})
  else if (act === 'poista' && /^\d{1,3}$/.test(index)) rows.splice(Number(index), 1)
  else return null
  return { name, added: act === 'lisaa' }
}
