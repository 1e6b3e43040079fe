import { t } from '../../i18n/translate.ts'
import type { Viewer } from '../../people/viewer.ts'
import { view } from '../../platform/views/view.ts'
import { mayEditHere } from '../edit-rights.ts'
import { itemCrumb, type Crumb } from '../item-link.ts'
import type { ItemFacts, ItemText } from '../items.queries.ts'
import { KINDS } from '../kinds.ts'
import { daysLate } from '../review.ts'

interface CheckPage {
  title: string
  css: string
  crumbs: Crumb[]
  owner: string
  checked: string | null
  due: string | null
  daysLate: number
  action: string
  editHref: string
  lang: string
  bodyHtml: string
}
export const checkView = view<CheckPage>('upkeep/check', {
  title: 'Tarkista: Kirjastokortin antaminen', css: 'ohje', crumbs: [{ href: '/sivu/12', label: 'Kirjastokortin antaminen', lang: 'fi' }], owner: 'Koha-pääkäyttäjä', checked: '2025-11-02T08:00:00.000Z',
  due: '2026-11-02T08:00:00.000Z', daysLate: 9, action: '/sivu/12/tarkistus', editHref: '/sivu/12/muokkaa', lang: 'fi', bodyHtml: '<p>Pyydä henkilöllisyystodistus.</p>',
})

/** What a reminder leads to: the text as it is, and one button. */
export function checkPage(viewer: Viewer, item: ItemFacts, text: ItemText, now: string): CheckPage {
  const { locale } = viewer
  return {
    title: t(locale, 'upkeep.check.title', { title: text.title }), css: KINDS[item.kind].css, crumbs: [itemCrumb(item, locale)],
    owner: item.owner_team, checked: item.checked_at, due: item.review_due_at, daysLate: daysLate(item.review_due_at, now), action: `/sivu/${item.id}/tarkistus`,
    editHref: mayEditHere(viewer, item) ? `/sivu/${item.id}/muokkaa?kieli=${text.lang}` : '', lang: text.lang, bodyHtml: text.html,
  }
}
