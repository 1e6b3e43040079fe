import { acknowledgementsOf } from '../content/acknowledgements/acknowledgements.queries.ts'
import type { Db } from '../database.ts'
import { helpOfferOf } from './closing/closing.queries.ts'
import { notesBy, notesOf, pathsOf } from './onboarding-writes.queries.ts'
import { visitsOf } from './peer-learning/peer-learning.queries.ts'
import { earlierOf, tasksOf } from './tasks.queries.ts'

/**
 * Everything that is kept of a person's onboarding, acknowledgements and peer learning, for her own export: names of others are left out
 * where the text is not hers. What a mentor wrote on somebody else's path is hers to have, without saying whose path it is.
 */
export async function exportOf(db: Db, personId: number) {
  const paths = []
  for (const { id, ...path } of await pathsOf(db, personId)) {
    const [tasks, notes, earlier] = await Promise.all([tasksOf(db, id), notesOf(db, id), earlierOf(db, id)])
    paths.push({
      ...path, notes: notes.map((note) => ({ text: note.text, written_on: note.written_on, own: note.author_id === personId })),
      tasks: tasks.filter(({ on_path }) => on_path === 1).map((task) => ({
        phase: task.phase, title: task.title, due: task.due_date, done: task.done_on, done_by_self: task.done_by === personId, signed: task.signed_on, reopened: task.reopened_on,
        earlier: earlier.filter(({ task_id }) => task_id === task.id).map(({ done_on, signed_on }) => ({ done: done_on, signed: signed_on })),
      })),
    })
  }
  return { onboardings: paths, notes_to_others: await notesBy(db, personId), acknowledgements: await acknowledgementsOf(db, personId), help_offer: await helpOfferOf(db, personId), peer_visits: await visitsOf(db, personId) }
}
