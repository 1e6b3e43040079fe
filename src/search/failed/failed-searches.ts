import { randomBytes } from 'node:crypto'
import { dayAfter } from '../../content/facts/holidays.ts'
import { mayBePrivate } from '../../content/questions/private-text.ts'
import type { AppContext } from '../../context.ts'
import type { Trx } from '../../database.ts'
import { finnishDay } from '../../i18n/finnish-day.ts'
import type { Analyser } from '../../language/analyser.ts'
import { isMarkedStem } from '../../language/stems.ts'
import type { Viewer } from '../../people/viewer.ts'
import { recordChange, type Actor } from '../../platform/changes/changes.queries.ts'
import type { Answer } from '../find-items.ts'
import type { Searching } from '../search-address.ts'
import type { SearchQuery } from '../search-query.ts'
import { deleteOldFailed, failedByKey, insertFailed, updateFailed, type FailedSearch } from './failed.queries.ts'

/** A longer text was pasted, not asked. */
const LONGEST = 100
const SHORTEST = 3
/** Who has been counted today: at most so many, then nobody new is. */
const MOST_REMEMBERED = 20_000
const RARE_DAYS = 90
const ALL_DAYS = 365

/**
 * Telling different people apart without writing down who they are: who has been counted today is known in the memory of this process only,
 * never on disk or in a backup, and is forgotten when the day changes. After a restart it is not known any more; then a search that another
 * run has counted today (`counted_by`) gets no more askers until tomorrow. So one person is counted at most once a day.
 */
interface Today { run: string; day: string; counted: Set<string> }
const days = new WeakMap<AppContext, Today>()

function todayOf(app: AppContext): Today {
  const day = finnishDay(app.now()), known = days.get(app)
  if (known?.day === day) return known
  const today = { run: known?.run ?? randomBytes(6).toString('base64url'), day, counted: new Set<string>() }
  days.set(app, today)
  return today
}

/** Forgets who was counted: for tests, as a restart does. */
export const forgetCounted = (app: AppContext) => { days.delete(app) }

/** Whether a search found nothing, or only some of its words. What was narrowed, or asked for exactly as typed, tells nothing. */
export function hasFailed({ page, asTyped, filters }: Searching, answer: Answer): boolean {
  const { query, total } = answer
  const isNarrowed = asTyped || page > 1 || query.kinds.length > 0 || query.municipalities.length > 0 || Object.values(filters).some((values) => values.length > 0)
  return !isNarrowed && (query.words.length > 0 || query.phrases.length > 0) && (total === 0 || isWeak(answer))
}

/** Only some of the words were found, or only parts of the one word; another word for it that is known counts as found. */
const isWeak = ({ query, complete, synonyms, terms }: Answer) => complete === 0 || (query.words.length === 1 && query.phrases.length === 0 && synonyms.length === 0 && terms.length > 1)

/** What groups searches: the base forms of their words. '' when there is nothing to group by, or when it may name a customer. */
export function failedKey(analyser: Analyser, typed: string, { words, phrases }: SearchQuery): string {
  if (typed.length < SHORTEST || typed.length > LONGEST || mayBePrivate(typed)) return ''
  return [...new Set([...words, ...phrases.flat()].map((word) => baseOf(analyser, word)))].toSorted().join(' ')
}

function baseOf(analyser: Analyser, word: string): string {
  const { known, bases } = analyser.word(word, 'fi')
  return (known ? bases.filter((base) => !isMarkedStem(base)).toSorted()[0] : undefined) ?? word
}

/** Counts a failed search. Never who searched, and nothing of what may name a customer. */
export async function countFailed(app: AppContext, viewer: Viewer, typed: string, key: string): Promise<void> {
  const today = todayOf(app), mark = `${viewer.id} ${key}`, isNew = !today.counted.has(mark) && today.counted.size < MOST_REMEMBERED
  await app.db.transaction().execute(async (trx) => {
    const row = await failedByKey(trx, key), shown = typed.toLowerCase()
    if (!row) return insertFailed(trx, { key, typed: shown, first_day: today.day, counted_by: today.run })
    if (row.item_id !== null) return
    const isFirstToday = row.last_day < today.day, counts = isNew && (isFirstToday || row.counted_by === today.run)
    await updateFailed(trx, row.id, {
      typed: shown, times: row.times + 1, askers: row.askers + (counts ? 1 : 0), last_day: today.day, first_day: row.times === 0 ? today.day : row.first_day, counted_by: isFirstToday ? today.run : row.counted_by,
    })
  })
  if (isNew) today.counted.add(mark)
}

/** Handled: counted anew from here, so that it comes up again only when it fails again as often. With an item, that item answers. */
export async function handleFailed(trx: Trx, at: string, actor: Actor, { id }: FailedSearch, itemId: number | null) {
  await updateFailed(trx, id, { times: 0, askers: 0, item_id: itemId, handled_at: at, handled_by: actor.id })
  await recordChange(trx, { at, actor, action: 'search-handled', subject: { type: 'system', id: null }, detail: { search: id, item: itemId } })
}

/** Not handled after all. */
export async function reopenFailed(trx: Trx, at: string, actor: Actor, { id, askers }: FailedSearch, shownFrom: number) {
  await updateFailed(trx, id, { askers: Math.max(askers, shownFrom), item_id: null, handled_at: null, handled_by: null })
  await recordChange(trx, { at, actor, action: 'search-reopened', subject: { type: 'system', id: null }, detail: { search: id } })
}

/** For a job: what one person looked for once does not stay, and nothing stays for ever. */
export async function sweepFailed(app: AppContext): Promise<void> {
  const before = (days: number) => dayAfter(finnishDay(app.now()), -days)
  await app.db.transaction().execute((trx) => deleteOldFailed(trx, { rareBefore: before(RARE_DAYS), allBefore: before(ALL_DAYS) }))
}
