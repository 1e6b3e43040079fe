import type { AppContext } from '../context.ts'
import type { MeilisearchSearch } from './engines/meilisearch.ts'
import { indexDifference } from './search.queries.ts'

/** `missing`: not found though published, or an older state of it; `extra`: found though gone. `copy`: sections there and here, null without Meilisearch. */
interface SearchDifference { missing: number; extra: number; copy: { missing: number; extra: number } | null }

/** Compares the index with the database, and Meilisearch's copy with the index, id by id. Changes nothing. Throws when Meilisearch does not answer. */
export async function searchDifference(app: AppContext): Promise<SearchDifference> {
  const engine = app.search as Partial<MeilisearchSearch>
  return { ...(await indexDifference(app.db)), copy: (await engine.difference?.()) ?? null }
}
