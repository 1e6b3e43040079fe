import type { Locale } from '../../i18n/locales.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import { isMessageKey, t, type Values } from '../../i18n/translate.ts'
import { isAtLeast, type Viewer } from '../../people/viewer.ts'
import { view } from '../../platform/views/view.ts'
import { itemLink, type ItemLink } from '../item-link.ts'
import type { ItemCard } from '../items.queries.ts'
import { daysLate } from '../review.ts'
import type { WorkRow } from './work.queries.ts'

/** Kinds of work by the beginning of their key, in the order in which they are shown. */
const GROUPS = { review: 'upkeep.work.reviews', suggestion: 'upkeep.work.suggestions', question: 'upkeep.work.questions', approval: 'upkeep.work.approvals', supplement: 'upkeep.work.supplements', fact: 'upkeep.work.facts', other: 'upkeep.work.others' } as const satisfies Record<string, MessageKey>
type Group = keyof typeof GROUPS

interface ShownWork { text: string; href: string; since: string; due: string | null; daysLate: number; /** the one-click answer of a review */ checkAction: string }
interface WorkPage {
  title: string
  count: number
  groups: { id: string; name: MessageKey; icon: string; rows: ShownWork[] }[]
  drafts: ItemLink[]
  /** searches that found nothing, for who writes; everyone's, so they are not counted with her own work */
  searches: number
  mayWrite: boolean
}
export const workView = view<WorkPage>('upkeep/work', {
  title: 'Omat työt', count: 1, mayWrite: true, searches: 4,
  groups: [{ id: 'review', name: 'upkeep.work.reviews', icon: 'clock', rows: [{ text: 'Tarkista: Kirjastokortin antaminen', href: '/sivu/12/tarkista', since: '2026-11-01T08:00:00.000Z', due: '2026-11-02T08:00:00.000Z', daysLate: 9, checkAction: '/sivu/12/tarkistus' }] }],
  drafts: [{ href: '/sivu/13', title: 'Uusi ohje', lang: 'fi', css: 'ohje', icon: 'guide', kindName: 'content.kind.guide' }],
})
const ICONS: Record<Group, string> = { review: 'clock', suggestion: 'edit', question: 'faq', approval: 'eye', supplement: 'pin', fact: 'info', other: 'list' }

export function workPage(viewer: Viewer, rows: WorkRow[], drafts: ItemCard[], searches: number, now: string): WorkPage {
  const { locale } = viewer, may = isAtLeast(viewer, 'editor'), byGroup = Map.groupBy(rows, ({ key }) => groupOf(key))
  return {
    title: t(locale, 'upkeep.work'), count: rows.length,
    groups: (Object.keys(GROUPS) as Group[]).filter((group) => byGroup.has(group)).map((group) => ({
      id: group, name: GROUPS[group], icon: ICONS[group], rows: byGroup.get(group)!.map((row) => shownWork(row, locale, now, may && group === 'review')),
    })),
    drafts: drafts.map((draft) => itemLink(draft, locale)), searches: may ? searches : 0, mayWrite: may,
  }
}

function groupOf(key: string): Group {
  const kind = key.split(':', 1)[0]!
  return kind !== 'other' && Object.hasOwn(GROUPS, kind) ? kind as Group : 'other'
}

function shownWork({ message, detail, href, item_id: item, created_at: since, due_at: due }: WorkRow, locale: Locale, now: string, checks: boolean): ShownWork {
  const text = isMessageKey(message) ? t(locale, message, JSON.parse(detail) as Values) : href
  return { text, href, since, due, daysLate: daysLate(due, now), checkAction: checks && item !== null ? `/sivu/${item}/tarkistus` : '' }
}
