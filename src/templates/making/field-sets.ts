import type { Choice } from '../../content/edit-facts.views.ts'
import type { Fact } from '../../content/facts/facts.table.ts'
import type { Locale } from '../../i18n/locales.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import { t } from '../../i18n/translate.ts'
import type { FieldSet, Said } from './make.views.ts'
import { MOST_COLUMNS } from './read-writing.ts'
import { FIELD_TYPES, type WrittenField } from './template-writing.ts'

const FILLED_BY_FACTS = ['text', 'longtext', 'phone', 'email', 'url']

/** The fields of a template as sets of controls. */
export function fieldSets(locale: Locale, fields: readonly WrittenField[], facts: readonly Choice[], saidAt: ReadonlyMap<string, Said[]>, focus: string | null, prefix = 'k', parent = ''): FieldSet[] {
  return fields.map((field, index) => {
    const path = `${prefix}.${index}`, at = parent ? `${parent}.${index}` : String(index), isColumn = parent !== '', { type } = field
    const choice = (value: string, name: string, chosen: boolean): Choice => ({ value, name, lang: null, chosen })
    // a fact that is not kept any more stays chosen until its writer chooses another
    const known = field.fact === '' || facts.some(({ value }) => value === field.fact) ? facts : [...facts, choice(field.fact, field.fact, true)]
    return {
      id: path.replaceAll('.', '-'), path, at, legend: t(locale, isColumn ? 'templates.make.column' : 'templates.make.field', { number: index + 1 }), isColumn, focus: focus === path,
      said: [...saidAt].filter(([place]) => place.startsWith(`${path}.`) && (isColumn || !place.startsWith(`${path}.s.`))).flatMap(([, said]) => said),
      label: field.label, tag: field.name, help: field.help, required: field.required,
      types: FIELD_TYPES.filter((one) => !isColumn || one !== 'rows').map((one) => choice(one, t(locale, `templates.type.${one}`), one === type)),
      asksLocalized: type === 'text' || type === 'longtext', localized: field.localized, asksChoices: type === 'choice', choices: field.choices,
      asksOrder: type === 'date' || type === 'time', notBefore: field.notBefore, asksFact: FILLED_BY_FACTS.includes(type) && !isColumn,
      factNames: [choice('', t(locale, 'templates.make.noFact'), field.fact === ''), ...known.map((fact) => ({ ...fact, chosen: fact.value === field.fact }))],
      initial: field.initial, example: field.example, inputHint: hintOf(field), isRows: type === 'rows',
      columns: type === 'rows' ? fieldSets(locale, field.columns, facts, saidAt, focus, `${path}.s`, at) : [], mayAdd: field.columns.length < MOST_COLUMNS, up: index > 0, down: index < fields.length - 1,
    }
  })
}

/** What is known of libraries, by the names that fields ask for. Which of several libraries a branch is comes from the places themselves. */
export function factChoices(locale: Locale, facts: readonly Fact[]): Choice[] {
  const kept = facts.map(({ name, label_fi: fi, label_sv: sv, label_en: en }) => ({ value: name, name: locale === 'sv' ? sv : locale === 'en' ? en : fi, lang: locale === 'se' ? 'fi' : null, chosen: false }))
  return kept.some(({ value }) => value === 'toimipiste') ? kept : [...kept, { value: 'toimipiste', name: t(locale, 'templates.fact.toimipiste'), lang: null, chosen: false }]
}

function hintOf({ type, localized }: WrittenField): MessageKey {
  if (type === 'rows') return 'templates.make.hint.rows'
  if (type === 'daterange') return 'templates.make.hint.range'
  if (type === 'date') return 'templates.make.hint.date'
  return localized && (type === 'text' || type === 'longtext') ? 'templates.make.hint.versions' : 'templates.make.hint.plain'
}
