import type { MessageKey } from '../../i18n/messages.ts'
import { t } from '../../i18n/translate.ts'
import type { Viewer } from '../../people/viewer.ts'
import { view } from '../../platform/views/view.ts'
import { diffWords } from '../diff-words.ts'
import { shownParts, type ShownPart } from '../edit-item.views.ts'
import { needsWriter, type Proposal } from '../edit-proposal.ts'
import type { ItemFacts } from '../items.queries.ts'
import { KINDS } from '../kinds.ts'
import { planAddress } from './plan-address.ts'
import type { OpenedPlan } from './planned.queries.ts'

interface PlannedPage {
  title: string
  heading: string
  lang: string
  css: string
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
  summary: string
  small: boolean
  headingParts: ShownPart[]
  parts: ShownPart[]
  moved: boolean
  conflicting: boolean
  stopped: boolean
  previewHtml: string
  action: string
  isOpen: boolean
  mayPublish: boolean
}
const SAMPLE_PART: ShownPart = { text: 'ajokortti', removed: false, added: true }
export const plannedView = view<PlannedPage>('editing/planned', {
  title: 'Ajastettu muutos: Kirjastokortin antaminen', heading: 'Kirjastokortin antaminen', lang: 'fi', css: 'ohje', itemHref: '/sivu/12', state: 'scheduling.state.waiting', stateIcon: 'clock', maker: 'Aino Esimerkki',
  madeAt: '2026-11-23T08:00:00.000Z', at: '2026-12-01T06:00:00.000Z', closer: 'Beeda Toinen', closedAt: '2026-11-24T08:00:00.000Z', summary: 'Uusi hinta', small: true, headingParts: [SAMPLE_PART],
  parts: [SAMPLE_PART, { text: 'passi', removed: true, added: false }], moved: true, conflicting: true, stopped: true, previewHtml: '<p>Teksti</p>', action: '/ajastettu/7', isOpen: true, mayPublish: true,
})

const ICONS = { waiting: 'clock', published: 'check', stopped: 'stop', withdrawn: 'close' } as const
interface Seen { plan: OpenedPlan; item: ItemFacts; proposal: Proposal; previewHtml: string; edits: boolean }

/** What is going to change, against what readers see now; when it is over, against what it started from. */
export function plannedPage({ locale }: Viewer, { plan, item, proposal, previewHtml, edits }: Seen): PlannedPage {
  const { writing } = proposal, heading = writing.title.trim(), isOpen = plan.state === 'waiting' || plan.state === 'stopped', before = (isOpen ? proposal.current : undefined) ?? proposal.base
  const conflicting = isOpen && needsWriter(proposal), nobody = t(locale, 'editing.history.nobody')
  return {
    title: t(locale, 'scheduling.title', { title: heading }), heading, lang: plan.lang, css: KINDS[item.kind].css, itemHref: edits ? `/sivu/${item.id}?kieli=${plan.lang}` : '',
    state: `scheduling.state.${plan.state}`, stateIcon: ICONS[plan.state], maker: plan.maker ?? nobody, madeAt: plan.made_at, at: plan.at, closer: plan.closer ?? '', closedAt: plan.closed_at ?? '',
    summary: writing.summary, small: !writing.material, headingParts: shownParts(diffWords(before.title, heading)), parts: shownParts(diffWords(before.body, writing.body)),
    moved: isOpen && proposal.merged !== null, conflicting, stopped: plan.state === 'stopped', previewHtml, action: planAddress(plan.id), isOpen, mayPublish: isOpen && edits && !conflicting && item.state === 'published',
  }
}
