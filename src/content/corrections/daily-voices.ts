import { createHmac, randomBytes } from 'node:crypto'
import { finnishDay } from '../../i18n/finnish-day.ts'

/**
 * Counts each person's answer on an item once a day without keeping who answered: a keyed hash in memory, whose key is made at random and
 * thrown away with the day. Nothing of it is stored, and after a restart a person may answer anew.
 */
export class DailyVoices {
  #day = ''
  #key = randomBytes(32)
  readonly #heard = new Set<string>()

  /** Whether this person has not yet answered on this item today. */
  isFirst(personId: number, itemId: number, now: string): boolean {
    const day = finnishDay(new Date(now))
    if (day !== this.#day) {
      this.#day = day
      this.#key = randomBytes(32)
      this.#heard.clear()
    }
    const voice = createHmac('sha256', this.#key).update(`${personId}:${itemId}`).digest('base64')
    if (this.#heard.has(voice)) return false
    this.#heard.add(voice)
    return true
  }
}
