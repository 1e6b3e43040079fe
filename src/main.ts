import './node-version.ts'
import { flushCompileCache } from 'node:module'
import { createApp } from './app.ts'
import { prepareDataFolders } from './commands/data-folders.ts'
import { explain } from './commands/failure.ts'
import { addSampleOnce } from './commands/first-run.ts'
import { listen } from './commands/http-server.ts'
import { now, openApp } from './commands/open-app.ts'
import { warmUp } from './commands/warm-up.ts'
import { startReading } from './documents/read-documents.ts'
import { startJobs } from './jobs.ts'
import { issueSetupLink } from './people/auth/setup.ts'
import { configFromEnvironment } from './platform/config.ts'
import { checkpointAside } from './platform/database/checkpoint-aside.ts'
import { lockData } from './platform/database/lock.ts'
import { createLog } from './platform/log.ts'
import { catchUpSearch } from './search/search.sync.ts'

/** After a request to stop, whatever hangs then. */
const LAST_MOMENT = 25_000

async function start() {
  const settings = configFromEnvironment(), log = createLog(settings.logLevel)
  prepareDataFolders(settings)
  const lock = lockData(settings.dataDir, now().toISOString())
  const server = await listen(settings)
  const config = settings.port === 0 ? { ...settings, publicUrl: settings.publicUrl.replace(/:0$/, `:${server.port}`) } : settings
  const app = await openApp(config, log), checkpoints = checkpointAside(app.db, log)
  await addSampleOnce(app)
  await catchUpSearch(app)
  const site = createApp(app)
  site.set('env', 'production') // Express: no stack traces to visitors, whatever NODE_ENV says
  server.answerWith(site)
  startReading(app) // documents whose text a stop has left unread
  const jobs = startJobs(app)
  let stopping = false
  async function stop(signal: string) {
    if (stopping) return // npm passes on a signal that the terminal has sent already
    stopping = true
    setTimeout(() => { log.error('stopping took too long'); process.exit(1) }, LAST_MOMENT).unref()
    log.info({ signal }, 'stopping')
    await server.stop()
    await jobs.stop()
    await checkpoints.stop()
    await app.db.destroy() // the last connection also empties the write-ahead log
    lock.release()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => { stop(signal).catch(fail) })

  const link = await issueSetupLink(app)
  console.log(`Laavu is up: ${config.publicUrl}`)
  if (link) console.log(`Nobody can sign in yet. Open this link within an hour to become the first administrator:\n${link}`)
  await warmUp().catch((error: unknown) => { log.error({ err: error }, 'a page template does not render') })
  flushCompileCache() // with NODE_COMPILE_CACHE set, also a start after a crash need not compile again
}

function fail(error: unknown): never {
  const failure = explain(error)
  console.error(failure ? failure.message : error)
  process.exit(failure?.exitCode ?? 1)
}

await start().catch(fail)
