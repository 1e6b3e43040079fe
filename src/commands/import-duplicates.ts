import { itemById } from '../content/item-writes.queries.ts'
import { nearDuplicates } from '../content/near-duplicates/find-near-duplicates.ts'
import { mergeItems, newerOf } from '../content/near-duplicates/merge-items.ts'
import type { AppContext } from '../context.ts'
import { t } from '../i18n/translate.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'

/** Alike enough to be versions of one another without anyone looking. */
const SURELY = 0.9

export interface PairReport { newer: string; older: string; similarity: number; merged: boolean }

/** Tells of the pages of an import that are nearly the same as another page; with `merge` makes one of those that surely are. */
export async function reportDuplicates(app: AppContext, externalIds: ReadonlySet<string>, merge: boolean, tell: (pair: PairReport) => void): Promise<{ alike: number; merged: number }> {
  const words = { before: t('fi', 'export.duplicates.before'), after: t('fi', 'export.duplicates.after') }, done = { alike: 0, merged: 0 }
  for (const { a, b, similarity } of await nearDuplicates(app)) {
    const [one, other] = [await itemById(app.db, a), await itemById(app.db, b)]
    if (one?.state !== 'published' || other?.state !== 'published' || ![one, other].some(({ external_id: id }) => id !== null && externalIds.has(id))) continue
    const { kept, older } = newerOf(one, other), isMerged = merge && similarity >= SURELY && one.restricted_team_id === other.restricted_team_id
    if (isMerged) await app.db.transaction().execute((trx) => mergeItems(trx, app.now().toISOString(), SYSTEM, [a, b], words))
    done.alike++
    if (isMerged) done.merged++
    tell({ newer: kept.external_id ?? String(kept.id), older: older.external_id ?? String(older.id), similarity: Math.round(similarity * 1000) / 1000, merged: isMerged })
  }
  return done
}
