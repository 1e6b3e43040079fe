import { fillTemplate, type FilledTemplate } from '../fill-template.ts'
import type { Input } from '../form-input.ts'
import type { FactsFor } from '../library-facts.ts'
import type { OpenTemplate } from '../open-template.ts'
import { followLibrary } from '../starting-form.ts'
import { isLocalized, type Field, type FieldInput } from '../template-definition.ts'
import type { KnownLibrary } from '../template-places.ts'
import { tableOf } from './table-rows.ts'

export const MOST_LIBRARIES = 60
/** The notice of one library: what was filled in for all, with its own row over it. */
export interface ForLibrary { library: KnownLibrary; input: Input; filled: FilledTemplate }
/** A row of the table that cannot be used, by its number (the header is row 1), or a column that is no field. */
export interface TableProblem { code: 'no-library' | 'unknown-library' | 'unknown-column' | 'twice' | 'too-many'; row: number; text: string }

const plain = (text: string) => text.normalize('NFC').trim().toLowerCase()

/** The libraries of a table, each with what its row says of its own fields: a column is named by a field's label or name. */
export function rowsOfTable(text: string, { template, places }: Pick<OpenTemplate, 'template' | 'places'>): { rows: { library: KnownLibrary; own: Input }[]; problems: TableProblem[] } {
  const { header, rows } = tableOf(text), problems: TableProblem[] = [], found: { library: KnownLibrary; own: Input }[] = []
  if (header.length === 0) return { rows: found, problems }
  const isLibraryColumn = (name: string) => ['kirjasto', 'library', 'bibliotek'].includes(plain(name)) || template.fields.some((field) => field.type === 'library' && matches(field, name))
  const columns = header.map((name) => (isLibraryColumn(name) ? 'library' as const : fieldOf(template.fields, name)))
  for (const [index, name] of header.entries()) if (columns[index] === undefined) problems.push({ code: 'unknown-column', row: 1, text: name })
  const at = columns.indexOf('library')
  if (at < 0) return { rows: found, problems: [...problems, { code: 'no-library', row: 1, text: '' }] }
  for (const [index, row] of rows.entries()) {
    const name = row[at] ?? '', library = places.libraries.find((one) => plain(one.key) === plain(name)) ?? places.libraries.find((one) => plain(one.name) === plain(name) && !one.shared) ?? ofMunicipality(name, places)
    if (!library) problems.push({ code: 'unknown-library', row: index + 2, text: name })
    else if (found.some((one) => one.library === library)) problems.push({ code: 'twice', row: index + 2, text: name })
    else if (found.length >= MOST_LIBRARIES) problems.push({ code: 'too-many', row: index + 2, text: name })
    else {
      const own: Input = {}
      for (const [column, target] of columns.entries()) if (target && target !== 'library' && row[column]) put(own, target, row[column])
      found.push({ library, own })
    }
  }
  return { rows: found, problems }
}

const isParts = (given: FieldInput | undefined): given is Record<string, string> => typeof given === 'object' && !Array.isArray(given)

interface Target { field: Field; part: string }
function put(own: Input, { field, part }: Target, cell: string) {
  if (part) own[field.name] = { ...(own[field.name] as Record<string, string> | undefined), [part]: cell } as FieldInput
  else own[field.name] = isLocalized(field) ? { fi: cell } : cell
}

const matches = (field: Field, name: string) => plain(field.label) === plain(name) || field.name === plain(name)
/** `Syy`, `syy`, or a language version of a field: `toimipiste.en`. */
function fieldOf(fields: readonly Field[], name: string): Target | undefined {
  const [, base = name, part = ''] = /^(.*)\.(fi|sv|en|se|smn|sms|no|start|end)$/.exec(name.trim()) ?? []
  const field = fields.find((one) => one.type !== 'rows' && one.type !== 'municipality' && matches(one, base))
  return field && { field, part }
}

function ofMunicipality(name: string, { libraries }: OpenTemplate['places']): KnownLibrary | undefined {
  const own = libraries.filter(({ municipality }) => plain(municipality.name) === plain(name) || municipality.slug === plain(name))
  return own.length === 1 ? own[0] : undefined
}

/** One notice for each library. Facts of each (its phone, its hours) take the place of those of the library in the form. */
export async function fillMany({ template, places }: Pick<OpenTemplate, 'template' | 'places'>, common: Input, before: string, rows: readonly { library: KnownLibrary; own: Input }[], factsFor: FactsFor): Promise<ForLibrary[]> {
  const made: ForLibrary[] = []
  for (const { library, own } of rows) {
    const input: Input = structuredClone(common)
    for (const { name, type } of template.fields) {
      if (type === 'library') input[name] = library.key
      if (type === 'municipality') input[name] = library.municipality.slug
    }
    await followLibrary(template.fields, input, before, places, factsFor)
    for (const [name, value] of Object.entries(own)) {
      const known = input[name]
      input[name] = isParts(known) && isParts(value) ? { ...known, ...value } as FieldInput : value
    }
    made.push({ library, input, filled: fillTemplate(template, input, places) })
  }
  return made
}
