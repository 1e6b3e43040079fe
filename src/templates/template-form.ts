import type { Locale } from '../i18n/locales.ts'
import { t } from '../i18n/translate.ts'
import { readDate, readTime } from './field-readers.ts'
import type { Input, RowChange } from './form-input.ts'
import { MESSAGE_LANGUAGES, type MessageLanguage } from './message-languages.ts'
import { languageTitle, problemText } from './problem-words.ts'
import { MOST_ROWS } from './read-values.ts'
import { selectGroups, type Group } from './select-groups.ts'
import { isLocalized, type Column, type Field, type FieldInput, type TemplateDefinition } from './template-definition.ts'
import type { KnownPlaces } from './template-places.ts'
import type { FieldProblem } from './template-values.ts'

/** The form that explains itself, as the page shows it. Labels and helps are the template's own, in Finnish. */
export interface Control {
  id: string
  name: string
  as: 'input' | 'area' | 'select'
  type: string
  mode: string
  value: string
  groups: Group[]
  /** one of several controls of a field: the language, or the end of the range */
  label: string
  /** language of what is written in it, when the field asks for one */
  lang: string | null
  described: string
  invalid: boolean
  /** filled in from what is known of the library */
  fact: boolean
  /** 'municipality' and 'library' follow each other */
  place: string
  autofocus: boolean
}
export interface FormField {
  rows: boolean
  name: string
  id: string
  label: string
  lang: string | null
  help: string
  optional: boolean
  error: string | null
  warning: string | null
  /** several controls side by side, or one below another */
  several: boolean
  pair: boolean
  controls: Control[]
  sets: { number: number; legend: string; remove: string; cells: FormField[] }[]
  add: { value: string; autofocus: boolean } | null
}
interface Context {
  locale: Locale
  fields: readonly Field[]
  languages: MessageLanguage[]
  places: KnownPlaces
  municipalitySlug: string
  problems: readonly FieldProblem[]
}
interface Place { field: string; row?: number; column?: string }

export const idOf = (name: string) => `k-${name.replaceAll('.', '-')}`

export function templateForm(
  template: TemplateDefinition, input: Input, problems: readonly FieldProblem[], places: KnownPlaces, viewer: { locale: Locale; municipalitySlug: string },
  changed: RowChange | null,
): FormField[] {
  const languages = MESSAGE_LANGUAGES.filter((language) => template.texts[language])
  const context = { locale: viewer.locale, fields: template.fields, languages, places, municipalitySlug: viewer.municipalitySlug, problems }
  return template.fields.map((field) => {
    if (field.type !== 'rows') return cell(context, field, field.name, input[field.name], { field: field.name })
    const given = input[field.name], rows = Array.isArray(given) && given.length > 0 ? given : [{}]
    const change = changed?.name === field.name ? changed : null
    return {
      ...base(context, field, field.name, { field: field.name }), rows: true, several: true,
      sets: rows.map((row, index) => ({
        number: index + 1, legend: t(viewer.locale, 'templates.row', { number: index + 1 }), remove: `poista.${field.name}.${index}`,
        cells: field.columns.map((column, place) => cell(
          context, column, `${field.name}.${index}.${column.name}`, row[column.name], { field: field.name, row: index, column: column.name },
          change?.added === true && index === rows.length - 1 && place === 0,
        )),
      })),
      add: rows.length < MOST_ROWS ? { value: `lisaa.${field.name}`, autofocus: change?.added === false } : null,
    }
  })
}

const problemsAt = ({ problems }: Context, { field, row, column }: Place) =>
  problems.filter((problem) => problem.field === field && problem.row === row && problem.column === column)

function base(context: Context, field: Field, path: string, place: Place): FormField {
  const { locale, fields } = context, here = problemsAt(context, place)
  const said = (level: FieldProblem['level']) => here.filter((problem) => problem.level === level).map((problem) => problemText(locale, fields, problem)).join(' ') || null
  return {
    rows: false, name: path, id: idOf(path), label: field.label, lang: locale === 'fi' ? null : 'fi', help: field.help, optional: !field.required,
    error: said('error'), warning: said('warning'), several: false, pair: false, controls: [], sets: [], add: null,
  }
}

function cell(context: Context, field: Column, path: string, given: FieldInput | undefined, place: Place, autofocus = false): FormField {
  const row = base(context, field, path, place), { locale } = context
  const described = [row.help && `${row.id}-h`, row.error !== null && `${row.id}-e`, row.warning !== null && `${row.id}-w`].filter(Boolean).join(' ')
  const one = (name: string, value: unknown, more: Partial<Control> = {}): Control => ({
    id: idOf(name), name, ...look(context, field, typeof value === 'string' || typeof value === 'number' ? String(value) : ''), label: '', lang: null, described,
    invalid: row.error !== null, fact: field.fact !== undefined, place: field.type === 'municipality' || field.type === 'library' ? field.type : '', autofocus, ...more,
  })
  const parts = (typeof given === 'object' && !Array.isArray(given) ? given : {}) as Record<string, unknown>
  if (field.type === 'daterange') {
    const ends = (['start', 'end'] as const).map((end) =>
      one(`${path}.${end}`, parts[end], { label: t(locale, `templates.range.${end}`), autofocus: autofocus && end === 'start' }))
    return { ...row, several: true, pair: true, controls: ends }
  }
  if (!isLocalized(field)) return { ...row, controls: [one(path, given)] }
  const wrong = problemsAt(context, place).filter(({ level }) => level === 'error')
  const versions = context.languages.map((language, index) => one(`${path}.${language}`, parts[language], {
    label: languageTitle(locale, language), lang: language, autofocus: autofocus && index === 0,
    invalid: wrong.some((problem) => problem.language === undefined || problem.language === language),
  }))
  return { ...row, several: true, controls: versions }
}

const MODES: Partial<Record<Field['type'], { type: string; mode?: string }>> = {
  url: { type: 'url' }, email: { type: 'email' }, phone: { type: 'tel' }, number: { type: 'text', mode: 'decimal' },
}

/** How a value is asked for. A date or a time that the browser's own field could not show is kept as it was typed. */
function look(context: Context, field: Column, value: string): Pick<Control, 'as' | 'type' | 'mode' | 'value' | 'groups'> {
  const plain = { as: 'input' as const, type: 'text', mode: '', value, groups: [] }
  if (field.type === 'longtext') return { ...plain, as: 'area' }
  if (field.type === 'choice' || field.type === 'municipality' || field.type === 'library') return { ...plain, as: 'select', groups: selectGroups(context, field, value) }
  if (field.type === 'date' || field.type === 'daterange' || field.type === 'time') {
    const read = field.type === 'time' ? readTime(value) : readDate(value)
    if (!value.trim()) return { ...plain, type: field.type === 'time' ? 'time' : 'date', value: '' }
    return 'value' in read ? { ...plain, type: field.type === 'time' ? 'time' : 'date', value: read.value } : plain
  }
  return { ...plain, ...MODES[field.type] }
}
