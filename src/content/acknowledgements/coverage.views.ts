import type { MessageKey } from '../../i18n/messages.ts'
import { t } from '../../i18n/translate.ts'
import type { Viewer } from '../../people/viewer.ts'
import { view } from '../../platform/views/view.ts'
import { itemLink, type ItemLink } from '../item-link.ts'
import type { Coverage, Covered } from './coverage.ts'

export const STATES: Record<Covered['state'], { key: MessageKey; css: string; icon: string }> = {
  done: { key: 'acks.state.done', css: 'ok', icon: 'check' }, changed: { key: 'acks.state.changed', css: 'late', icon: 'history' },
  waits: { key: 'acks.state.waits', css: '', icon: 'clock' }, late: { key: 'acks.state.late', css: 'late', icon: 'warn' },
}
const LINK: ItemLink = { href: '/sivu/12-tietosuoja', title: 'Tietosuoja', lang: 'fi', css: 'ohje', icon: 'guide', kindName: 'content.kind.guide' }

/** How far one library is; without a name: those who have chosen none. */
interface Group { library: string | null; done: number; total: number; late: number }
interface ListPage { title: string; place: string; rows: (ItemLink & { coverageHref: string; done: number; total: number; late: number; due: string; groups: Group[] })[] }
export const coverageListView = view<ListPage>('acknowledgements/coverage-list', {
  title: 'Kuittausten kattavuus', place: 'Salla', rows: [{ ...LINK, coverageHref: '/kuitattavat/kattavuus/12', done: 3, total: 5, late: 1, due: '2026-12-09', groups: [{ library: 'Sallan kirjasto', done: 3, total: 5, late: 1 }] }],
})
export const coverageListPage = ({ locale, municipalityName }: Viewer, all: readonly Coverage[]): ListPage => ({
  title: t(locale, 'acks.coverage.title'), place: municipalityName,
  rows: all.map(({ item, people }) => ({ ...itemLink(item, locale), coverageHref: `/kuitattavat/kattavuus/${item.id}`, due: item.due_on, ...counts(people),
    groups: byLibrary(people).map(({ library, people: hers }) => ({ library, ...counts(hers) })) })),
})

interface Shown { name: string; state: MessageKey; css: string; icon: string; on: string | null; version: number; due: string }
interface PeoplePage { title: string; guide: ItemLink; place: string; csvHref: string; done: number; total: number; groups: (Group & { people: Shown[] })[] }
export const coverageView = view<PeoplePage>('acknowledgements/coverage', {
  title: 'Kuittausten kattavuus', guide: LINK, place: 'Salla', csvHref: '/kuitattavat/kattavuus/12/csv', done: 3, total: 5,
  groups: [{ library: 'Sallan kirjasto', done: 3, total: 5, late: 1, people: [{ name: 'Aino Esimerkki', state: 'acks.state.done', css: 'ok', icon: 'check', on: '2026-11-25', version: 3, due: '2026-12-09' }] }],
})
export const coveragePage = ({ locale, municipalityName }: Viewer, { item, people }: Coverage): PeoplePage => ({
  title: t(locale, 'acks.coverage.title'), guide: itemLink(item, locale), place: municipalityName, csvHref: `/kuitattavat/kattavuus/${item.id}/csv`,
  ...counts(people), groups: byLibrary(people).map(({ library, people: hers }) => ({ library, ...counts(hers), people: hers.map(shown) })),
})
const shown = ({ name, state, on, version, due }: Covered): Shown => ({ name, state: STATES[state].key, css: STATES[state].css, icon: STATES[state].icon, on, version: version ?? 0, due })

const counts = (people: readonly Covered[]) => ({ done: people.filter(({ state }) => state === 'done').length, total: people.length, late: people.filter(({ state }) => state === 'late').length })
/** In the order of the people, who come by library. */
function byLibrary(people: readonly Covered[]): { library: string | null; people: Covered[] }[] {
  const found = new Map<string | null, Covered[]>()
  for (const person of people) found.set(person.library, [...(found.get(person.library) ?? []), person])
  return [...found].map(([library, hers]) => ({ library, people: hers }))
}
