import type { Locale } from '../../i18n/locales.ts'
import { t } from '../../i18n/translate.ts'
import { view } from '../../platform/views/view.ts'
import { daysBetween } from '../facts/holidays.ts'
import { itemLink, type ItemLink } from '../item-link.ts'
import { dueOf, isOpen } from './acknowledge.ts'
import type { Asked } from './acknowledgements.queries.ts'

/** What waits for somebody's acknowledgement, wherever it is listed. */
export interface OpenAck extends ItemLink { due: string; late: number; changed: boolean }
interface OwnPage { title: string; coverageHref: string; open: OpenAck[]; done: (ItemLink & { on: string; number: number })[] }

const LINK: ItemLink = { href: '/sivu/12-tietosuoja', title: 'Tietosuoja', lang: 'fi', css: 'ohje', icon: 'guide', kindName: 'content.kind.guide' }
const SAMPLE_ACK: OpenAck = { ...LINK, due: '2026-11-30', late: 2, changed: true }
export const ownView = view<OwnPage>('acknowledgements/own', {
  title: 'Kuitattavat', coverageHref: '/kuitattavat/kattavuus', open: [SAMPLE_ACK], done: [{ ...LINK, on: '2026-11-02', number: 3 }],
})

export function openAck(asked: Asked, locale: Locale, today: string): OpenAck {
  const due = dueOf(asked)
  return { ...itemLink(asked, locale), due, late: Math.max(0, daysBetween(due, today)), changed: asked.changed_at !== null }
}

export const ownPage = (locale: Locale, asked: readonly Asked[], today: string, coverageHref: string): OwnPage => ({
  title: t(locale, 'acks.list.title'), coverageHref,
  open: asked.filter(isOpen).map((one) => openAck(one, locale, today)).toSorted((a, b) => a.due.localeCompare(b.due)),
  done: asked.filter((one) => !isOpen(one)).map((one) => ({ ...itemLink(one, locale), on: one.last!.on, number: one.last!.number })),
})
