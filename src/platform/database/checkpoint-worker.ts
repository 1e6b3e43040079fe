import { workerData } from 'node:worker_threads'
import SQLite from 'better-sqlite3'

const sqlite = new SQLite(workerData as string)
sqlite.pragma('synchronous = FULL')
sqlite.pragma('wal_autocheckpoint = 0')
// PASSIVE waits for nobody, and nobody waits for it
sqlite.pragma('wal_checkpoint(PASSIVE)')
sqlite.close()
