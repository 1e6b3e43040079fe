import { now } from './open-app.ts'

const EVERY_MS = 2000

/** How far a long command is, on stderr: one line that moves on a terminal, now and then a line elsewhere. */
export class Progress {
  readonly #terminal = process.stderr.isTTY
  #shownAt = 0
  #open = false

  show(text: string) {
    if (this.#terminal) {
      process.stderr.write(`\r\x1b[K${text.slice(0, (process.stderr.columns || 80) - 1)}`)
      this.#open = true
    } else if (now().getTime() - this.#shownAt >= EVERY_MS) {
      process.stderr.write(`${text}\n`)
      this.#shownAt = now().getTime()
    }
  }

  /** A line that stays. */
  line(text: string) {
    process.stderr.write(`${this.#open ? '\r\x1b[K' : ''}${text}\n`)
    this.#open = false
  }

  end() {
    if (this.#open) process.stderr.write('\n')
    this.#open = false
  }
}
