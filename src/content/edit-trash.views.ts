import type { Locale } from '../i18n/locales.ts'
import { t } from '../i18n/translate.ts'
import { view } from '../platform/views/view.ts'
import { TRASH_DAYS, type TrashedItem } from './edit-trash.queries.ts'
import { itemLink, type ItemLink } from './item-link.ts'

interface TrashRow extends ItemLink { action: string; at: string; until: string; owner: string }
interface TrashPage { title: string; days: number; moved: TrashRow | null; rows: TrashRow[] }
const SAMPLE_ROW: TrashRow = {
  href: '/sivu/12', title: 'Kirjastokortin antaminen', lang: 'fi', css: 'ohje', icon: 'guide', kindName: 'content.kind.guide', action: '/roskakori/12/palauta', at: '2026-11-23T08:00:00.000Z', until: '2026-12-23T08:00:00.000Z', owner: 'Asiakaspalveluryhmä',
}
export const trashView = view<TrashPage>('editing/trash', { title: 'Roskakori', days: 30, moved: SAMPLE_ROW, rows: [SAMPLE_ROW] })

/** `moved` is the item that has just been put here, to be taken back with one press. */
export function trashPage(locale: Locale, items: TrashedItem[], moved: number | null): TrashPage {
  const rows = items.map((item) => ({
    id: item.id, ...itemLink(item, locale), action: `/roskakori/${item.id}/palauta`, at: item.trashed_at, until: new Date(Date.parse(item.trashed_at) + TRASH_DAYS * 86_400_000).toISOString(), owner: item.owner_team,
  }))
  return { title: t(locale, 'editing.trash.title'), days: TRASH_DAYS, moved: rows.find(({ id }) => id === moved) ?? null, rows }
}
