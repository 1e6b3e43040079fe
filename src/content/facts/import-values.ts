import type { MessageKey } from '../../i18n/messages.ts'
import { actsFor } from '../../people/manage-rights.ts'
import type { Viewer } from '../../people/viewer.ts'
import { readCsv } from '../../platform/csv.ts'
import { readDay } from './fact-day.ts'
import type { NamedPlace } from './fact-place.ts'
import { readValue } from './fact-types.ts'
import type { Fact } from './facts.table.ts'
import type { NewValue } from './save-values.ts'

export const COLUMNS = ['nimi', 'paikka', 'voimassa_alkaen', 'arvo']
const MOST = 5000
/** `line` is of the table; `inner` of a value of several lines. */
interface RowProblem { line: number; problem: MessageKey; inner: number }

/** The values of a table, or all that has to be put right in it: nothing of it is saved then. An empty value ends the place's own. */
export function valuesOfTable(text: string, viewer: Viewer, facts: Fact[], places: NamedPlace[]): { values: NewValue[] } | { problems: RowProblem[] } {
  const rows = readCsv(text)
  if (!rows) return { problems: [{ line: text.split('\n').length, problem: 'facts.csv.quote', inner: 0 }] }
  const [heading, ...body] = rows
  if (heading?.cells.map((cell) => cell.trim().toLowerCase()).join(';') !== COLUMNS.join(';')) return { problems: [{ line: 1, problem: 'facts.csv.heading', inner: 0 }] }
  if (body.length > MOST) return { problems: [{ line: MOST + 1, problem: 'facts.csv.many', inner: 0 }] }
  const values: NewValue[] = [], problems: RowProblem[] = [], seen = new Set<string>()
  for (const { line, cells } of body) {
    const wrong = (problem: MessageKey, inner = 0) => { problems.push({ line, problem, inner }) }
    if (cells.length !== COLUMNS.length) { wrong('facts.csv.columns'); continue }
    const [name, key, day, typed] = cells.map((cell) => cell.normalize('NFC').trim()) as [string, string, string, string]
    const fact = facts.find((one) => one.name === name), place = places.find((one) => one.key.toLowerCase() === key.toLowerCase()), validFrom = readDay(day)
    if (!fact) wrong('facts.csv.unknownFact')
    else if (!place || !actsFor(viewer, place.ofMunicipality)) wrong('facts.csv.unknownPlace')
    else if (validFrom === null) wrong('facts.day.bad')
    else {
      const read = typed === '' ? { ok: true as const, value: null } : readValue(fact.type, typed), id = [name, place.key, validFrom].join('\n')
      if (!read.ok) wrong(read.problem, read.line ?? 0)
      else if (seen.has(id)) wrong('facts.csv.twice')
      else values.push({ fact, place, municipalityId: place.ofMunicipality, placeName: place.name, validFrom, value: read.value })
      seen.add(id)
    }
  }
  return problems.length > 0 ? { problems } : { values }
}
