/** A map that keeps the values used last, at most `most` of them. */
export class Recent<Value> {
  readonly #most: number
  readonly #values = new Map<string, Value>()

  constructor(most: number) { this.#most = most }

  get(key: string): Value | undefined {
    const value = this.#values.get(key)
    if (value === undefined) return undefined
    this.#values.delete(key)
    this.#values.set(key, value)
    return value
  }

  delete(key: string) { this.#values.delete(key) }

  set(key: string, value: Value): Value {
    this.#values.set(key, value)
    if (this.#values.size > this.#most) this.#values.delete(this.#values.keys().next().value!)
    return value
  }
}

/** Answers by question, found when they are first asked for. Those who ask the same at the same time wait for one answer. */
export class RecentAnswers<Answer> {
  readonly #answers: Recent<Promise<Answer>>

  constructor(most: number) { this.#answers = new Recent(most) }

  get(question: string, find: () => Promise<Answer>): Promise<Answer> {
    const known = this.#answers.get(question)
    if (known) return known
    const asked = find()
    asked.catch(() => this.#answers.delete(question)) // the next one tries again
    return this.#answers.set(question, asked)
  }
}
