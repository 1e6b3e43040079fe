import type { MessageKey } from '../../i18n/messages.ts'
import { SAMPLE_FACTS, type Choice, type FactsForm } from '../../content/edit-facts.views.ts'
import { SAMPLE_PART, type ShownPart } from '../../content/edit-item.views.ts'
import { view } from '../../platform/views/view.ts'
import type { Run } from '../template-results.ts'

/** The form in which a template is made. */
export interface MakePage {
  title: string
  heading: string
  action: string
  crumbs: { href: string; label: string; lang: string | null }[]
  problems: { href: string; text: string }[]
  notes: { css: string; icon: string; heading: string; text: string }[]
  conflicts: { label: string; theirs: string }[]
  /** what has changed since the old version that is shown */
  differences: { label: string; lang: string | null; parts: ShownPart[] }[]
  number: number
  name: string
  errors: Record<MainPart, string | null>
  purpose: string
  when: string
  note: string
  /** what it says of itself in other languages */
  about: AboutSet[]
  aboutOpen: boolean
  situations: Choice[]
  audiences: Choice[]
  emergency: boolean
  channels: Choice[]
  languages: { name: string; label: string; uses: Choice[] }[]
  fields: FieldSet[]
  mayAdd: boolean
  addFocus: boolean
  tags: string[]
  texts: ChannelTexts[]
  facts: FactsForm
  summary: string
  needsSummary: boolean
  summaryError: MessageKey | null
  mayPublish: boolean
  versions: { href: string; number: number; at: string; author: string; summary: string }[]
  trashAction: string
  mostTitle: number
}
export interface AboutSet { lang: string; language: string; title: string; purpose: string; when: string; error: string | null; stale: boolean; staleText: string }
export type MainPart = 'nimi' | 'tarkoitus' | 'milloin' | 'huomautus' | 'kanavat'
export interface FieldSet {
  id: string
  path: string
  at: string
  legend: string
  isColumn: boolean
  focus: boolean
  said: Said[]
  label: string
  tag: string
  types: Choice[]
  help: string
  required: boolean
  asksLocalized: boolean
  localized: boolean
  asksChoices: boolean
  choices: string
  asksOrder: boolean
  notBefore: string
  asksFact: boolean
  factNames: Choice[]
  initial: string
  example: string
  inputHint: MessageKey
  isRows: boolean
  columns: FieldSet[]
  mayAdd: boolean
  up: boolean
  down: boolean
}
export interface Said { css: string; icon: string; text: string }
export interface ChannelTexts { id: string; name: string; icon: string; texts: TextSet[] }
export interface TextSet {
  id: string
  path: string
  lang: string
  language: string
  asksSubject: boolean
  subject: string
  body: string
  rows: number
  said: Said[]
  stale: boolean
  /** a translation that exists: its writer may say that it follows the Finnish text */
  asksFollows: boolean
  followsName: string
  preview: { subject: Run[]; text: Run[] } | null
  length: string
}

const CHOICE: Choice = { value: 'text', name: 'Teksti', lang: null, chosen: true }
const SAID: Said = { css: 'late', icon: 'warn', text: 'Kenttää ei ole.' }
const SET: FieldSet = {
  id: 'k-0', path: 'k.0', at: '0', legend: 'Kenttä 1', isColumn: false, focus: true, said: [SAID], label: 'Syy', tag: 'syy', types: [CHOICE], help: 'Kerro syy.', required: true, asksLocalized: true,
  localized: true, asksChoices: true, choices: 'sahko | fi: sähkökatko', asksOrder: true, notBefore: 'alku', asksFact: true, factNames: [CHOICE], initial: '', example: 'sähkökatko', inputHint: 'templates.make.hint.versions',
  isRows: true, columns: [], mayAdd: true, up: true, down: true,
}
const RUNS: Run[] = [{ text: 'Suljettu ', filled: false, gap: false, lang: null }, { text: 'Inarin kirjasto', filled: true, gap: false, lang: 'fi' }, { text: '«Syy»', filled: true, gap: true, lang: null }]

export const makeView = view<MakePage>('templates/make', {
  title: 'Uusi viestipohja', heading: 'Uusi viestipohja', action: '/viestipohjat/uusi', crumbs: [{ href: '/sivu/4', label: 'Kirjasto suljettu', lang: 'fi' }], problems: [{ href: '#nimi', text: 'Kirjoita nimi.' }],
  notes: [{ css: 'stop', icon: 'user', heading: 'Joku tallensi ensin', text: 'Molemmat säilyvät.' }], conflicts: [{ label: 'Verkkosivu, suomi', theirs: 'Toinen teksti' }], differences: [{ label: 'Verkkosivu, suomi', lang: 'fi', parts: [SAMPLE_PART] }], number: 3, name: 'Kirjasto suljettu',
  errors: { nimi: 'Kirjoita nimi.', tarkoitus: null, milloin: null, huomautus: null, kanavat: 'Valitse kanava.' }, purpose: 'Asiakas ei tule turhaan.', when: 'Käytä, kun', aboutOpen: true,
  about: [{ lang: 'sv', language: 'Ruotsi', title: 'Biblioteket stänger', purpose: 'Kunden kommer inte i onödan.', when: 'När', error: 'Kirjoita nimi.', stale: true, staleText: 'Vanhentunut.' }], note: 'Saame ensin.',
  situations: [CHOICE], audiences: [CHOICE], emergency: true, channels: [CHOICE], languages: [{ name: 'kieli.sv', label: 'Ruotsi', uses: [CHOICE] }],
  fields: [{ ...SET, columns: [{ ...SET, id: 'k-0-s-0', path: 'k.0.s.0', at: '0.0', isColumn: true, isRows: false, focus: false }] }], mayAdd: true, addFocus: true, tags: ['{{syy}}'],
  texts: [{ id: 'kanava-web', name: 'Verkkosivu', icon: 'web', texts: [{
    id: 't-fi-web', path: 't.fi.web', lang: 'fi', language: 'Suomi', asksSubject: true, subject: 'Suljettu', body: 'Teksti', rows: 8, said: [SAID], stale: true, asksFollows: true, followsName: 'ajan.sv.web',
    preview: { subject: RUNS, text: RUNS }, length: '20 merkkiä',
  }] }],
  facts: SAMPLE_FACTS, summary: 'Lisättiin syy', needsSummary: true, summaryError: 'editing.summary.missing', mayPublish: true,
  versions: [{ href: '/viestipohjat/4/muokkaa?versio=2', number: 2, at: '2026-11-20T08:00:00.000Z', author: 'Sari', summary: 'Lisättiin kenttä' }], trashAction: '/sivu/4/roskiin', mostTitle: 200,
})

