import type { Db } from './database.ts'
import type { Analyser } from './language/analyser.ts'
import type { Config } from './platform/config.ts'
import type { Log } from './platform/log.ts'
import type { SearchEngine } from './search/search-engine.ts'

/** What a request handler may use. Built once in main.ts, or per test in testing/test-app.ts. */
export interface AppContext {
  config: Config
  db: Db
  log: Log
  analyser: Analyser
  search: SearchEngine
  /** the only clock */
  now(): Date
}
