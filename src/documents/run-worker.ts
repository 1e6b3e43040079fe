import { Worker } from 'node:worker_threads'
import type { Converted } from './convert/convert-word.ts'
import type { WorkerTask } from './extract-worker.ts'
import type { Fault } from './read/read-document.ts'
import type { Reading } from './read/reading.ts'
import type { DrawnPage } from './read/render-page.ts'

const TIME_LIMIT = 20_000
const MEMORY = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 }
/** Checks, readings and drawings take turns: at most one of each at a time, however many files come. */
const turns: Record<WorkerTask['act'], Promise<unknown>> = { check: Promise.resolve(), read: Promise.resolve(), preview: Promise.resolve(), convert: Promise.resolve() }

export class ReadingFailed extends Error {
  override name = 'ReadingFailed'
  /** the time was up: it might have ended well */
  get isLate() { return this.message === LATE }
}
const LATE = 'out of time'

export const checkInWorker = (bytes: Buffer, mime: string): Promise<Fault | null> => inTurn('check', () => run('check', bytes, mime))
export const readInWorker = (bytes: Buffer, mime: string, timeLimit = TIME_LIMIT): Promise<Reading> => inTurn('read', () => run('read', bytes, mime, timeLimit))
export const previewInWorker = (bytes: Buffer): Promise<DrawnPage[]> => inTurn('preview', () => run('preview', bytes, 'application/pdf'))
export const convertInWorker = (bytes: Buffer): Promise<Converted> => inTurn('convert', () => run('convert', bytes, ''))

function inTurn<Result>(act: WorkerTask['act'], work: () => Promise<Result>): Promise<Result> {
  const done = turns[act].then(work, work)
  turns[act] = done.catch(() => {})
  return done
}

/** A thread of its own for one file: what hangs, grows or breaks in it is ended with it, and nothing else notices. Throws ReadingFailed. */
function run<Result>(act: WorkerTask['act'], bytes: Buffer, mime: string, timeLimit = TIME_LIMIT): Promise<Result> {
  const workerData: WorkerTask = { act, mime, bytes: new Uint8Array(bytes) }
  const worker = new Worker(new URL('./extract-worker.ts', import.meta.url), { workerData, transferList: [workerData.bytes.buffer], resourceLimits: MEMORY, stdout: true, stderr: true })
  return new Promise<Result>((resolve, reject) => {
    const late = setTimeout(() => { reject(new ReadingFailed(LATE)) }, timeLimit)
    worker.once('message', resolve)
    worker.once('error', (error) => { reject(new ReadingFailed((error as Error).message)) })
    worker.once('exit', () => { clearTimeout(late); reject(new ReadingFailed('ended')) })
  }).finally(() => worker.terminate())
}
