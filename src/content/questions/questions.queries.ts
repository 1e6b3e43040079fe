import { sql, type Insertable } from 'kysely'
import type { Db, Trx } from '../../database.ts'
import type { Viewer } from '../../people/viewer.ts'
import { prepared } from '../../platform/database/prepared.ts'
import { readableItems } from '../visibility.ts'
import type { Question, QuestionTables } from './questions.table.ts'
import { alphabetical } from '../../platform/database/alphabetical.ts'

/** A question in a list. */
export interface QuestionRow extends Question {
  team: string
  /** the team that answers for it, or null */
  substitute: number | null
  /** null: someone who is no longer here */
  asker: string | null
  answers: number
  comments: number
}
export interface Reply { id: number; author: string | null; answers: 0 | 1; text: string; created_at: string }

/**
 * Questions that the viewer may see: all but those about a page that she may not open (restricted to a team of others, a draft, in the trash).
 * Everyone on the staff sees the rest, so that a colleague can help too.
 */
const visibleQuestions = (db: Db, viewer: Viewer, now: string) => db.selectFrom('question').innerJoin('team', 'team.id', 'question.team_id')
  .leftJoin('person as asker', 'asker.id', 'question.asker_id')
  .where((where) => where.or([where('question.item_id', 'is', null), where('question.item_id', 'in', readableItems(db, viewer, now).select('item.id'))]))

const rows = (db: Db, viewer: Viewer, now: string) => visibleQuestions(db, viewer, now).selectAll('question').select([
  'team.name as team', 'team.substitute_team_id as substitute', 'asker.name as asker',
  sql<number>`(select count(*) from question_reply where question_id = question.id and answers = 1)`.as('answers'),
  sql<number>`(select count(*) from question_reply where question_id = question.id and answers = 0)`.as('comments'),
])

export const questionById = (db: Db, viewer: Viewer, now: string, id: number): Promise<QuestionRow | undefined> =>
  rows(db, viewer, now).where('question.id', '=', id).executeTakeFirst()

/** Which questions a list shows: those without an answer, those settled, or those that the viewer has asked or her teams are asked. */
export type Shelf = 'open' | 'settled' | 'own'

export async function listQuestions(db: Db, viewer: Viewer, now: string, shelf: Shelf, { limit, offset }: { limit: number; offset: number }) {
  const [listed, total] = await Promise.all([
    onShelf(rows(db, viewer, now), viewer, shelf).orderBy('question.id', 'desc').limit(limit).offset(offset).execute(), countQuestions(db, viewer, now, shelf),
  ])
  return { rows: listed as QuestionRow[], total }
}

async function countQuestions(db: Db, viewer: Viewer, now: string, shelf: Shelf): Promise<number> {
  const { n } = await onShelf(visibleQuestions(db, viewer, now), viewer, shelf).select((select) => select.fn.countAll<number>().as('n')).executeTakeFirstOrThrow() as { n: number }
  return n
}

/** How many questions wait for an answer, for the front page. */
export const countOpenQuestions = async (db: Db, viewer: Pick<Viewer, 'id'>, now: string): Promise<number> => (await openCount(db, { viewer: viewer.id, now }))[0]!.n
const openCount = prepared((db, at: { viewer: number; now: string }) => db.selectFrom('question').where('question.state', '=', 'open')
  .where((where) => where.or([where('question.item_id', 'is', null), where.exists(readableItems(db, { id: at.viewer }, at.now).where('item.id', '=', sql.ref<number>('question.item_id')).select('item.id'))]))
  .select((select) => select.fn.countAll<number>().as('n')))

function onShelf<Query extends ReturnType<typeof visibleQuestions>>(query: Query, viewer: Viewer, shelf: Shelf): Query {
  if (shelf === 'open') return query.where('question.state', '=', 'open') as Query
  if (shelf === 'settled') return query.where('question.state', '!=', 'open') as Query
  return query.where((where) => where.or([where('question.asker_id', '=', viewer.id), ...(viewer.teamIds.length > 0 ? [where('question.team_id', 'in', viewer.teamIds)] : [])])) as Query
}

/** What was said under a question, oldest first. Ask for the question's visibility before. */
export const repliesTo = (db: Db, questionId: number): Promise<Reply[]> => db.selectFrom('question_reply').leftJoin('person', 'person.id', 'question_reply.author_id')
  .where('question_id', '=', questionId).select(['question_reply.id', 'person.name as author', 'answers', 'text', 'question_reply.created_at']).orderBy('question_reply.id').execute()

/** What a question about an item was answered, for whoever may read the question; undefined while there is no answer. */
export async function answerAbout(db: Db, viewer: Viewer, now: string, id: number, itemId: number): Promise<{ question: string; answer: string } | undefined> {
  const question = await questionById(db, viewer, now, id), answer = question?.item_id === itemId ? (await repliesTo(db, id)).find(({ answers }) => answers === 1) : undefined
  return question && answer && { question: question.text, answer: answer.text }
}

/** Teams that someone can ask: those whose pages the viewer sees, and those with people. */
export const askableTeams = (db: Db, viewer: Viewer, now: string): Promise<{ id: number; name: string }[]> => db.selectFrom('team')
  .where((where) => where.or([
    where('team.id', 'in', readableItems(db, viewer, now).where('item.state', '=', 'published').select('item.owner_team_id')),
    where.exists(where.selectFrom('team_member').innerJoin('person', 'person.id', 'team_member.person_id').whereRef('team_member.team_id', '=', 'team.id').where('person.disabled_at', 'is', null).select('person_id')),
  ])).select(['id', 'name']).orderBy(alphabetical('name')).execute()

/** Open questions that began with a search, oldest first: for telling their askers when the search finds something. */
export const waitingSearches = (db: Db, limit: number) => db.selectFrom('question').where('state', '=', 'open').where('search', '!=', '').where('found_at', 'is', null)
  .where('asker_id', 'is not', null).select(['id', 'asker_id', 'search', 'item_id', 'created_at']).orderBy('id').limit(limit).execute()

/** The same question, sent twice. */
export const askedAlready = async (trx: Trx, askerId: number, since: string, { text, team_id }: { text: string; team_id: number }) =>
  (await trx.selectFrom('question').where('asker_id', '=', askerId).where('team_id', '=', team_id).where('text', '=', text).where('created_at', '>=', since).select('id').executeTakeFirst())?.id

export async function insertQuestion(trx: Trx, row: Insertable<QuestionTables['question']>): Promise<number> {
  const { id } = await trx.insertInto('question').values(row).returning('id').executeTakeFirstOrThrow()
  return id
}
export const insertReply = (trx: Trx, row: Insertable<QuestionTables['question_reply']>) => trx.insertInto('question_reply').values(row).execute()
export const setQuestionState = (trx: Trx, id: number, state: Question['state'], settled: { at: string; by: number } | null) =>
  trx.updateTable('question').where('id', '=', id).set({ state, settled_at: settled?.at ?? null, settled_by: settled?.by ?? null }).execute()
export const setQuestionTeam = (trx: Trx, id: number, teamId: number) => trx.updateTable('question').where('id', '=', id).set({ team_id: teamId }).execute()
export const setQuestionFound = (trx: Trx, id: number, at: string) => trx.updateTable('question').where('id', '=', id).where('found_at', 'is', null).set({ found_at: at }).execute()
