import { itemAddress, textFor } from '../content/item-link.ts'
import type { ItemFacts } from '../content/items.queries.ts'
import { KINDS } from '../content/kinds.ts'
import { daysLate } from '../content/review.ts'
import type { Locale } from '../i18n/locales.ts'
import type { MessageKey } from '../i18n/messages.ts'
import { t } from '../i18n/translate.ts'
import type { Viewer } from '../people/viewer.ts'
import { view } from '../platform/views/view.ts'
import type { FilledTemplate } from './fill-template.ts'
import type { FormInput, RowChange } from './form-input.ts'
import { fieldOf, problemText } from './problem-words.ts'
import { linked, type LinkedText } from './linked-text.ts'
import { chosenLibrary } from './starting-form.ts'
import type { TemplateDefinition } from './template-definition.ts'
import { idOf, templateForm, type Control, type FormField } from './template-form.ts'
import type { KnownPlaces } from './template-places.ts'
import { templateResults, type Results } from './template-results.ts'
import type { FieldProblem } from './template-values.ts'

interface FillPage {
  title: string
  heading: string
  /** language of the heading, and of what the template's makers wrote, when it is not the page's */
  headingLang: string | null
  lang: string | null
  kindName: MessageKey
  css: string
  icon: string
  externalId: string | null
  audience: MessageKey
  checked: string | null
  daysLate: number
  owner: string
  purpose: string
  when: LinkedText[]
  address: string
  about: string
  examples: boolean
  /** the form has been checked once: from then on its mistakes are told at once */
  isChecked: boolean
  gone: { name: string; value: string }[]
  problems: { href: string; label: string; text: string }[]
  library: string
  fields: FormField[]
  results: Results
  guide: Link | null
}
interface Link { href: string; title: string; lang: string | null }

const CONTROL: Control = {
  id: 'k-syy', name: 'syy', as: 'input', type: 'text', mode: '', value: '', groups: [], label: '', lang: null, described: 'k-syy-h', invalid: true, fact: true, place: 'library',
  autofocus: true,
}
const FIELD: FormField = {
  rows: false, name: 'syy', id: 'k-syy', label: 'Syy', lang: 'fi', help: 'Valitse syy.', optional: true, error: 'Valitse tästä.', warning: 'Tarkista.',
  several: false, pair: false,
  controls: [{ ...CONTROL, as: 'select', groups: [{ label: 'Muut', options: [{ value: 'sahko', label: 'sähkökatko', lang: 'fi', selected: true }] }] }],
  sets: [], add: null,
}
const RUNS = [
  { text: 'Suljettu ', filled: false, gap: false, lang: null }, { text: 'Inarin kirjasto', filled: true, gap: false, lang: 'fi' }, { text: '«Syy»', filled: true, gap: true, lang: null },
]
export const fillView = view<FillPage>('templates/fill', {
  title: 'Kirjasto suljettu yllättäen', heading: 'Kirjasto suljettu yllättäen', headingLang: 'fi', lang: 'fi', kindName: 'content.kind.template', css: 'viestipohja',
  icon: 'template', externalId: 'T02',
  audience: 'templates.audience.public', checked: '2026-11-19T08:00:00.000Z', daysLate: 3, owner: 'AKE-koordinaattori (viestintä)', purpose: 'Asiakas ei tule turhaan.',
  when: [{ text: 'Käytä pohjaa ', href: null }, { text: 'T12', href: '/sivu/12-kriisi' }], address: '/viestipohjat/34', about: '/sivu/34-kirjasto-suljettu', examples: true, isChecked: true,
  gone: [{ name: 'vanha', value: 'arvo' }], problems: [{ href: '#k-syy', label: 'Syy', text: 'Valitse tästä.' }], library: 'inari/Inarin kirjasto',
  fields: [
    FIELD,
    { ...FIELD, several: true, pair: true, controls: [{ ...CONTROL, label: 'Alkaa' }, { ...CONTROL, as: 'area', label: 'englanti', lang: 'en', value: 'a\nb' }] },
    { ...FIELD, rows: true, name: 'ajat', id: 'k-ajat', sets: [{ number: 1, legend: '1. rivi', remove: 'poista.ajat.0', cells: [FIELD] }], add: { value: 'lisaa.ajat', autofocus: true } },
  ],
  results: {
    languages: [{ name: 'Pohjoissaame', missing: true, ready: false, said: 'pakollinen, puuttuu' }, { name: 'Suomi', missing: false, ready: true, said: 'valmis' }], note: 'Saame ensin.',
    missing: { title: 'Puuttuu: pohjoissaame', text: 'Saamen kielilaki edellyttää.', first: 'Kiireessä suomeksi ensin.', order: 'Käännöstilaus\nInari', orderMail: 'mailto:?subject=a' },
    channels: [{
      id: 'kanava-sms', name: 'Tekstiviesti', icon: 'sms', hint: 'ä ja ö sopivat', missing: 'Pohjoissaame',
      cards: [{
        id: 't-sms-fi', lang: 'fi', language: 'Suomi', named: 'Tekstiviesti, suomi', ready: false, open: ['Täytä: Syy'], subject: RUNS, text: RUNS,
        poster: '/viestipohjat/34/juliste', by: 'Inarin kirjasto',
        sms: { max: 160, value: 107 }, length: '107 / 160 merkkiä', advice: ['Lyhennä.'], mail: 'mailto:?subject=a', copied: 'Kopioitu',
      }],
    }],
  },
  guide: { href: '/sivu/8-milloin', title: 'Milloin tiedotetaan saameksi', lang: 'fi' },
})

export interface OpenTemplate { item: ItemFacts; template: TemplateDefinition; places: KnownPlaces; guide: Link | null; links: ReadonlyMap<string, string> }
export interface Shown { form: FormInput; filled: FilledTemplate; problems: readonly FieldProblem[]; summary: boolean; examples: boolean; changed: RowChange | null }

/** `problems`: those to be said at the fields; with `summary` also at the top of the page. */
export function fillPage(
  viewer: Viewer, locale: Locale, now: string, { item, template, places, guide, links }: OpenTemplate, { form, filled, problems, summary, examples, changed }: Shown,
): FillPage {
  const text = textFor(item.texts, locale, item.language), heading = text?.title ?? template.title, kind = KINDS.template
  const address = `/viestipohjat/${item.id}`, errors = summary ? problems.filter(({ level }) => level === 'error') : []
  return {
    title: errors.length > 0 ? t(locale, 'auth.errorTitle', { title: heading }) : heading, heading,
    headingLang: !text || text.lang === locale ? null : text.lang, lang: locale === 'fi' ? null : 'fi',
    kindName: kind.one, css: kind.css, icon: kind.icon, externalId: item.external_id, audience: `templates.audience.${template.languages.audience}`,
    checked: item.checked_at, daysLate: daysLate(item.review_due_at, now), owner: item.owner_team, purpose: template.purpose, when: linked(template.whenToUse, links),
    address, about: itemAddress(item.id, text?.slug ?? ''), examples, isChecked: summary, gone: form.gone,
    problems: errors.map((problem) => ({
      href: `#${linkTo(problem)}`, label: fieldOf(template.fields, problem)?.label ?? problem.field, text: problemText(locale, template.fields, problem),
    })),
    library: chosenLibrary(template.fields, form.input, places)?.key ?? '',
    fields: templateForm(template, form.input, problems, places, { locale, municipalitySlug: viewer.municipalitySlug }, changed),
    results: templateResults(locale, template, filled, { title: heading, owner: item.owner_team, address }, places), guide,
  }
}

const linkTo = ({ field, row, column }: FieldProblem) => idOf(row === undefined || column === undefined ? field : `${field}.${row}.${column}`)
