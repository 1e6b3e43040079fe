import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { PreparedText } from '../prepare-text.ts'
import type { RenderResult, RenderTask } from './render-worker.ts'

/** Small: a page needs little, and what is garbage is given back soon. */
const LIMITS = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 8 }

/** The text could not be rendered; the message is a key of the catalogue or what went wrong. */
export class RenderFailed extends Error { override name = 'RenderFailed' }

interface Waiting { task: RenderTask; done: (text: PreparedText) => void; failed: (error: RenderFailed) => void }

/**
 * Renders texts in worker threads while the main thread writes. Tasks are handed over at once, so that a worker has work while the main
 * thread is busy. A worker that dies on a text costs that text only.
 */
export class RenderPool {
  readonly #lanes: Lane[]
  #next = 0

  constructor(size = Math.max(1, availableParallelism() - 1)) {
    this.#lanes = Array.from({ length: size }, () => new Lane())
  }

  render(text: Omit<RenderTask, 'number'>): Promise<PreparedText> {
    const lane = this.#lanes.reduce((least, other) => (other.length < least.length ? other : least))
    return new Promise((done, failed) => lane.add({ task: { ...text, number: this.#next++ }, done, failed }))
  }

  async close() {
    await Promise.all(this.#lanes.map((lane) => lane.close()))
  }
}

/** One worker and what it has been given, in order. */
class Lane {
  #worker: Worker | null = null
  #waiting: Waiting[] = []

  get length() { return this.#waiting.length }

  add(waiting: Waiting) {
    this.#waiting.push(waiting)
    this.#worker ??= this.#start()
    this.#worker.postMessage(waiting.task)
  }

  async close() {
    const worker = this.#worker
    this.#worker = null
    await worker?.terminate()
  }

  #start() {
    const worker = new Worker(new URL('./render-worker.ts', import.meta.url), { resourceLimits: LIMITS })
    let reason = 'stopped'
    worker.on('message', (result: RenderResult) => this.#settle(result))
    worker.on('error', (error) => { reason = String((error as Error).message) })
    worker.on('exit', () => { if (worker === this.#worker) this.#restart(reason) })
    return worker
  }

  #settle(result: RenderResult) {
    const first = this.#waiting.shift()!
    if (result.text) first.done(result.text)
    else first.failed(new RenderFailed(result.refused))
  }

  /** The text at the head was the one being rendered: it fails, the others are handed to a new worker. */
  #restart(reason: string) {
    const [first, ...others] = this.#waiting
    this.#worker = null
    this.#waiting = []
    first?.failed(new RenderFailed(reason))
    for (const waiting of others) this.add(waiting)
  }
}
