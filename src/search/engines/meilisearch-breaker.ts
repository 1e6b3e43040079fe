import { reasonOf } from './meilisearch-http.ts'

const FAILURES = 3
const OPEN_MS = 10_000

/** After some failures in a row nothing is asked for a while: searches need not wait for a server that does not answer. */
export class Breaker {
  #failures = 0
  #openedAt = 0
  lastError: string | null = null

  get isOpen() { return this.#failures >= FAILURES && performance.now() - this.#openedAt < OPEN_MS }

  succeeded() {
    this.#failures = 0
  }

  failed(error: unknown) {
    this.lastError = reasonOf(error)
    this.#openedAt = performance.now()
    this.#failures++
  }
}
