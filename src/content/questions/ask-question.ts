import type { Trx } from '../../database.ts'
import { closeTask, openTask, tell } from '../../people/inbox/inbox.queries.ts'
import { recordChange, type Actor } from '../../platform/changes/changes.queries.ts'
import { askedAlready, insertQuestion, insertReply, setQuestionState, setQuestionTeam, type QuestionRow } from './questions.queries.ts'

/** Two questions alike from one person within this time are one form sent twice. */
const TWICE_MS = 10 * 60_000
const SHOWN_TEXT = 120

interface NewQuestion { teamId: number; itemId: number | null; text: string; search: string; lang: string }

const addressOf = (id: number) => `/kysymykset/${id}`
const taskOf = (id: number) => `question:${id}`
const shortText = (text: string) => (text.length <= SHOWN_TEXT ? text : `${text.slice(0, SHOWN_TEXT).replace(/\s+\S*$/, '')} …`)

/** Asks a team: the question becomes work of the team. Gives its id. */
export async function askQuestion(trx: Trx, at: string, actor: Actor & { id: number }, { teamId, itemId, text, search, lang }: NewQuestion): Promise<number> {
  const known = await askedAlready(trx, actor.id, new Date(Date.parse(at) - TWICE_MS).toISOString(), { text, team_id: teamId })
  if (known !== undefined) return known
  const id = await insertQuestion(trx, { asker_id: actor.id, team_id: teamId, item_id: itemId, text, search, lang, state: 'open', created_at: at, settled_at: null, settled_by: null, found_at: null })
  await askTeam(trx, at, { id, team_id: teamId, item_id: itemId, text })
  await recordChange(trx, { at, actor, action: 'asked', subject: { type: 'question', id }, detail: { team: teamId, item: itemId } })
  return id
}

const askTeam = (trx: Trx, at: string, { id, team_id, item_id, text }: Pick<QuestionRow, 'id' | 'team_id' | 'item_id' | 'text'>) =>
  openTask(trx, at, { teamId: team_id }, { key: taskOf(id), message: 'questions.task', values: { text: shortText(text) }, href: addressOf(id), itemId: item_id })

/** The team's answer: the work is done and the asker is told. Further answers are told too. */
export async function answerQuestion(trx: Trx, at: string, actor: Actor & { id: number }, question: QuestionRow, text: string) {
  await insertReply(trx, { question_id: question.id, author_id: actor.id, answers: 1, text, created_at: at })
  if (question.state === 'open') await setQuestionState(trx, question.id, 'answered', { at, by: actor.id })
  await closeTask(trx, at, actor.id, taskOf(question.id))
  await tellAsker(trx, at, actor, question, 'questions.told.answered')
  await recordChange(trx, { at, actor, action: 'answered', subject: { type: 'question', id: question.id } })
}

/** A colleague's word. The asker can say with it that the answer did not help: then the question is open again. */
export async function commentQuestion(trx: Trx, at: string, actor: Actor & { id: number }, question: QuestionRow, text: string, { reopens }: { reopens: boolean }) {
  await insertReply(trx, { question_id: question.id, author_id: actor.id, answers: 0, text, created_at: at })
  if (reopens) {
    await setQuestionState(trx, question.id, 'open', null)
    await askTeam(trx, at, question)
  }
  await tellAsker(trx, at, actor, question, 'questions.told.commented')
  await recordChange(trx, { at, actor, action: reopens ? 'reopened' : 'commented', subject: { type: 'question', id: question.id } })
}

/** Ends a question without an answer, say because it is about something else or has become clear. */
export async function closeQuestion(trx: Trx, at: string, actor: Actor & { id: number }, question: QuestionRow) {
  await setQuestionState(trx, question.id, 'closed', { at, by: actor.id })
  await closeTask(trx, at, actor.id, taskOf(question.id))
  await tellAsker(trx, at, actor, question, 'questions.told.closed')
  await recordChange(trx, { at, actor, action: 'closed', subject: { type: 'question', id: question.id } })
}

/** Hands a question over to the team that knows. */
export async function passQuestion(trx: Trx, at: string, actor: Actor & { id: number }, question: QuestionRow, teamId: number) {
  await setQuestionTeam(trx, question.id, teamId)
  await closeTask(trx, at, actor.id, taskOf(question.id))
  await askTeam(trx, at, { ...question, team_id: teamId })
  await recordChange(trx, { at, actor, action: 'passed-on', subject: { type: 'question', id: question.id }, detail: { from: question.team_id, to: teamId } })
}

/** One is not told of one's own act. */
async function tellAsker(trx: Trx, at: string, actor: Actor, { id, asker_id, item_id, text }: QuestionRow, message: 'questions.told.answered' | 'questions.told.commented' | 'questions.told.closed') {
  if (asker_id === null || asker_id === actor.id) return
  await tell(trx, at, [asker_id], { message, values: { text: shortText(text) }, href: addressOf(id), itemId: item_id })
}
