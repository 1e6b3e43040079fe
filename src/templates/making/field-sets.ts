import type { Choice } from '../../content/edit-facts.views.ts'
import type { Locale } from '../../i18n/locales.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import { t } from '../../i18n/translate.ts'
import type { FieldSet, Said } from './make.views.ts'
import { MOST_COLUMNS } from './read-writing.ts'
import { FIELD_TYPES, type WrittenField } from './template-writing.ts'

/** The names of what is known of a library, and what each may fill in. */
const FACTS = ['puhelin', 'sahkoposti', 'aukiolo', 'verkkosivu', 'osoite', 'toimipiste'] as const
const FILLED_BY_FACTS = ['text', 'longtext', 'phone', 'email', 'url']

/** The fields of a template as sets of controls. */
export function fieldSets(locale: Locale, fields: readonly WrittenField[], saidAt: ReadonlyMap<string, Said[]>, focus: string | null, prefix = 'k', parent = ''): FieldSet[] {
  return fields.map((field, index) => {
    const path = `${prefix}.${index}`, at = parent ? `${parent}.${index}` : String(index), isColumn = parent !== '', { type } = field
    const choice = (value: string, name: string, chosen: boolean): Choice => ({ value, name, lang: null, chosen })
    const known = (FACTS as readonly string[]).includes(field.fact) || field.fact === '' ? FACTS : [...FACTS, field.fact]
    return {
      id: path.replaceAll('.', '-'), path, at, legend: t(locale, isColumn ? 'templates.make.column' : 'templates.make.field', { number: index + 1 }), isColumn, focus: focus === path,
      said: [...saidAt].filter(([place]) => place.startsWith(`${path}.`) && (isColumn || !place.startsWith(`${path}.s.`))).flatMap(([, said]) => said),
      label: field.label, tag: field.name, help: field.help, required: field.required,
      types: FIELD_TYPES.filter((one) => !isColumn || one !== 'rows').map((one) => choice(one, t(locale, `templates.type.${one}`), one === type)),
      asksLocalized: type === 'text' || type === 'longtext', localized: field.localized, asksChoices: type === 'choice', choices: field.choices,
      asksOrder: type === 'date' || type === 'time', notBefore: field.notBefore, asksFact: FILLED_BY_FACTS.includes(type) && !isColumn,
      factNames: [choice('', t(locale, 'templates.make.noFact'), field.fact === ''), ...known.map((name) => choice(name, name in FACT_NAMES ? t(locale, FACT_NAMES[name]!) : name, name === field.fact))],
      initial: field.initial, example: field.example, inputHint: hintOf(field), isRows: type === 'rows',
      columns: type === 'rows' ? fieldSets(locale, field.columns, saidAt, focus, `${path}.s`, at) : [], mayAdd: field.columns.length < MOST_COLUMNS, up: index > 0, down: index < fields.length - 1,
    }
  })
}

const FACT_NAMES: Record<string, MessageKey> = {
  puhelin: 'templates.fact.puhelin', sahkoposti: 'templates.fact.sahkoposti', aukiolo: 'templates.fact.aukiolo', verkkosivu: 'templates.fact.verkkosivu', osoite: 'templates.fact.osoite', toimipiste: 'templates.fact.toimipiste',
}

function hintOf({ type, localized }: WrittenField): MessageKey {
  if (type === 'rows') return 'templates.make.hint.rows'
  if (type === 'daterange') return 'templates.make.hint.range'
  if (type === 'date') return 'templates.make.hint.date'
  return localized && (type === 'text' || type === 'longtext') ? 'templates.make.hint.versions' : 'templates.make.hint.plain'
}
