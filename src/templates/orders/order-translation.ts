import type { Trx } from '../../database.ts'
import { closeTask, openTask, tell } from '../../people/inbox/inbox.queries.ts'
import { ensureTeam } from '../../people/people.queries.ts'
import { isAtLeast, type Viewer } from '../../people/viewer.ts'
import { recordChange, type Actor } from '../../platform/changes/changes.queries.ts'
import type { MessageLanguage } from '../message-languages.ts'
import type { TranslationOrder } from '../templates.table.ts'
import { addAnswer, insertOrder, setTranslatorTeam, translatorTeams } from './orders.queries.ts'

/** Who translates into Sámi until the administrator names a team: the team is made with the first order, so that no order is lost. */
const TRANSLATORS = 'Saamen kielten kääntäjät'
export interface Ordered { itemId: number; title: string; languages: MessageLanguage[]; municipalityId: number; reason: string; texts: string; dueAt: string }

const keyOf = (order: number, team: number) => `translation:${order}:${team}`

/** A message goes out before its translation: why, and work for whoever translates. */
export async function orderTranslation(trx: Trx, at: string, actor: Actor, ordered: Ordered): Promise<number> {
  const { itemId, title, languages, municipalityId, reason, texts, dueAt } = ordered, teams = await translatorTeams(trx), byTeam = new Map<number, MessageLanguage[]>()
  const id = await insertOrder(trx, { item_id: itemId, municipality_id: municipalityId, languages: JSON.stringify(languages), reason, texts, ordered_by: actor.id, ordered_at: at })
  for (const language of languages) {
    let team = teams.get(language)
    if (team === undefined) {
      team = await ensureTeam(trx, TRANSLATORS)
      await setTranslatorTeam(trx, language, team)
    }
    byTeam.set(team, [...(byTeam.get(team) ?? []), language])
  }
  for (const [team, wanted] of byTeam) {
    await openTask(trx, at, { teamId: team }, {
      key: keyOf(id, team), message: 'templates.task.translate', values: { title, languages: wanted.join(', ') }, href: `/viestipohjat/kaannokset/${id}`, itemId, dueAt })
  }
  await recordChange(trx, { at, actor, action: 'translation-ordered', subject: { type: 'item', id: itemId }, detail: { order: id, languages: languages.join(',') } })
  return id
}

/** A translation has been made: who asked for it is told, and the work of the translator's own teams is done. An administrator answers for every team. */
export async function answerOrder(trx: Trx, at: string, actor: Actor, viewer: Viewer, order: Pick<TranslationOrder, 'id' | 'item_id' | 'ordered_by'> & { title: string }, answer: string) {
  await addAnswer(trx, at, viewer.id, order.id, answer)
  const teams = isAtLeast(viewer, 'admin') ? new Set((await translatorTeams(trx)).values()) : viewer.teamIds
  for (const team of teams) await closeTask(trx, at, viewer.id, keyOf(order.id, team))
  if (order.ordered_by !== null && order.ordered_by !== viewer.id) {
    await tell(trx, at, [order.ordered_by], { message: 'templates.told.translated', values: { title: order.title }, href: `/viestipohjat/kaannokset/${order.id}`, itemId: order.item_id })
  }
  await recordChange(trx, { at, actor, action: 'translation-answered', subject: { type: 'item', id: order.item_id }, detail: { order: order.id } })
}
