import { readDate, readEmail, readNumber, readPhone, readText, readTime, readUrl, type Read } from './field-readers.ts'
import { MESSAGE_LANGUAGES, type Versions } from './message-languages.ts'
import type { Column, Field } from './template-definition.ts'
import type { FieldProblem, FieldProblemCode, FieldValue, FieldValues, Places } from './template-values.ts'

export const MOST_ROWS = 60

type Given = Readonly<Record<string, unknown>>
type Report = (problem: FieldProblem) => void
/** Reports about the field at hand; an error unless it says otherwise. */
type ReportHere = (problem: Partial<FieldProblem> & { code: FieldProblemCode }) => void

/** Reads what a person or a program gave. A value with an error is left out; the caller keeps the input to show it again. */
export function readValues(fields: readonly Field[], input: Given, places: Places): { values: FieldValues; problems: FieldProblem[] } {
  const problems: FieldProblem[] = []
  const values = readRecord(fields, input, places, (problem) => problems.push(problem))
  const names = new Set(fields.map(({ name }) => name))
  for (const [name, given] of Object.entries(input)) {
    // An old draft may hold a field that the template has lost.
    if (!names.has(name) && !isEmpty(given)) problems.push({ code: 'unknown-field', level: 'warning', field: name })
  }
  return { values, problems }
}

function readRecord(fields: readonly Field[], input: Given, places: Places, report: Report): FieldValues {
  const values = new Map<string, FieldValue>()
  for (const field of fields) {
    const given = Object.hasOwn(input, field.name) ? input[field.name] : undefined
    const reportHere: ReportHere = (problem) => report({ level: 'error', field: field.name, ...problem })
    if (isEmpty(given)) {
      if (field.required) reportHere({ code: 'required' })
      continue
    }
    const value = field.type === 'rows' ? readRows(field.columns, given, places, reportHere) : readField(field, given, places, reportHere)
    if (value) values.set(field.name, value)
  }
  for (const field of fields) {
    if ((field.type !== 'date' && field.type !== 'time') || !field.notBefore) continue
    const [own, earlier] = [values.get(field.name), values.get(field.notBefore)]
    if (own?.type === field.type && earlier?.type === field.type && own.text < earlier.text) {
      report({ code: 'wrong-order', level: 'error', field: field.name, other: field.notBefore })
    }
  }
  return values
}

function readRows(columns: readonly Column[], given: unknown, places: Places, report: ReportHere): FieldValue | null {
  if (!Array.isArray(given) || !given.every(isRecord)) return refuse('wrong-shape', report)
  if (given.length > MOST_ROWS) report({ code: 'too-many-rows', limit: MOST_ROWS })
  const rows: FieldValues[] = []
  for (const [index, row] of given.slice(0, MOST_ROWS).entries()) {
    if (!isEmpty(row)) rows.push(readRecord(columns, row, places, ({ field, ...problem }) => report({ ...problem, row: index, column: field })))
  }
  return { type: 'rows', rows }
}

function readField(field: Column, given: unknown, places: Places, report: ReportHere): FieldValue | null {
  if (field.type === 'daterange') return readRange(given, report)
  if ((field.type === 'text' || field.type === 'longtext') && field.localized) return readVersions(field.type, given, report)
  const typed = typeof given === 'number' && field.type === 'number' ? String(given) : given
  if (typeof typed !== 'string') return refuse('wrong-shape', report)
  switch (field.type) {
    case 'text': case 'longtext': return readPlain(field.type, readText(typed, field.type), report)
    case 'date': return readPlain('date', readDate(typed), report)
    case 'time': return readPlain('time', readTime(typed), report)
    case 'number': return readPlain('number', readNumber(typed), report)
    case 'url': return readPlain('url', readUrl(typed), report)
    case 'email': return readPlain('email', readEmail(typed), report)
    case 'phone': return readPlain('phone', readPhone(typed), report)
    case 'choice': {
      const choice = field.choices.find(({ value }) => value === typed)
      return choice ? { type: 'versions', versions: choice.labels } : refuse('unknown-choice', report)
    }
    case 'municipality': {
      const place = places.municipality(typed)
      return place ? { type: 'municipality', place } : refuse('unknown-place', report)
    }
    case 'library': {
      const place = places.library(typed)
      return place ? { type: 'library', place } : refuse('unknown-place', report)
    }
  }
}

type PlainValue = Extract<FieldValue, { text: string }>

function readPlain(type: PlainValue['type'], read: Read, report: ReportHere): PlainValue | null {
  if ('problem' in read) {
    report({ code: read.problem, ...(read.limit ? { limit: read.limit } : {}) })
    return null
  }
  if (type === 'text' || type === 'longtext') warnOfMarkup(read.value, report)
  return { type, text: read.value }
}

function readVersions(type: 'text' | 'longtext', given: unknown, report: ReportHere): FieldValue | null {
  if (!isRecord(given)) return refuse('wrong-shape', report)
  const versions: Versions = {}
  for (const language of MESSAGE_LANGUAGES) {
    const typed = Object.hasOwn(given, language) ? given[language] : undefined
    if (isEmpty(typed)) continue
    const read: Read = typeof typed === 'string' ? readText(typed, type) : { problem: 'wrong-shape' }
    const value = readPlain(type, read, (problem) => report({ ...problem, language }))
    if (value) versions[language] = value.text
  }
  return Object.keys(versions).length ? { type: 'versions', versions } : null
}

function readRange(given: unknown, report: ReportHere): FieldValue | null {
  if (!isRecord(given) || typeof given['start'] !== 'string' || typeof given['end'] !== 'string') return refuse('wrong-shape', report)
  if (!given['start'].trim() || !given['end'].trim()) return refuse('range-incomplete', report)
  const [start, end] = [readPlain('date', readDate(given['start']), report), readPlain('date', readDate(given['end']), report)]
  if (!start || !end) return null
  return start.text <= end.text ? { type: 'daterange', start: start.text, end: end.text } : refuse('wrong-order', report)
}

/** A person who writes these seldom means them to be read, yet nothing breaks: they print as they are. */
function warnOfMarkup(text: string, report: ReportHere) {
  if (/<[a-z!/]/i.test(text)) report({ code: 'html-markup', level: 'warning' })
  if (text.includes('{{')) report({ code: 'template-markup', level: 'warning' })
}

function refuse(code: FieldProblemCode, report: ReportHere): null {
  report({ code })
  return null
}

const isRecord = (given: unknown): given is Record<string, unknown> => typeof given === 'object' && given !== null && !Array.isArray(given)

/** Nothing was filled in: no text, or an object or list with nothing in it. Rows of language versions are three deep; more is something. */
export function isEmpty(given: unknown, depth = 0): boolean {
  if (given === undefined || given === null) return true
  if (typeof given === 'string') return !given.trim()
  return typeof given === 'object' && depth < 4 && Object.values(given).every((part) => isEmpty(part, depth + 1))
}
