import { factsKey, type Facts } from './edit-facts.ts'
import type { Writing } from './edit-writing.ts'
import { shownConflict, type ShownConflict } from './edit-item.views.ts'
import { mergeTexts } from './merge-texts.ts'

interface Text { title: string; body: string }
/** A save that came second, brought together with what was saved first: the form to finish, and what could not be decided for the writer. */
export interface Merged { writing: Writing; conflicts: ShownConflict[]; theirTitle: string | null; factsDiffer: boolean }

/**
 * `base` is the text that both started from, `theirs` the current one with its number. A title or facts that only one side changed are taken;
 * where both did, the writer's own stay in the form.
 */
export function mergeWriting(mine: Writing, base: Text, theirs: Text & { number: number }, theirFacts: Facts): Merged {
  const { text, conflicts } = mergeTexts(base.body, mine.body.normalize('NFC'), theirs.body), title = mine.title.normalize('NFC').trim()
  const keepsTitle = theirs.title === base.title || theirs.title === title
  const facts = mine.facts, touched = facts !== null && factsKey(facts) !== mine.openedFacts, moved = factsKey(theirFacts) !== mine.openedFacts
  return {
    writing: {
      ...mine, version: theirs.number, body: text, title: title === base.title ? theirs.title : mine.title, facts: facts === null || touched ? facts : theirFacts, openedFacts: factsKey(theirFacts),
    },
    conflicts: conflicts.map(shownConflict),
    theirTitle: keepsTitle || title === base.title ? null : theirs.title, factsDiffer: touched && moved && factsKey(facts) !== factsKey(theirFacts),
  }
}
