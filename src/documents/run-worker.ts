import { Worker } from 'node:worker_threads'
import type { Converted } from './convert/convert-word.ts'
import type { Act, WorkerAnswer, WorkerTask } from './extract-worker.ts'
import type { Fault } from './read/read-document.ts'
import type { Reading } from './read/reading.ts'
import type { DrawnPage } from './read/render-page.ts'

/** milliseconds */
export const TIME_LIMIT = 20_000
const MEMORY = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 }
/** Bytes that a file may take outside of the heap, which MEMORY does not count: what a packed page unpacks to. Looked at so often (milliseconds). */
const UNPACKED_LIMIT = 256 * 1024 * 1024, LOOK = 50
/** A thread is replaced after so many files, so that what they leave behind does not add up, and ends when it has had nothing to do for so long (milliseconds). */
const MOST_FILES = 50, IDLE = 3_000

export class ReadingFailed extends Error {
  override name = 'ReadingFailed'
  /** the time was up: it might have ended well */
  get isLate() { return this.message === LATE }
}
const LATE = 'out of time'
/** The thread ended over the file, instead of answering. */
class ThreadEnded extends ReadingFailed {}

/**
 * A thread for one file after another: to start one takes longer than to read most files. What hangs, grows or breaks in it is ended with it, and
 * nothing else notices. Files take turns: one at a time in each lane, however many come.
 */
class Lane {
  readonly #behind: boolean
  #turn: Promise<unknown> = Promise.resolve()
  #worker: Worker | null = null
  #files = 0
  #idle: NodeJS.Timeout | undefined

  /** `behind`: nobody waits for it, so that it steps back behind those who read pages */
  constructor(behind: boolean) { this.#behind = behind }

  run<Result>(act: Act, bytes: Buffer, mime: string, timeLimit: number): Promise<Result> {
    const work = () => this.#run<Result>({ act, mime, bytes: new Uint8Array(bytes) }, timeLimit).catch((error: unknown) => {
      // what the files before it have left in the thread must not tell against a file
      if (error instanceof ThreadEnded && this.#files > 1) return this.#run<Result>({ act, mime, bytes: new Uint8Array(bytes) }, timeLimit)
      throw error
    })
    const done = this.#turn.then(work, work)
    this.#turn = done.catch(() => {})
    return done
  }

  /** Throws ReadingFailed. */
  async #run<Result>(task: WorkerTask, timeLimit: number): Promise<Result> {
    clearTimeout(this.#idle)
    if (this.#worker === null || this.#files >= MOST_FILES) await this.#start()
    this.#files++
    const worker = this.#worker!, { promise, resolve, reject } = Promise.withResolvers<Result>()
    const late = setTimeout(() => { reject(new ReadingFailed(LATE)) }, timeLimit)
    const watch = setInterval(() => { worker.getHeapStatistics().then(({ external_memory: taken }) => { if (taken > UNPACKED_LIMIT) reject(new ThreadEnded('out of memory')) }, () => {}) }, LOOK)
    worker.removeAllListeners()
    worker.once('message', ({ result, error }: WorkerAnswer) => { if (error === undefined) resolve(result as Result); else reject(new ReadingFailed(error)) })
    worker.once('error', (error) => { reject(new ThreadEnded((error as Error).message)) })
    worker.once('exit', () => { reject(new ThreadEnded('ended')) })
    worker.ref()
    worker.postMessage(task, [task.bytes.buffer])
    try {
      const result = await promise
      worker.unref()
      this.#idle = setTimeout(() => { void this.#end() }, IDLE).unref()
      return result
    } catch (error) {
      await this.#end()
      throw error
    } finally { clearTimeout(late); clearInterval(watch) }
  }

  async #start() {
    await this.#end()
    this.#files = 0
    this.#worker = new Worker(new URL('./extract-worker.ts', import.meta.url), { workerData: { behind: this.#behind }, resourceLimits: MEMORY, stdout: true, stderr: true })
  }

  async #end() {
    const worker = this.#worker
    this.#worker = null
    worker?.removeAllListeners()
    worker?.on('error', () => {}) // it may end of its own just now
    await worker?.terminate()
  }
}

/** Somebody waits for a check and a conversion; readings and drawings of first pages come one after another anyway. */
const lanes = { check: new Lane(false), convert: new Lane(false), behind: new Lane(true) }

export const checkInWorker = (bytes: Buffer, mime: string): Promise<Fault | null> => lanes.check.run('check', bytes, mime, TIME_LIMIT)
export const readInWorker = (bytes: Buffer, mime: string, timeLimit = TIME_LIMIT): Promise<Reading> => lanes.behind.run('read', bytes, mime, timeLimit)
export const previewInWorker = (bytes: Buffer): Promise<DrawnPage[]> => lanes.behind.run('preview', bytes, 'application/pdf', TIME_LIMIT)
export const convertInWorker = (bytes: Buffer): Promise<Converted> => lanes.convert.run('convert', bytes, '', TIME_LIMIT)
