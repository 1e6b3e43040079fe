import type { Trx } from '../../database.ts'
import { openTask, tell } from '../../people/inbox/inbox.queries.ts'
import { recordChange, type Actor } from '../../platform/changes/changes.queries.ts'
import { HttpError } from '../../platform/http/errors.ts'
import { teamWriters } from '../upkeep/reviews.queries.ts'
import { insertSuggestion, openSuggestionsBy, sameOpenSuggestion } from './corrections.queries.ts'

const MOST_OPEN = 30

interface SuggestedChange {
  item: { id: number; owner_team_id: number }
  /** of the item, for the lines that tell of it */
  title: string
  personId: number
  lang: string
  base: number
  place: { anchor: string; heading: string; from: number; to: number }
  text: string
  reason: string
  named: boolean
}

/** Keeps a reader's wording and asks the owner team to answer. The same sent twice is kept once. */
export async function suggestChange(trx: Trx, at: string, actor: Actor, { item, title, personId, lang, base, place, text, reason, named }: SuggestedChange): Promise<number> {
  const row = { item_id: item.id, person_id: personId, lang, anchor: place.anchor, text }, same = await sameOpenSuggestion(trx, row)
  if (same) return same.id
  if (await openSuggestionsBy(trx, personId) >= MOST_OPEN) throw new HttpError(429, 'corrections.tooMany')
  const id = await insertSuggestion(trx, {
    ...row, base_number: base, heading: place.heading, from_line: place.from, to_line: place.to, reason, named: named ? 1 : 0, created_at: at,
    state: 'open', answer: '', answered_by: null, answered_at: null, taken_number: null,
  })
  const line = { message: 'corrections.task', values: { title }, href: `/sivu/${item.id}/ehdotukset/${id}`, itemId: item.id } as const
  await openTask(trx, at, { teamId: item.owner_team_id }, { ...line, key: `suggestion:${id}` })
  await tell(trx, at, (await teamWriters(trx, item.owner_team_id)).filter((person) => person !== personId), line)
  await recordChange(trx, { at, actor, action: 'suggested', subject: { type: 'item', id: item.id }, detail: { suggestion: id } })
  return id
}
