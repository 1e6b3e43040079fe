import { open, type FileHandle } from 'node:fs/promises'

/** The write-ahead log of a database; `file` is null for one in memory. */
export class WriteAheadLog {
  readonly #file: string | null
  #handle: FileHandle | null = null
  #now: Promise<void> = Promise.resolve()
  #next: Promise<void> | null = null
  constructor(file: string | null) { this.#file = file }

  /** When it returns, what was committed before the call is safe on disk. Those who ask at the same time wait together, for one that begins after all of them. */
  safe(): Promise<void> {
    if (this.#file === null) return Promise.resolve()
    return (this.#next ??= this.#now.catch(() => {}).then(() => {
      this.#next = null
      this.#now = this.#sync()
      return this.#now
    }))
  }

  async close() {
    await this.#now.catch(() => {})
    await this.#handle?.close()
  }

  async #sync() {
    this.#handle ??= await open(`${this.#file}-wal`, 'r')
    await this.#handle.datasync()
  }
}
