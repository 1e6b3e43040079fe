import type { AppContext } from '../context.ts'
import { HttpError } from '../platform/http/errors.ts'
import { readDraftFields } from './drafts/draft-fields.ts'
import { mergeWriting, type Merged } from './edit-conflict.ts'
import { factsOfItem, untilOf, type Facts } from './edit-facts.ts'
import { revisedInput } from './edit-input.ts'
import { readWriting, type Writing } from './edit-writing.ts'
import { textOfRevision } from './history-item.queries.ts'
import { currentText, itemFiles, itemLists, type CurrentText } from './item-writes.queries.ts'
import type { ItemFacts } from './items.queries.ts'
import { prepareText } from './prepare-text.ts'

/** A text that waits to be published: the fields of its form and the revision that it started from. */
export interface Waiting { lang: string; base: number; fields: string }
/** A text that has waited, brought together with what the item says now. */
export interface Proposal { writing: Writing; base: { title: string; body: string }; current: CurrentText | undefined; merged: Merged | null; /** the facts that the item has now */ known: Facts; isOriginal: boolean }

export async function proposalOf({ db }: Pick<AppContext, 'db'>, { lang, base: number, fields }: Waiting, item: ItemFacts): Promise<Proposal> {
  const writing = readWriting({ ...readDraftFields(fields), toiminto: 'esikatsele' })
  const [base, current, lists] = await Promise.all([textOfRevision(db, item.id, lang, number), currentText(db, item.id, lang), itemLists(db, item.id)])
  const from = base ?? { title: '', body: '' }, known = factsOfItem(item, lists.municipalities), moved = (current?.number ?? 0) !== number
  // the pages that a notice stands on belong to its own form: what has waited is the text and the facts that both know
  const merged = moved ? mergeWriting(writing, from, current ?? { title: '', body: '', number: 0 }, { ...known, targets: writing.facts?.targets ?? known.targets }) : null
  return { writing: merged?.writing ?? writing, base: from, current, merged, known, isOriginal: lang === item.language }
}

/** Both have changed the same place: only a person can say what it should be. */
export const needsWriter = ({ merged }: Proposal) => merged !== null && (merged.conflicts.length > 0 || merged.theirTitle !== null || merged.factsDiffer)

/** What is saved when the text is published at `at`; refused when nobody would see it any more. */
export async function publishedInput(app: Pick<AppContext, 'db'>, at: string, lang: string, item: ItemFacts, { writing, known, isOriginal }: Proposal) {
  const files = (await itemFiles(app.db, item.id, lang)).map(({ path, fileId }) => ({ path, fileId }))
  const facts = isOriginal ? writing.facts ?? known : known
  const text = prepareText({ title: writing.title, body: writing.body, lang, files }), until = untilOf(facts, item)
  if (until !== null && until <= at) throw new HttpError(422, 'approval.over')
  const input = revisedInput(item, files, lang, facts, {
    title: text.title, body: text.body, summary: writing.summary.replace(/\s+/g, ' ').trim(), state: isOriginal || item.state === 'published' ? 'published' : 'draft', material: writing.material,
  })
  return { text, input }
}
