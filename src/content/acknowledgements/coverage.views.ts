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

interface ListPage { title: string; place: string; rows: (ItemLink & { coverageHref: string; done: number; total: number; late: number; due: string })[] }
export const coverageListView = view<ListPage>('acknowledgements/coverage-list', {
  title: 'Kuittausten kattavuus', place: 'Salla', rows: [{ ...LINK, coverageHref: '/kuitattavat/kattavuus/12', done: 3, total: 5, late: 1, due: '2026-12-09' }],
})
export const coverageListPage = ({ locale, municipalityName }: Viewer, all: readonly Coverage[]): ListPage => ({
  title: t(locale, 'acks.coverage.title'), place: municipalityName,
  rows: all.map(({ item, people }) => ({ ...itemLink(item, locale), coverageHref: `/kuitattavat/kattavuus/${item.id}`, due: item.due_on, total: people.length,
    done: people.filter(({ state }) => state === 'done').length, late: people.filter(({ state }) => state === 'late').length })),
})

interface PeoplePage { title: string; guide: ItemLink; place: string; csvHref: string; done: number; total: number; people: { name: string; state: MessageKey; css: string; icon: string; on: string | null; version: number; due: string }[] }
export const coverageView = view<PeoplePage>('acknowledgements/coverage', {
  title: 'Kuittausten kattavuus', guide: LINK, place: 'Salla', csvHref: '/kuitattavat/kattavuus/12/csv', done: 3, total: 5,
  people: [{ name: 'Aino Esimerkki', state: 'acks.state.done', css: 'ok', icon: 'check', on: '2026-11-25', version: 3, due: '2026-12-09' }],
})
export const coveragePage = ({ locale, municipalityName }: Viewer, { item, people }: Coverage): PeoplePage => ({
  title: t(locale, 'acks.coverage.title'), guide: itemLink(item, locale), place: municipalityName, csvHref: `/kuitattavat/kattavuus/${item.id}/csv`,
  done: people.filter(({ state }) => state === 'done').length, total: people.length,
  people: people.map(({ name, state, on, version, due }) => ({ name, state: STATES[state].key, css: STATES[state].css, icon: STATES[state].icon, on, version: version ?? 0, due })),
})
