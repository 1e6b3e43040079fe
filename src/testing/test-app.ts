import { createApp } from '../app.ts'
import type { AppContext } from '../context.ts'
import { createAnalyser } from '../language/analyser.ts'
import { findDictionary } from '../language/find-dictionary.ts'
import { readConfig } from '../platform/config.ts'
import { createLog } from '../platform/log.ts'
import { chooseEngine } from '../search/choose-engine.ts'
import { testDatabase } from './test-database.ts'

export const TEST_NOW = '2026-01-02T03:04:05.000Z'
let analyser: AppContext['analyser'] | undefined

/** The real app on an empty, migrated in-memory database, with a clock that the test moves. */
export async function testApp(settings: Record<string, string> = {}) {
  const config = readConfig({ DATA_DIR: '/tmp/laavu-test', LOG_LEVEL: 'silent', PUBLIC_URL: 'http://127.0.0.1', ...settings })
  const db = await testDatabase()
  analyser ??= createAnalyser({ dictionary: findDictionary({ setting: undefined, dataDir: process.cwd() })?.bytes ?? null })
  let now = new Date(TEST_NOW)
  const log = createLog(config.logLevel)
  const app: AppContext = { config, db, analyser, log, search: chooseEngine(config, db, analyser, log), now: () => now }
  return { app, site: createApp(app), moveClock: (to: Date | string) => { now = new Date(to) } }
}
