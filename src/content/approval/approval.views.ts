import type { Locale } from '../../i18n/locales.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import { t } from '../../i18n/translate.ts'
import type { Viewer } from '../../people/viewer.ts'
import { view } from '../../platform/views/view.ts'
import { diffWords } from '../diff-words.ts'
import { finnishMoment } from '../edit-finnish-day.ts'
import { shownParts, type ShownPart } from '../edit-item.views.ts'
import { needsWriter, type Proposal } from '../edit-proposal.ts'
import type { ItemFacts } from '../items.queries.ts'
import { KINDS } from '../kinds.ts'
import type { Comment, OpenedApproval } from './approval.queries.ts'

interface ApprovalPage {
  title: string
  heading: string
  lang: string
  css: string
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
  summary: string
  small: boolean
  headingParts: ShownPart[]
  parts: ShownPart[]
  moved: boolean
  conflicting: boolean
  previewHtml: string
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
const SAMPLE_PART: ShownPart = { text: 'ajokortti', removed: false, added: true }
export const approvalView = view<ApprovalPage>('editing/approval', {
  title: 'Hyväksyntä: Kirjastokortin antaminen', heading: 'Kirjastokortin antaminen', lang: 'fi', css: 'ohje', itemHref: '/sivu/12', state: 'approval.state.open', stateIcon: 'clock', asker: 'Aino Esimerkki',
  askedAt: '2026-11-23T08:00:00.000Z', team: 'Asiakaspalveluryhmä', dueAt: '2026-11-26T08:00:00.000Z', closer: 'Beeda Toinen', closedAt: '2026-11-24T08:00:00.000Z', reason: 'Hinta on vanha.', later: '2026-12-01T06:00:00.000Z', summary: 'Lisättiin ajokortti', small: true,
  headingParts: [{ text: 'Kirjastokortti', removed: false, added: false }], parts: [SAMPLE_PART, { text: 'passi', removed: true, added: false }], moved: true, conflicting: true, previewHtml: '<p>Teksti</p>',
  comments: [{ id: 3, at: '2026-11-23T09:00:00.000Z', name: 'Beeda Toinen', text: 'Onko hinta oikein?' }], action: '/hyvaksynta/7', mayComment: true, mayAnswer: true, mayWithdraw: true, goOn: '/hyvaksynta/7/jatka',
  typed: '', error: 'approval.reason.missing', errorField: 'syy',
})

const ICONS = { open: 'clock', approved: 'check', returned: 'undo', withdrawn: 'close' } as const
interface Seen { approval: OpenedApproval; item: ItemFacts; proposal: Proposal; previewHtml: string; comments: Comment[]; answers: boolean; opens: boolean; error?: MessageKey | null; errorField?: 'syy' | 'kommentti'; typed?: string }

/** What is proposed beside what readers see now: while it waits against the newest text, afterwards against what it started from. */
export function approvalPage(viewer: Viewer, { approval, item, proposal, previewHtml, comments, answers, opens, error = null, errorField = 'syy', typed = '' }: Seen): ApprovalPage {
  const { locale } = viewer, isOpen = approval.state === 'open', isOwn = approval.asked_by === viewer.id, before = (isOpen ? proposal.current : undefined) ?? proposal.base
  const { writing } = proposal, title = t(locale, 'approval.title', { title: writing.title.trim() })
  return {
    title: error === null ? title : t(locale, 'auth.errorTitle', { title }), heading: writing.title.trim(), lang: approval.lang, css: KINDS[item.kind].css, itemHref: opens ? `/sivu/${item.id}?kieli=${approval.lang}` : '',
    state: `approval.state.${approval.state}`, stateIcon: ICONS[approval.state], asker: nameOr(locale, approval.asker), askedAt: approval.asked_at, team: approval.team, dueAt: isOpen ? approval.due_at : '',
    closer: isOpen ? '' : nameOr(locale, approval.closer), closedAt: approval.closed_at ?? '', reason: approval.reason, later: isOpen ? finnishMoment(writing.minute) ?? '' : '', summary: writing.summary, small: !writing.material,
    headingParts: shownParts(diffWords(before.title, writing.title.trim())), parts: shownParts(diffWords(before.body, writing.body)), moved: isOpen && proposal.merged !== null, conflicting: isOpen && needsWriter(proposal), previewHtml,
    comments: comments.map((comment) => ({ id: comment.id, at: comment.at, name: nameOr(locale, comment.name), text: comment.text })),
    action: `/hyvaksynta/${approval.id}`, mayComment: isOpen, mayAnswer: answers, mayWithdraw: isOpen && isOwn, goOn: isOwn && approval.state !== 'approved' ? `/hyvaksynta/${approval.id}/jatka` : '', typed, error, errorField,
  }
}
const nameOr = (locale: Locale, name: string | null) => name ?? t(locale, 'editing.history.nobody')
