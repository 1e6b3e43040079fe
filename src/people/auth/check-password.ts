import type { AppContext } from '../../context.ts'
import { HttpError } from '../../platform/http/errors.ts'
import type { Person } from '../people.table.ts'
import { personByEmail, setPassword } from '../people.queries.ts'
import { hashPassword, isPassword, isWeakHash } from './password-hash.ts'
import { forgiveAttempts, takeAttempt, untakeAttempt } from './throttle.ts'

export type Checked = { result: 'right'; person: Person } | { result: 'wrong'; personId: number | null } | { result: 'wait'; personId: null; seconds: number }

/**
 * Whether this is somebody's password. An unknown account, a wrong password, someone disabled and someone who has not set a password yet
 * cost the same work and get the same answer.
 */
export async function checkPassword(app: AppContext, email: string, password: string, address: string): Promise<Checked> {
  const seconds = await takeAttempt(app, email, address)
  if (seconds !== null) return { result: 'wait', personId: null, seconds }
  const person = await personByEmail(app.db, email)
  const stored = person && person.disabled_at === null ? person.password_hash : null
  try {
    if (!(await isPassword(password, stored)) || !person) return { result: 'wrong', personId: person?.id ?? null }
    const stronger = stored !== null && isWeakHash(stored) ? await hashPassword(password) : null
    await app.db.transaction().execute(async (trx) => {
      await forgiveAttempts(trx, email, address)
      if (stronger) await setPassword(trx, person.id, stronger)
    })
    return { result: 'right', person }
  } catch (error) {
    if (error instanceof HttpError) await untakeAttempt(app, email, address)
    throw error
  }
}
