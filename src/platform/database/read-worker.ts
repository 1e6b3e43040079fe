import { parentPort, workerData } from 'node:worker_threads'
import SQLite from 'better-sqlite3'
import type { Answer, Asked } from './read-aside.ts'

const sqlite = new SQLite(workerData as string, { readonly: true })

parentPort!.on('message', (asked: Asked | null) => {
  if (asked === null) {
    sqlite.close()
    parentPort!.close()
    return
  }
  parentPort!.postMessage(answerTo(asked))
})

function answerTo({ number, sql, parameters }: Asked): Answer {
  try { return { number, rows: sqlite.prepare(sql).all(parameters) } } catch (error) { return { number, error: (error as Error).message } }
}
