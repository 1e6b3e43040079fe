import type { MessageKey } from '../../i18n/messages.ts'
import { t } from '../../i18n/translate.ts'
import { errorTitle, formErrors, type Errors, type Problem } from '../../people/form-fields.ts'
import type { Viewer } from '../../people/viewer.ts'
import { view } from '../../platform/views/view.ts'
import { SAMPLE_PART, shownConflict, type ShownConflict, type ShownPart } from '../edit-item.views.ts'
import { isMadeFromData } from '../edit-rights.ts'
import { itemAddress, textFor, type Crumb } from '../item-link.ts'
import type { ItemFacts } from '../items.queries.ts'
import { KINDS } from '../kinds.ts'
import type { Conflict } from '../merge-texts.ts'
import type { FoundSuggestion } from './corrections.queries.ts'
import { rowsFor } from './suggest.views.ts'

type AnswerField = 'teksti' | 'vastaus' | 'syy'
export const STATES = {
  open: { key: 'corrections.state.open', icon: 'clock', css: 'late' }, taken: { key: 'corrections.state.taken', icon: 'check', css: 'ok' },
  declined: { key: 'corrections.state.declined', icon: 'close', css: 'bad' },
} as const satisfies Record<FoundSuggestion['state'], { key: MessageKey; icon: string; css: string }>

interface SuggestionPage {
  title: string
  css: string
  crumbs: Crumb[]
  heading: string
  lang: string
  state: { key: MessageKey; icon: string; css: string }
  by: string
  named: boolean
  at: string
  reason: string
  owner: string
  /** who answered, when and what; '' while it is open */
  answerer: string
  answeredAt: string
  answer: string
  takenHref: string
  takenNumber: number
  /** someone has saved since the reader started */
  moved: boolean
  parts: ShownPart[]
  conflicts: ShownConflict[]
  mayAnswer: boolean
  /** where a template or a path is changed by hand before the suggestion is marked as taken; '' for a text */
  editor: string
  /** several keep the item: who comes second is told */
  collided: boolean
  takeAction: string
  declineAction: string
  number: number
  written: string
  rows: number
  message: string
  declineReason: string
  editing: boolean
  problems: Problem[]
  errors: Errors<AnswerField>
}
export const suggestionView = view<SuggestionPage>('corrections/suggestion', {
  title: 'Muutosehdotus: Kirjastokortin antaminen', css: 'ohje', crumbs: [{ href: '/sivu/12', label: 'Kirjastokortin antaminen', lang: 'fi' }], heading: 'Ensin', lang: 'fi', state: STATES.open,
  by: 'Aino Esimerkki', named: true, at: '2026-11-23T08:00:00.000Z', reason: 'Passikin käy.', owner: 'Koha-pääkäyttäjä', answerer: 'Pirkko Esimerkki', answeredAt: '2026-11-24T08:00:00.000Z', answer: 'Kiitos!',
  takenHref: '/sivu/12/historia/15', takenNumber: 15, moved: true, parts: [SAMPLE_PART], conflicts: [{ line: 3, theirs: [SAMPLE_PART], mine: [SAMPLE_PART] }], mayAnswer: true, editor: '/viestipohjat/12/muokkaa', collided: true,
  takeAction: '/sivu/12/ehdotukset/3/ota', declineAction: '/sivu/12/ehdotukset/3/hylkaa', number: 14, written: '## Ensin', rows: 12, message: '', declineReason: '', editing: true,
  problems: [{ field: 'syy', key: 'corrections.decline.missing' }], errors: { teksti: 'content.body.tooLong', vastaus: null, syy: 'corrections.decline.missing' },
})

export interface ShownSuggestion {
  item: ItemFacts
  suggestion: FoundSuggestion
  mayAnswer: boolean
  parts: ShownPart[]
  conflicts: Conflict[]
  /** the revision that `written` belongs to */
  number: number
  written: string
  message?: string
  declineReason?: string
  editing?: boolean
  collided?: boolean
  errors?: Partial<Record<AnswerField, string>>
}

export function suggestionPage(viewer: Viewer, { item, suggestion, mayAnswer, parts, conflicts, number, written, message = '', declineReason = '', editing = false, collided = false, errors: found = {} }: ShownSuggestion): SuggestionPage {
  const { locale } = viewer, { lang, state, taken_number: taken } = suggestion, shown = textFor(item.texts, lang, item.language)!
  const title = t(locale, 'corrections.suggestion.title', { title: shown.title }), { errors, problems } = formErrors(['teksti', 'vastaus', 'syy'], found), place = `/sivu/${item.id}/ehdotukset`
  return {
    title: errorTitle(locale, title, problems), css: KINDS[item.kind].css, heading: suggestion.heading, lang, state: STATES[state],
    crumbs: [{ href: `${itemAddress(item.id, shown.slug)}?kieli=${lang}`, label: shown.title, lang: lang === locale ? null : lang }, ...(mayAnswer ? [{ href: place, label: t(locale, 'corrections.list.short'), lang: null }] : [])],
    by: suggestion.by ?? '', named: suggestion.named === 1, at: suggestion.created_at, reason: suggestion.reason, owner: item.owner_team,
    answerer: suggestion.answerer ?? '', answeredAt: suggestion.answered_at ?? '', answer: suggestion.answer, takenHref: taken === null ? '' : `/sivu/${item.id}/historia/${taken}?kieli=${lang}`, takenNumber: taken ?? 0,
    moved: state === 'open' && suggestion.base_number !== shown.number, parts,
    conflicts: conflicts.map(shownConflict),
    mayAnswer: mayAnswer && state === 'open', editor: isMadeFromData(item) ? editorOf(item) : '', collided, takeAction: `${place}/${suggestion.id}/ota`, declineAction: `${place}/${suggestion.id}/hylkaa`, number, written,
    rows: rowsFor(written), message, declineReason, editing: editing || conflicts.length > 0, problems, errors,
  }
}

const editorOf = ({ kind, id }: ItemFacts) => (kind === 'template' ? `/viestipohjat/${id}/muokkaa` : `/perehdytys/polku/${id}/muokkaa`)
