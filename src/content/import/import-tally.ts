import type { AppContext } from '../../context.ts'
import type { ImportProblem } from './source-page.ts'

export interface ImportCounts { created: number; revised: number; unchanged: number; failed: number; seconds: number }
/** Called after each batch: the counts so far, and what could not be taken since the last call. */
export type OnProgress = (counts: ImportCounts, problems: ImportProblem[]) => void

/** What has become of one file or page of the source. */
export interface FileNote { where: string; result: 'created' | 'revised' | 'unchanged' | 'failed'; reason?: string; externalId?: string }
export type OnFile = (note: FileNote) => void

/** What has become of the pages of one run. */
export class ImportTally {
  readonly #app: Pick<AppContext, 'now'>
  readonly #onProgress: OnProgress
  readonly #onFile: OnFile
  readonly #startedAt: number
  readonly #counts = { created: 0, revised: 0, unchanged: 0, failed: 0 }
  #problems: ImportProblem[] = []

  constructor(app: Pick<AppContext, 'now'>, onProgress: OnProgress = () => {}, onFile: OnFile = () => {}) {
    this.#app = app
    this.#onProgress = onProgress
    this.#onFile = onFile
    this.#startedAt = app.now().getTime()
  }

  count(what: 'created' | 'revised' | 'unchanged', pages = 1) { this.#counts[what] += pages }

  note(where: string, externalId: string, result: 'created' | 'revised' | 'unchanged') { this.#onFile({ where, result, externalId }) }

  fail(where: string, reason: string) {
    this.#onFile({ where, result: 'failed', reason })
    this.#counts.failed++
    this.#problems.push({ where, reason })
  }

  report(): ImportCounts {
    const counts = { ...this.#counts, seconds: (this.#app.now().getTime() - this.#startedAt) / 1000 }
    this.#onProgress(counts, this.#problems)
    this.#problems = []
    return counts
  }
}
