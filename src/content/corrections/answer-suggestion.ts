import type { Trx } from '../../database.ts'
import { t } from '../../i18n/translate.ts'
import { closeTask, tell } from '../../people/inbox/inbox.queries.ts'
import { recordChange, type Actor } from '../../platform/changes/changes.queries.ts'
import { HttpError } from '../../platform/http/errors.ts'
import { sentenceLocale } from '../edit-writing.ts'
import type { PreparedText } from '../prepare-text.ts'
import { reviseItem, type ItemInput } from '../save-item.ts'
import { settleSuggestion, type FoundSuggestion } from './corrections.queries.ts'

/** Another answered first. */
export class AnsweredAlready extends HttpError {
  constructor() { super(409, 'corrections.answeredAlready') }
}

interface Answer { suggestion: FoundSuggestion; /** of the item */ title: string; answer: string }

/** Saves the text that came of it. A save that another came before throws RevisionConflict, and nothing is answered. */
export async function takeSuggestion(trx: Trx, at: string, actor: Actor, answer: Answer, expected: number, input: ItemInput, text: PreparedText) {
  const { suggestion } = answer, { changed } = await reviseItem(trx, at, actor, suggestion.item_id, expected, { ...input, summary: takenSummary(suggestion) }, text)
  await settle(trx, at, actor, answer, 'taken', expected + (changed ? 1 : 0))
}

/** What was suggested has been done in the item's own editor; `number` is the revision that it came to. */
export const takeByHand = (trx: Trx, at: string, actor: Actor, answer: Answer, number: number) => settle(trx, at, actor, answer, 'taken', number)

export const declineSuggestion = (trx: Trx, at: string, actor: Actor, answer: Answer) => settle(trx, at, actor, answer, 'declined', null)

/** The reader's own reason is the sentence of the history, in the language of the text; she is named when she wants to be. */
function takenSummary({ reason, named, by, lang }: FoundSuggestion): string {
  return named === 1 && by !== null ? t(sentenceLocale(lang), 'corrections.summary', { reason, name: by }) : reason
}

async function settle(trx: Trx, at: string, actor: Actor, { suggestion, title, answer }: Answer, state: 'taken' | 'declined', number: number | null) {
  const { id, item_id: itemId, person_id: personId } = suggestion
  if (!(await settleSuggestion(trx, id, { state, answer, answered_by: actor.id, answered_at: at, taken_number: number }))) throw new AnsweredAlready()
  await closeTask(trx, at, actor.id, `suggestion:${id}`)
  const message = state === 'declined' ? 'corrections.told.declined' : answer === '' ? 'corrections.told.taken' : 'corrections.told.takenWith'
  if (personId !== null && personId !== actor.id) await tell(trx, at, [personId], { message, values: { title, answer }, href: `/sivu/${itemId}/ehdotukset/${id}`, itemId })
  await recordChange(trx, { at, actor, action: `suggestion-${state}`, subject: { type: 'item', id: itemId }, detail: { suggestion: id } })
}
