import { parentPort, workerData } from 'node:worker_threads'
import SQLite from 'better-sqlite3'

/** milliseconds */
const EVERY = 500

const { file, many } = workerData as { file: string; many: number }, sqlite = new SQLite(file)
sqlite.pragma('synchronous = FULL')
sqlite.pragma('wal_autocheckpoint = 0')

const clock = setInterval(() => {
  // NOOP only looks; PASSIVE waits for nobody, and nobody waits for it
  const [state] = sqlite.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[]
  if (state && state.log - state.checkpointed >= many) sqlite.pragma('wal_checkpoint(PASSIVE)')
}, EVERY)

parentPort!.once('message', () => {
  clearInterval(clock)
  sqlite.close()
})
