import type { MessageKey } from '../../i18n/messages.ts'
import { t } from '../../i18n/translate.ts'
import type { Viewer } from '../../people/viewer.ts'
import { view } from '../../platform/views/view.ts'
import { SAMPLE_PROPOSAL, type ShownProposal } from '../edit-proposal.views.ts'
import type { ItemFacts } from '../items.queries.ts'
import { planAddress } from './plan-address.ts'
import { isOpenPlan, type OpenedPlan } from './planned.queries.ts'

interface PlannedPage extends ShownProposal {
  title: string
  /** '' where the viewer could not edit the item any more */
  itemHref: string
  state: MessageKey
  stateIcon: string
  maker: string
  madeAt: string
  at: string
  closer: string
  /** '' while it waits */
  closedAt: string
  stopped: boolean
  action: string
  isOpen: boolean
  mayPublish: boolean
}
export const plannedView = view<PlannedPage>('editing/planned', {
  ...SAMPLE_PROPOSAL, title: 'Ajastettu muutos: Kirjastokortin antaminen', itemHref: '/sivu/12', state: 'scheduling.state.waiting', stateIcon: 'clock', maker: 'Aino Esimerkki',
  madeAt: '2026-11-23T08:00:00.000Z', at: '2026-12-01T06:00:00.000Z', closer: 'Beeda Toinen', closedAt: '2026-11-24T08:00:00.000Z',
  stopped: true, action: '/ajastettu/7', isOpen: true, mayPublish: true,
})

const ICONS = { waiting: 'clock', published: 'check', stopped: 'stop', withdrawn: 'close' } as const
interface Seen { plan: OpenedPlan; item: ItemFacts; shown: ShownProposal; edits: boolean }

export function plannedPage({ locale }: Viewer, { plan, item, shown, edits }: Seen): PlannedPage {
  const isOpen = isOpenPlan(plan), nobody = t(locale, 'editing.history.nobody')
  return {
    ...shown, title: t(locale, 'scheduling.title', { title: shown.heading }), itemHref: edits ? `/sivu/${item.id}?kieli=${plan.lang}` : '',
    state: `scheduling.state.${plan.state}`, stateIcon: ICONS[plan.state], maker: plan.maker ?? nobody, madeAt: plan.made_at, at: plan.at, closer: plan.closer ?? '', closedAt: plan.closed_at ?? '',
    stopped: plan.state === 'stopped', action: planAddress(plan.id), isOpen, mayPublish: isOpen && edits && !shown.conflicting && item.state === 'published',
  }
}
