import type { Locale } from '../../i18n/locales.ts'
import { t } from '../../i18n/translate.ts'
import type { Viewer } from '../../people/viewer.ts'
import { view } from '../../platform/views/view.ts'
import type { SavedMessage } from '../templates.table.ts'

export type ListedMessage = SavedMessage & { template: string; template_lang: string; owner: string; changer: string | null; colleague: string | null; team: string | null }
interface SavedRow { id: number; href: string; title: string; template: string; lang: string | null; shared: string; changed: string; by: string; mayDelete: boolean }
interface SavedPage { title: string; years: { name: string; rows: SavedRow[] }[] }
export const savedView = view<SavedPage>('templates/saved', {
  title: 'Omat viestit', years: [{ name: '2026', rows: [
    { id: 3, href: '/viestipohjat/omat/3', title: 'Joulu 2026', template: 'Poikkeusaukiolo', lang: 'fi', shared: 'Jaettu: Viestintä', changed: '2026-11-20T08:00:00.000Z', by: 'Sari', mayDelete: true },
  ] }],
})

export function savedPage(viewer: Viewer, messages: ListedMessage[]): SavedPage {
  const { locale } = viewer, rows = messages.map((message) => ({ year: message.changed_at.slice(0, 4), row: savedRow(locale, message, viewer.id) }))
  return { title: t(locale, 'templates.mine'), years: [...new Set(rows.map(({ year }) => year))].map((year) => ({ name: year, rows: rows.filter((one) => one.year === year).map(({ row }) => row) })) }
}

function savedRow(locale: Locale, message: ListedMessage, viewerId: number): SavedRow {
  const { id, title, template, template_lang: lang, owner, owner_id: ownerId, colleague, team } = message, names = [team, colleague].filter((name) => name !== null).join(', ')
  return {
    id, href: `/viestipohjat/omat/${id}`, title, template, lang: lang === locale ? null : lang, mayDelete: ownerId === viewerId, changed: message.changed_at, by: message.changer ?? '',
    shared: ownerId !== viewerId ? t(locale, 'templates.sharedBy', { name: owner }) : names ? t(locale, 'templates.sharedWith', { name: names }) : t(locale, 'templates.onlyMine'),
  }
}
