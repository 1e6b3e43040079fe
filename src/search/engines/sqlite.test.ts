import { testAnalyser } from '../../language/test-dictionary.ts'
import { migrate } from '../../platform/database/migrate.ts'
import { openDatabase } from '../../platform/database/open.ts'
import { searchEngineContract } from './search-engine.contract.ts'
import { sqliteSearch } from './sqlite.ts'

const analyser = testAnalyser()

searchEngineContract('sqlite', analyser, async () => {
  const db = openDatabase(':memory:')
  await migrate(db)
  return sqliteSearch(db, analyser)
})
