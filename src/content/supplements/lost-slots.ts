import type { Db } from '../../database.ts'
import type { Locale } from '../../i18n/locales.ts'
import { t } from '../../i18n/translate.ts'
import type { Note } from '../edit-item.views.ts'
import { slotsIn } from '../slots.ts'
import { supplementNames } from './supplements.queries.ts'

/** Names of the slots that municipalities have written into and that this version of a text no longer has, though the one before had. */
export async function lostSlots(db: Db, itemId: number, lang: string, html: string): Promise<string[]> {
  const kept = new Set(slotsIn(html).map(({ key }) => key)), rows = await supplementNames(db, itemId, lang)
  return [...new Set(rows.filter(({ slot, before }) => !kept.has(slot) && slotsIn(before).some(({ key }) => key === slot)).map(({ name }) => name))]
}

export function lostSlotNotes(locale: Locale, itemId: number, lang: string, names: string[]): Note[] {
  if (names.length === 0) return []
  return [{
    css: 'warn', icon: 'pin', heading: t(locale, 'supplements.slotRemoved.title', { names: names.join(', ') }), text: t(locale, 'supplements.slotRemoved.text'),
    links: [{ href: `/sivu/${itemId}/kunnat?kieli=${lang}`, label: t(locale, 'supplements.slotRemoved.link'), lang: null }],
  }]
}
