import type { AppContext } from '../../context.ts'
import { recordChange, type Actor } from '../../platform/changes/changes.queries.ts'
import { forgetOtherWords } from '../other-words.ts'
import type { SynonymLine } from './shipped-synonyms.ts'
import { insertSynonym, updateSynonym } from './synonyms.queries.ts'

/** The next search knows the line. */
export async function addSynonym(app: AppContext, actor: Actor, line: SynonymLine): Promise<void> {
  const at = app.now().toISOString()
  await app.db.transaction().execute(async (trx) => {
    const id = await insertSynonym(trx, at, actor.id, line)
    await recordChange(trx, { at, actor, action: 'synonym-added', subject: { type: 'system', id: null }, detail: { synonym: id } })
  })
  forgetOtherWords()
}

/** False, and nothing is written, when someone else has changed or removed the line since it was `seen`. */
export async function changeSynonym(app: AppContext, actor: Actor, id: number, seen: number, change: SynonymLine | 'remove'): Promise<boolean> {
  const at = app.now().toISOString()
  const isDone = await app.db.transaction().execute(async (trx) => {
    if (!(await updateSynonym(trx, at, actor.id, id, seen, change))) return false
    await recordChange(trx, { at, actor, action: change === 'remove' ? 'synonym-removed' : 'synonym-changed', subject: { type: 'system', id: null }, detail: { synonym: id } })
    return true
  })
  if (isDone) forgetOtherWords()
  return isDone
}
