import type { Db } from '../database.ts'
import type { Analyser } from '../language/analyser.ts'
import type { Config } from '../platform/config.ts'
import type { Log } from '../platform/log.ts'
import { meilisearchSearch } from './engines/meilisearch.ts'
import { rememberSectionFacts } from './engines/section-facts.ts'
import { sqliteSearch } from './engines/sqlite.ts'
import type { SearchEngine } from './search-engine.ts'

/** The embedded engine, and Meilisearch before it where MEILI_URL is set. */
export function chooseEngine({ meili }: Config, db: Db, analyser: Analyser, log: Log): SearchEngine {
  const facts = rememberSectionFacts(db), embedded = sqliteSearch(db, analyser, facts)
  return meili ? meilisearchSearch({ ...meili, name: 'laavu' }, db, embedded, log, facts) : embedded
}
