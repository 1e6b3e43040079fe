import type { MessageKey } from '../../i18n/messages.ts'
import type { Errors, Problem } from '../../people/form-fields.ts'
import { view } from '../../platform/views/view.ts'
import type { ItemLink } from '../item-link.ts'

interface Choice { value: string; name: string; chosen: boolean }
interface FactRow { href: string; label: string; value: string | null; lang: string | null; level: MessageKey | null; from: string | null; next: string | null; used: number }
interface FactsPage { title: string; heading: string; closed: boolean; places: Choice[]; rows: FactRow[]; mayAdd: boolean; mayImport: boolean; mayEdit: boolean }
export const factsView = view<FactsPage>('facts/facts', {
  title: 'Tiedot', heading: 'Tiedot: Inari', closed: true, places: [{ value: 'inari', name: 'Inari', chosen: true }], mayAdd: true, mayImport: true, mayEdit: true,
  rows: [{ href: '/tiedot/puhelin?paikka=inari', label: 'Puhelin', value: '016 123', lang: 'fi', level: 'facts.level.municipality', from: '1.1.2026', next: 'Vaihtuu 1.1.2027: 016 456', used: 14 }],
})

export type FactField = 'arvo' | 'alkaen'
interface FactPage {
  title: string
  name: string
  syntax: string
  type: MessageKey
  hint: MessageKey
  /** the place is a library that is closed */
  closed: boolean
  places: Choice[]
  placeName: string
  placeKey: string
  now: { value: string; lang: string | null; level: MessageKey; from: string } | null
  mayEdit: boolean
  mayDelete: boolean
  action: string
  problems: Problem[]
  errors: Errors<FactField>
  /** filled in where an error needs words of its own */
  said: string
  value: string
  from: string
  /** a value of that day is there already */
  taken: boolean
  long: boolean
  uses: ItemLink[]
  usedCount: number
  everywhere: { place: string; href: string; value: string | null; lang: string | null }[]
  history: { from: string; value: string | null; at: string; author: string | null; corrected: boolean }[]
}
export const factView = view<FactPage>('facts/fact', {
  title: 'Puhelin', name: 'puhelin', syntax: '{{fakta: puhelin}}', type: 'facts.type.phone', hint: 'facts.hint.phone', closed: true, places: [{ value: 'inari', name: 'Inari', chosen: true }], placeName: 'Inari', placeKey: 'inari',
  now: { value: '016 123', lang: 'fi', level: 'facts.level.municipality', from: '1.1.2026' }, mayEdit: true, mayDelete: true, action: '/tiedot/puhelin?paikka=inari', problems: [{ field: 'arvo', key: 'facts.value.missing' }],
  errors: { arvo: 'facts.value.missing', alkaen: 'facts.day.bad' }, said: 'Kirjoita arvo.', value: '016 123', from: '1.1.2026', taken: true, long: true,
  uses: [{ href: '/sivu/1-maksut', title: 'Maksut', lang: 'fi', css: 'ohje', icon: 'guide', kindName: 'content.kind.guide' }], usedCount: 14,
  everywhere: [{ place: 'Salla', href: '/tiedot/puhelin?paikka=salla', value: '016 456', lang: 'fi' }],
  history: [{ from: '1.1.2026', value: '016 123', at: '2026-01-01T00:00:00.000Z', author: 'Aino Esimerkki', corrected: true }],
})

export type NewField = 'nimi' | 'otsikko' | 'otsikkosv' | 'otsikkoen' | 'laji'
interface NewPage { title: string; problems: Problem[]; errors: Errors<NewField>; name: string; label: string; labelSv: string; labelEn: string; types: { value: string; key: MessageKey; chosen: boolean }[] }
export const newFactView = view<NewPage>('facts/new', {
  title: 'Lisää tieto', problems: [{ field: 'nimi', key: 'facts.key.bad' }], errors: { nimi: 'facts.key.bad', otsikko: 'facts.label.missing', otsikkosv: null, otsikkoen: null, laji: 'facts.type.missing' },
  name: 'puhelin', label: 'Puhelin', labelSv: 'Telefon', labelEn: 'Phone', types: [{ value: 'phone', key: 'facts.type.phone', chosen: true }],
})

interface CsvPage { title: string; rows: string; failures: string[] }
export const csvView = view<CsvPage>('facts/csv', { title: 'Tuo taulukosta', rows: 'nimi;paikka;voimassa_alkaen;arvo', failures: ['Rivi 2: Kirjoita arvo.'] })

interface CheckPage { title: string; href: string; action: string; rows: { label: string; said: string; href: string }[] }
export const checkView = view<CheckPage>('facts/check', {
  title: 'Muuttuneet tiedot: Maksut', href: '/sivu/1', action: '/sivu/1/tiedot', rows: [{ label: 'Puhelin', said: 'Puhelin (Inari) vaihtui', href: '/tiedot/puhelin' }],
})
