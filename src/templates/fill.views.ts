import type { MessageKey } from '../i18n/messages.ts'
import { view } from '../platform/views/view.ts'
import type { GoingAhead, SavePanel } from './fill-around.ts'
import type { LinkedText } from './linked-text.ts'
import type { Control, FormField } from './template-form.ts'
import type { Results } from './template-results.ts'

/** The form of a template beside the texts that it makes. */
export interface FillPage {
  title: string
  heading: string
  /** language of the heading when it is not the page's; `lang` that of the fields and their helps, which are in Finnish */
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
  purposeLang: string | null
  when: LinkedText[]
  whenLang: string | null
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
  /** going ahead without a language that the law asks for */
  ahead: GoingAhead
  /** a reason is still asked for */
  asks: boolean
  panel: SavePanel
  formName: string
  /** names of fields, spaces between: those that began filled in, and those of them that have been changed */
  begun: string
  changed: string
  forMany: boolean
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
const CHOICE = { value: '1', name: 'Viestintä', lang: null, chosen: true }
const RUNS = [
  { text: 'Suljettu ', filled: false, gap: false, lang: null }, { text: 'Inarin kirjasto', filled: true, gap: false, lang: 'fi' }, { text: '«Syy»', filled: true, gap: true, lang: null },
]
export const fillView = view<FillPage>('templates/fill', {
  title: 'Kirjasto suljettu yllättäen', heading: 'Kirjasto suljettu yllättäen', headingLang: 'fi', lang: 'fi', kindName: 'content.kind.template', css: 'viestipohja',
  icon: 'template', externalId: 'T02',
  audience: 'templates.audience.public', checked: '2026-11-19T08:00:00.000Z', daysLate: 3, owner: 'AKE-koordinaattori (viestintä)', purpose: 'Asiakas ei tule turhaan.', purposeLang: 'fi', whenLang: 'fi',
  when: [{ text: 'Käytä pohjaa ', href: null }, { text: 'T12', href: '/sivu/12-kriisi' }], address: '/viestipohjat/34', about: '/sivu/34-kirjasto-suljettu', examples: true, isChecked: true,
  gone: [{ name: 'vanha', value: 'arvo' }], problems: [{ href: '#k-syy', label: 'Syy', text: 'Valitse tästä.' }], library: 'inari/Inarin kirjasto',
  fields: [
    FIELD,
    { ...FIELD, several: true, pair: true, controls: [{ ...CONTROL, label: 'Alkaa' }, { ...CONTROL, as: 'area', label: 'englanti', lang: 'en', value: 'a\nb' }] },
    { ...FIELD, rows: true, name: 'ajat', id: 'k-ajat', sets: [{ number: 1, legend: '1. rivi', remove: 'poista.ajat.0', cells: [FIELD] }], add: { value: 'lisaa.ajat', autofocus: true } },
  ],
  results: {
    languages: [{ name: 'Pohjoissaame', missing: true, stale: true, ready: false, said: 'pakollinen, puuttuu' }, { name: 'Suomi', missing: false, stale: false, ready: true, said: 'valmis' }], note: 'Saame ensin.',
    missing: { title: 'Puuttuu: pohjoissaame', text: 'Saamen kielilaki edellyttää.', first: 'Kiireessä suomeksi ensin.', order: 'Käännöstilaus\nInari', orderMail: 'mailto:?subject=a' },
    channels: [{
      id: 'kanava-sms', name: 'Tekstiviesti', icon: 'sms', hint: 'ä ja ö sopivat', missing: 'Pohjoissaame',
      cards: [{
        id: 't-sms-fi', lang: 'fi', language: 'Suomi', named: 'Tekstiviesti, suomi', ready: false, stale: true, channel: 'sms', richHtml: '<p>Suljettu</p>', open: ['Täytä: Syy'], subject: RUNS, text: RUNS,
        poster: '/viestipohjat/34/juliste', by: 'Inarin kirjasto',
        sms: { max: 160, value: 107 }, length: '107 / 160 merkkiä', advice: ['Lyhennä.'], mail: 'mailto:?subject=a', copied: 'Kopioitu',
      }],
    }],
  },
  guide: { href: '/sivu/8-milloin', title: 'Milloin tiedotetaan saameksi', lang: 'fi' },
  ahead: { ordered: { id: 3, href: '/viestipohjat/kaannokset/3', reason: 'Hätätilanne' }, reasons: [CHOICE], more: 'Tulipalo', error: 'Valitse syy.' }, asks: true, formName: '0b5e7a52-2ad9-4f6f-a9f1-1d1f2d2a8f10', forMany: true, begun: 'puhelin', changed: 'puhelin',
  panel: { id: 4, number: 2, title: 'Joulu 2026', owner: 'Sari', teams: [CHOICE], email: 'sari@kirjasto.example', open: true, titleError: 'Anna nimi.', emailError: 'Ei löydy.' },
})
