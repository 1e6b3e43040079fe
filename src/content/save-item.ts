import type { Trx } from '../database.ts'
import { HttpError, notFound } from '../platform/http/errors.ts'
import { recordChange, type Actor } from '../platform/changes/changes.queries.ts'
import type { Kind } from './content.table.ts'
import {
  currentText, dropFiles, insertItem, insertRevision, itemById, itemFiles, itemLists, keepFiles, replaceLinks, replaceLists, updateItem, type ItemLists,
} from './item-writes.queries.ts'
import type { PreparedText } from './prepare-text.ts'
import { reviewDueAt } from './review.ts'
import { normalRoles } from './roles.ts'
import { setSchedule } from './scheduling/scheduling.queries.ts'
import { ensureSubjects, type SubjectInput } from './subjects.queries.ts'
import { followText } from './supplements/follow-text.ts'
import { followLanguages } from './translations/follow-languages.ts'

export interface ItemInput {
  externalId: string | null
  kind: Kind
  lang: string
  title: string
  body: string
  /** one sentence: what changed */
  summary: string
  state: 'draft' | 'published'
  ownerTeamId: number
  restrictedTeamId: number | null
  networkWide: boolean
  municipalityIds: number[]
  roles: string[]
  subjects: SubjectInput[]
  goals: string[]
  reviewMonths: 0 | 3 | 6 | 12 | 24
  statutoryTask: string | null
  partOf: string | null
  noticeType: string | null
  visibleFrom: string | null
  visibleUntil: string | null
  data: unknown
  files: { path: string; fileId: string }[]
  sample: boolean
  /** false: a small change that nobody needs to be told of */
  material?: boolean
  /** who wrote the text, when another person saves it */
  authorId?: number | null
}

/** Someone else saved first. `current` is the revision number that the language has now; 0 when it has no text yet. */
export class RevisionConflict extends HttpError {
  readonly current: number
  constructor(current: number) {
    super(409, 'content.conflict', { values: { number: current } })
    this.current = current
  }
}

export async function createItem(trx: Trx, at: string, actor: Actor, input: ItemInput, text: PreparedText): Promise<{ id: number; revisionId: number }> {
  const published = input.state === 'published'
  const columns = columnsOf(input), lists = await listsOf(trx, input)
  const id = await insertItem(trx, {
    ...columns, language: input.lang, created_by: actor.id, created_at: at, changed_at: at, trashed_at: null,
    published_at: published ? at : null, checked_at: published ? at : null, review_due_at: published ? reviewDueAt(at, input.reviewMonths) : null,
  })
  await replaceLists(trx, id, lists)
  const revisionId = await saveText(trx, at, actor, id, 1, input, text)
  const waits = await schedule(trx, at, id, input)
  await record(trx, at, actor, waits ? 'scheduled' : published ? 'published' : 'created', id, { lang: input.lang, number: 1 })
  return { id, revisionId }
}

/**
 * Saves a language of an item as its next revision. `expected` is the revision number that the writer started from (null: do not check; 0:
 * the language had no text). The facts belong to the original: a translation brings its text only. A save that changes nothing leaves no trace.
 */
export async function reviseItem(
  trx: Trx, at: string, actor: Actor, itemId: number, expected: number | null, input: ItemInput, text: PreparedText,
): Promise<{ revisionId: number; changed: boolean }> {
  const item = await itemById(trx, itemId)
  if (!item || item.state === 'trashed') throw notFound()
  const current = await currentText(trx, itemId, input.lang)
  if (expected !== null && expected !== (current?.number ?? 0)) throw new RevisionConflict(current?.number ?? 0)

  const isOriginal = input.lang === item.language
  const columns = columnsOf(input), lists = isOriginal ? await listsOf(trx, input) : null
  const sameFacts = lists === null || (Object.entries(columns).every(([name, value]) => item[name as keyof typeof columns] === value) && sameLists(await itemLists(trx, itemId), lists))
  const files = await itemFiles(trx, itemId, input.lang)
  const dropped = isOriginal ? files.filter((file) => file.elsewhere === 0 && !input.files.some((given) => given.path === file.path)).map((file) => file.path) : []
  const sameFiles = dropped.length === 0 && input.files.every((given) => files.some((file) => file.path === given.path && file.fileId === given.fileId))
  const sameText = current?.title === text.title && current.body === text.body
  if (sameFacts && sameFiles && sameText) return { revisionId: current.revision_id, changed: false }

  const state = isOriginal ? input.state : item.state
  const publishes = state === 'published' && item.state === 'draft'
  if (lists) {
    const checked = publishes ? at : state === 'draft' ? null : item.checked_at
    await updateItem(trx, itemId, {
      ...columns, checked_at: checked, review_due_at: checked && reviewDueAt(checked, input.reviewMonths),
      published_at: state === 'draft' ? null : item.published_at ?? at,
    })
    await replaceLists(trx, itemId, lists)
  }
  await dropFiles(trx, itemId, dropped)
  if (state === 'published' && (publishes || !sameText)) await updateItem(trx, itemId, { changed_at: at })
  const number = (current?.number ?? 0) + 1
  const revisionId = await saveText(trx, at, actor, itemId, number, input, text)
  const waits = isOriginal && (await schedule(trx, at, itemId, input))
  await record(trx, at, actor, publishes ? (waits ? 'scheduled' : 'published') : 'revised', itemId, { lang: input.lang, number, ...(input.material === false && { material: 0 }) })
  return { revisionId, changed: true }
}

/** Puts an item aside; it can be taken back as it was. */
export async function trashItem(trx: Trx, at: string, actor: Actor, id: number) {
  const item = await itemById(trx, id)
  if (!item || item.state === 'trashed') throw notFound()
  await updateItem(trx, id, { state: 'trashed', trashed_at: at })
  await record(trx, at, actor, 'trashed', id)
}

export async function restoreItem(trx: Trx, at: string, actor: Actor, id: number) {
  const item = await itemById(trx, id)
  if (item?.state !== 'trashed') throw notFound()
  await updateItem(trx, id, { state: item.published_at === null ? 'draft' : 'published', trashed_at: null })
  await record(trx, at, actor, 'restored', id)
}

/** "Checked, still right": the next review is counted from now. */
export async function checkItem(trx: Trx, at: string, actor: Actor, id: number) {
  const item = await itemById(trx, id)
  if (item?.state !== 'published') throw notFound()
  await updateItem(trx, id, { checked_at: at, review_due_at: reviewDueAt(at, item.review_months) })
  await record(trx, at, actor, 'checked', id)
}

/** Notes the next moment at which readers begin or cease to see the item; true when they see it only later. */
async function schedule(trx: Trx, at: string, itemId: number, { state, visibleFrom, visibleUntil }: ItemInput): Promise<boolean> {
  const next = [visibleFrom, visibleUntil].find((moment) => moment !== null && moment > at) ?? null
  await setSchedule(trx, itemId, state === 'published' ? next : null)
  return state === 'published' && next !== null && next === visibleFrom
}

async function saveText(trx: Trx, at: string, actor: Actor, itemId: number, number: number, input: ItemInput, text: PreparedText) {
  const { title, body, html } = text
  const revisionId = await insertRevision(trx, {
    item_id: itemId, lang: input.lang, number, title, body, html, sections: JSON.stringify(text.sections),
    summary: input.summary.normalize('NFC').trim(), material: input.material === false ? 0 : 1, author_id: input.authorId === undefined ? actor.id : input.authorId, created_at: at,
  }, text.slug)
  await keepFiles(trx, itemId, input.files)
  await replaceLinks(trx, itemId, text.links)
  await followText(trx, at, actor.id, itemId, input.lang, text, input.kind === 'template' ? columnsOf(input).data : null)
  await followLanguages(trx, at, actor.id, { itemId, lang: input.lang, number, title, body })
  return revisionId
}

const record = (trx: Trx, at: string, actor: Actor, action: string, id: number, detail: Record<string, string | number> = {}) =>
  recordChange(trx, { at, actor, action, subject: { type: 'item', id }, detail })

function columnsOf(input: ItemInput) {
  return {
    external_id: input.externalId, kind: input.kind, state: input.state, owner_team_id: input.ownerTeamId, restricted_team_id: input.restrictedTeamId,
    network_wide: input.networkWide ? 1 : 0, review_months: input.reviewMonths, visible_from: input.visibleFrom, visible_until: input.visibleUntil,
    notice_type: input.noticeType, statutory_task: input.statutoryTask?.normalize('NFC') ?? null, part_of: input.partOf,
    data: input.data === null || input.data === undefined ? null : JSON.stringify(input.data), sample: input.sample ? 1 : 0,
  } as const
}

async function listsOf(trx: Trx, input: ItemInput): Promise<ItemLists> {
  return {
    municipalities: input.networkWide ? [] : [...new Set(input.municipalityIds)], roles: normalRoles(input.roles),
    subjects: await ensureSubjects(trx, input.subjects), goals: [...new Set(input.goals)],
  }
}

function sameLists(known: ItemLists, given: ItemLists) {
  const inOrder = (lists: ItemLists) => JSON.stringify([
    lists.municipalities.toSorted((a, b) => a - b), lists.roles.toSorted(), lists.subjects.toSorted((a, b) => a - b), lists.goals.toSorted(),
  ])
  return inOrder(known) === inOrder(given)
}
