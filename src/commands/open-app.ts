import type { AppContext } from '../context.ts'
import { createAnalyser } from '../language/analyser.ts'
import { findDictionary } from '../language/find-dictionary.ts'
import { loadMunicipalities } from '../people/load-municipalities.ts'
import { loadTexts } from '../people/texts/texts.queries.ts'
import { configFromEnvironment, type Config } from '../platform/config.ts'
import { servingNow } from '../platform/database/lock.ts'
import { migrate } from '../platform/database/migrate.ts'
import { openDatabase } from '../platform/database/open.ts'
import { schemaState } from '../platform/database/schema-state.ts'
import { createLog, type Log } from '../platform/log.ts'
import { chooseEngine } from '../search/choose-engine.ts'
import { loadSynonyms } from '../search/synonyms/synonyms.queries.ts'
import { prepareDataFolders } from './data-folders.ts'
import { EXIT, Failure } from './failure.ts'

export const now = () => new Date()

/** Opens the database, brings its schema and the municipalities up to date, and puts together what requests and commands work with. */
export async function openApp(config: Config, log: Log): Promise<AppContext> {
  const db = openDatabase(config.databaseFile)
  try {
    if ((await schemaState(db)) === 'newer')
      throw new Failure(`${config.databaseFile} was made by a newer Laavu. Install that version again, or restore a backup made before it.`, EXIT.config)
    const done = await migrate(db)
    if (done.length > 0) log.info({ migrations: done }, 'database schema brought up to date')
    await loadMunicipalities({ db })
    await loadTexts({ db })
    await loadSynonyms({ db })
    const dictionary = findDictionary({ setting: config.voikkoDictionary ?? undefined, dataDir: config.dataDir })
    const analyser = createAnalyser({ dictionary: dictionary?.bytes ?? null })
    return { config, db, log, analyser, search: chooseEngine(config, db, analyser, log), now }
  } catch (error) {
    await db.destroy()
    throw error
  }
}

/** Runs a command on the data, also while the server runs. */
export async function withApp<Result>(run: (app: AppContext) => Promise<Result>): Promise<Result> {
  const config = configFromEnvironment()
  prepareDataFolders(config)
  await refuseOtherSchema(config)
  const app = await openApp(config, createLog('silent')) // standard output is for the command's result
  try {
    return await run(app)
  } finally {
    await app.db.destroy()
  }
}

/** A command of a new version must not change the schema under a server of the old one. */
async function refuseOtherSchema(config: Config) {
  const serving = servingNow(config.dataDir)
  if (!serving) return
  const db = openDatabase(config.databaseFile)
  const state = await schemaState(db)
  await db.destroy()
  if (state !== 'current') throw new Failure(`The server (process ${serving.pid}) is of another version, or it is just starting. Restart it, then run the command again.`, EXIT.temporary)
}
