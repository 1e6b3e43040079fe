import type { Choice } from '../../content/edit-facts.views.ts'
import type { Locale } from '../../i18n/locales.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import { t } from '../../i18n/translate.ts'
import { errorTitle } from '../../people/form-fields.ts'
import { view } from '../../platform/views/view.ts'
import { languageTitle } from '../problem-words.ts'
import { NAMED, NUMBERS, RULES, type DayField, type WrittenDay } from './day-form.ts'

interface Names { name: string; id: string; label: string; lang: string; value: string; error: string | null }
interface DayPage {
  title: string
  heading: string
  action: string
  problems: { href: string; text: string }[]
  number: number
  names: Names[]
  rules: Choice[]
  ruleError: string | null
  numbers: { name: string; label: MessageKey; value: string }[]
  dates: string
  datesError: string | null
  kinds: Choice[]
  scope: string
  closing: string
  templates: Choice[]
  notice: string
  noticeError: string | null
  teams: Choice[]
  note: string
  remove: string | null
}
const CHOICE: Choice = { value: 'fixed', name: 'Sama päivä joka vuosi', lang: null, chosen: true }
export const dayView = view<DayPage>('templates/day', {
  title: 'Lisää päivä', heading: 'Lisää päivä', action: '/viestipohjat/vuosikello/uusi', problems: [{ href: '#nimi-fi', text: 'Kirjoita nimi.' }], number: 1,
  names: [{ name: 'nimi.fi', id: 'nimi-fi', label: 'Suomi', lang: 'fi', value: 'kotiseutupäivä', error: 'Kirjoita nimi.' }], rules: [CHOICE], ruleError: 'Täytä sääntö.',
  numbers: [{ name: 'paiva', label: 'templates.day.paiva', value: '6' }], dates: '2027-03-01', datesError: 'Kirjoita päivä.', kinds: [CHOICE], scope: 'Inari', closing: 'yleensä suljettu', templates: [CHOICE],
  notice: '14', noticeError: 'Kirjoita luku.', teams: [CHOICE], note: 'Tarkista.', remove: '/viestipohjat/vuosikello/3/poista',
})

interface Around { id: number | null; number: number; wrong: DayField[]; kinds: Readonly<Record<string, string>>; templates: { value: string; name: string; lang: string | null }[]; teams: { id: number; name: string }[] }

export function dayPage(locale: Locale, written: WrittenDay, { id, number, wrong, kinds, templates, teams }: Around): DayPage {
  const heading = t(locale, id === null ? 'templates.day.add' : 'templates.day.edit')
  const error = (field: DayField) => (wrong.includes(field) ? t(locale, `templates.day.bad.${field}`) : null), idOf = (field: string) => field.replace('.', '-')
  const choice = (value: string, name: string, chosen: boolean, lang: string | null = null): Choice => ({ value, name, lang, chosen })
  return {
    title: errorTitle(locale, heading, wrong), heading, number,
    action: id === null ? '/viestipohjat/vuosikello/uusi' : `/viestipohjat/vuosikello/${id}`, problems: wrong.map((field) => ({ href: `#${idOf(field)}`, text: error(field)! })),
    names: NAMED.map((language) => ({ name: `nimi.${language}`, id: `nimi-${language}`, label: languageTitle(locale, language), lang: language, value: written.names[language], error: language === 'fi' ? error('nimi.fi') : null })),
    rules: RULES.map((rule) => choice(rule, t(locale, `templates.rule.${rule}`), rule === written.rule)), ruleError: error('saanto'),
    numbers: NUMBERS.map((name) => ({ name, label: `templates.day.${name}` as const, value: written.numbers[name] })), dates: written.dates, datesError: error('paivat'),
    kinds: Object.entries(kinds).map(([value, name]) => choice(value, name, value === written.kind, locale === 'fi' ? null : 'fi')), scope: written.scope, closing: written.closing,
    templates: [choice('', t(locale, 'templates.day.noTemplate'), written.template === ''), ...templates.map(({ value, name, lang }) => choice(value, name, value === written.template, lang))],
    notice: written.notice, noticeError: error('ennen'), note: written.note,
    teams: [choice('', t(locale, 'templates.day.noTeam'), written.team === ''), ...teams.map((team) => choice(String(team.id), team.name, String(team.id) === written.team))],
    remove: id === null ? null : `/viestipohjat/vuosikello/${id}/poista`,
  }
}
