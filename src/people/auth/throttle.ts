import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { AppContext } from '../../context.ts'
import type { Trx } from '../../database.ts'
import { countAttempt, forgetAttempts, uncountAttempt } from './attempts.queries.ts'

const MINUTE = 60_000
const WINDOW = 15 * MINUTE
/**
 * Wrong passwords in fifteen minutes. One account from one address: 5. One address: 50, so that a whole library behind one address is not
 * shut out by its typing errors. One account from everywhere: above 30, an address gets a single try instead of five; an address that has
 * not tried yet still gets it, so nobody can lock somebody else out.
 */
const LIMITS = { pair: 5, address: 50, account: 30, pairUnderAttack: 1 }

/** Keys are hashes: the table does not keep what was typed or from where. */
const keyed = (kind: string, ...parts: string[]) => `${kind}:${createHash('sha256').update(JSON.stringify(parts)).digest('base64url')}`

/** Counts the attempt before the password is looked at, so that parallel ones are all counted. Gives the seconds to wait, or null: go on. */
export async function takeAttempt(app: AppContext, account: string, address: string): Promise<number | null> {
  const now = app.now(), at = now.toISOString(), since = new Date(now.getTime() - WINDOW).toISOString()
  const keys = keysOf(account, address)
  return app.db.transaction().execute(async (trx) => {
    const pair = await countAttempt(trx, keys.pair, at, since)
    const all = await countAttempt(trx, keys.address, at, since)
    const everywhere = await countAttempt(trx, keys.account, at, since)
    const pairLimit = everywhere.count > LIMITS.account ? LIMITS.pairUnderAttack : LIMITS.pair
    const over = pair.count > pairLimit ? pair : all.count > LIMITS.address ? all : null
    if (over) await giveBack(trx, keys)
    return over ? secondsLeft(over.started_at, now) : null
  })
}

/** The password was right: what this address tried on this account is forgotten. */
export async function forgiveAttempts(trx: Trx, account: string, address: string) {
  const keys = keysOf(account, address)
  await giveBack(trx, keys)
  await forgetAttempts(trx, keys.pair)
}

/** The attempt was never made: the server was busy. */
export const untakeAttempt = (app: AppContext, account: string, address: string) => app.db.transaction().execute((trx) => giveBack(trx, keysOf(account, address)))

/** A plain limit per key, for what costs others something (a reset mail). True: go on. */
export async function isWithin(app: AppContext, kind: string, value: string, limit: number, window: number): Promise<boolean> {
  const now = app.now(), since = new Date(now.getTime() - window).toISOString()
  const { count } = await app.db.transaction().execute((trx) => countAttempt(trx, keyed(kind, value), now.toISOString(), since))
  return count <= limit
}

async function giveBack(trx: Trx, keys: ReturnType<typeof keysOf>) {
  for (const key of Object.values(keys)) await uncountAttempt(trx, key)
}

function keysOf(account: string, address: string) {
  const who = account.toLowerCase(), from = network(address)
  return { pair: keyed('pair', who, from), address: keyed('address', from), account: keyed('account', who) }
}

/** One household or office has a whole /64 of IPv6 addresses: they count as one. */
export function network(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  if (!isIPv6(plain)) return plain
  const [head = '', tail] = plain.split('::') as [string?, string?]
  const groups = head.split(':').filter(Boolean), after = tail === undefined ? [] : tail.split(':').filter(Boolean)
  const missing = 8 - groups.length - after.length
  const whole = tail === undefined ? groups : [...groups, ...Array<string>(missing).fill('0'), ...after]
  return `${whole.slice(0, 4).map((group) => parseInt(group, 16).toString(16)).join(':')}::/64`
}

const secondsLeft = (startedAt: string, now: Date) => Math.max(1, Math.ceil((Date.parse(startedAt) + WINDOW - now.getTime()) / 1000))
