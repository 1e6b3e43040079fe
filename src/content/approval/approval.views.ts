import type { Locale } from '../../i18n/locales.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import { t } from '../../i18n/translate.ts'
import type { Viewer } from '../../people/viewer.ts'
import { view } from '../../platform/views/view.ts'
import { finnishMoment } from '../edit-finnish-day.ts'
import type { Writing } from '../edit-writing.ts'
import { SAMPLE_PROPOSAL, type ShownProposal } from '../edit-proposal.views.ts'
import type { ItemFacts } from '../items.queries.ts'
import type { Comment, OpenedApproval } from './approval.queries.ts'

interface ApprovalPage extends ShownProposal {
  title: string
  /** '' where the viewer could not open the item */
  itemHref: string
  state: MessageKey
  stateIcon: string
  asker: string
  askedAt: string
  team: string
  /** '' when it is closed */
  dueAt: string
  closer: string
  closedAt: string
  reason: string
  /** from when it would be published; '' for at once */
  later: string
  comments: { id: number; at: string; name: string; text: string }[]
  action: string
  mayComment: boolean
  mayAnswer: boolean
  mayWithdraw: boolean
  /** the writer of a returned text goes on from it */
  goOn: string
  typed: string
  error: MessageKey | null
  errorField: 'syy' | 'kommentti'
}
export const approvalView = view<ApprovalPage>('editing/approval', {
  ...SAMPLE_PROPOSAL, title: 'Hyväksyntä: Kirjastokortin antaminen', itemHref: '/sivu/12', state: 'approval.state.open', stateIcon: 'clock', asker: 'Aino Esimerkki',
  askedAt: '2026-11-23T08:00:00.000Z', team: 'Asiakaspalveluryhmä', dueAt: '2026-11-26T08:00:00.000Z', closer: 'Beeda Toinen', closedAt: '2026-11-24T08:00:00.000Z', reason: 'Hinta on vanha.', later: '2026-12-01T06:00:00.000Z',
  comments: [{ id: 3, at: '2026-11-23T09:00:00.000Z', name: 'Beeda Toinen', text: 'Onko hinta oikein?' }], action: '/hyvaksynta/7', mayComment: true, mayAnswer: true, mayWithdraw: true, goOn: '/hyvaksynta/7/jatka',
  typed: '', error: 'approval.reason.missing', errorField: 'syy',
})

const ICONS = { open: 'clock', approved: 'check', returned: 'undo', withdrawn: 'close' } as const
interface Seen { approval: OpenedApproval; item: ItemFacts; writing: Writing; shown: ShownProposal; comments: Comment[]; answers: boolean; opens: boolean; error?: MessageKey | null; errorField?: 'syy' | 'kommentti'; typed?: string }

export function approvalPage(viewer: Viewer, { approval, item, writing, shown, comments, answers, opens, error = null, errorField = 'syy', typed = '' }: Seen): ApprovalPage {
  const { locale } = viewer, isOpen = approval.state === 'open', isOwn = approval.asked_by === viewer.id, title = t(locale, 'approval.title', { title: shown.heading })
  return {
    ...shown, title: error === null ? title : t(locale, 'auth.errorTitle', { title }), itemHref: opens ? `/sivu/${item.id}?kieli=${approval.lang}` : '',
    state: `approval.state.${approval.state}`, stateIcon: ICONS[approval.state], asker: nameOr(locale, approval.asker), askedAt: approval.asked_at, team: approval.team, dueAt: isOpen ? approval.due_at : '',
    closer: isOpen ? '' : nameOr(locale, approval.closer), closedAt: approval.closed_at ?? '', reason: approval.reason, later: isOpen ? finnishMoment(writing.minute) ?? '' : '',
    comments: comments.map((comment) => ({ id: comment.id, at: comment.at, name: nameOr(locale, comment.name), text: comment.text })),
    action: `/hyvaksynta/${approval.id}`, mayComment: isOpen, mayAnswer: answers, mayWithdraw: isOpen && isOwn, goOn: isOwn && approval.state !== 'approved' ? `/hyvaksynta/${approval.id}/jatka` : '', typed, error, errorField,
  }
}
const nameOr = (locale: Locale, name: string | null) => name ?? t(locale, 'editing.history.nobody')
