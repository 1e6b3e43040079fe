import type { CookieOptions, Request, RequestHandler, Response } from 'express'
import type { AppContext } from '../../context.ts'
import type { Config } from '../../platform/config.ts'
import { databaseState } from '../../platform/database/unwritten.ts'
import { parseCookie } from '../../platform/http/cookies.ts'
import type { Trx } from '../../database.ts'
import type { Viewer } from '../viewer.ts'
import { deviceName } from './device-name.ts'
import { insertSession, touchSession, viewerBySession } from './session.queries.ts'
import { hashToken, isToken, newToken } from './token.ts'

const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR
/**
 * How long a session lives. Use is written down at most every five minutes, so an idle session may end up to five minutes before its limit,
 * never after it.
 */
export const LIMITS = { shared: { idle: 30 * MINUTE, whole: 8 * HOUR }, own: { idle: 7 * DAY, whole: 30 * DAY } }
const WRITE_USE_EVERY = 5 * MINUTE
/** Sensitive acts ask for the password again when it was last given longer ago than this. */
const PROOF_LASTS = 15 * MINUTE

export interface Session { id: number; provedAt: string; usedAt: string; createdAt: string; shared: boolean }

/** The `__Host-` name binds the cookie to this host and to https; browsers refuse it over plain http. */
export const cookieName = ({ https }: Pick<Config, 'https'>) => (https ? '__Host-sid' : 'sid')
const cookieOptions = ({ https }: Pick<Config, 'https'>): CookieOptions => ({ httpOnly: true, sameSite: 'lax', path: '/', secure: https })

/** Reads the session cookie and puts the signed-in person into the request. No cookie, no work: anonymous requests touch nothing. */
export function sessions(app: AppContext): RequestHandler {
  const name = cookieName(app.config)
  return async (req, res, next) => {
    const token = parseCookie(req, name)
    if (!isToken(token)) return next()
    const state = res.locals.databaseState = databaseState(app.db), row = await viewerBySession(app.db, hashToken(token), state)
    if (!row) return next()
    const now = app.now().getTime()
    if (isOver(row, now)) return next()
    res.locals.viewer = viewerFrom(row)
    res.locals.session = { id: row.sessionId, provedAt: row.provedAt, usedAt: row.usedAt, createdAt: row.createdAt, shared: row.sharedDevice === 1 } satisfies Session
    if (now - Date.parse(row.usedAt) >= WRITE_USE_EVERY && req.path !== '/istunto') await writeUse(app, row.sessionId, req)
    next()
  }
}

/** Whether a session has been idle for too long, or has lasted for as long as any may. `now` in milliseconds. */
export function isOver({ sharedDevice, usedAt, createdAt }: { sharedDevice: 0 | 1; usedAt: string; createdAt: string }, now: number): boolean {
  const { idle, whole } = sharedDevice === 1 ? LIMITS.shared : LIMITS.own
  return now - Date.parse(usedAt) > idle || now - Date.parse(createdAt) > whole
}

/** Seconds until the session ends by itself, and whether using it would put that off. `now` in milliseconds. */
export function timeLeft({ shared, usedAt, createdAt }: Session, now: number): { seconds: number; extendable: boolean } {
  const { idle, whole } = shared ? LIMITS.shared : LIMITS.own, unused = Date.parse(usedAt) + idle - now, longest = Date.parse(createdAt) + whole - now
  return { seconds: Math.max(0, Math.floor(Math.min(unused, longest) / 1000)), extendable: unused < longest }
}

export function viewerFrom({ teams, ...row }: Omit<Viewer, 'teamIds' | 'supervisor'> & { teams: string | null; supervisor: 0 | 1 }): Viewer {
  return {
    id: row.id, name: row.name, role: row.role, locale: row.locale, theme: row.theme,
    municipalityId: row.municipalityId, municipalitySlug: row.municipalitySlug, municipalityName: row.municipalityName, municipalityInside: row.municipalityInside,
    supervisor: row.supervisor === 1, libraryId: row.libraryId,
    teamIds: teams === null ? [] : teams.split(',').map(Number),
  }
}

/** Reading must work even when the disk is full or read-only: then the use is not written, and the session ends a little early. */
async function writeUse(app: AppContext, id: number, req: Request) {
  try {
    await app.db.transaction().execute((trx) => touchSession(trx, id, app.now().toISOString()))
  } catch (error) {
    app.log.warn({ id: req.res?.locals.requestId, err: error }, 'session use not written')
  }
}

/** A fresh session; its token goes to the browser with `giveCookie` once the transaction is through. */
export async function startSession(trx: Trx, at: string, personId: number, { shared, device }: { shared: boolean; device: string }) {
  const { token, hash } = newToken()
  const id = await insertSession(trx, { token_hash: hash, person_id: personId, created_at: at, used_at: at, proved_at: at, shared_device: shared ? 1 : 0, device })
  return { id, token, shared }
}

export function giveCookie(res: Response, config: Config, { token, shared }: { token: string; shared: boolean }) {
  res.cookie(cookieName(config), token, { ...cookieOptions(config), ...(shared ? {} : { maxAge: LIMITS.own.whole }) })
}
export const takeCookie = (res: Response, config: Config) => { res.clearCookie(cookieName(config), cookieOptions(config)) }

export const maybeSession = (res: Response) => res.locals.session as Session | undefined
export function sessionOf(res: Response): Session {
  const session = maybeSession(res)
  if (!session) throw new Error('sessionOf is used on a route that does not ask for sign-in')
  return session
}
export const isProved = (session: Session, now: Date) => now.getTime() - Date.parse(session.provedAt) <= PROOF_LASTS
export const deviceOf = (req: Request) => deviceName(req.get('user-agent') ?? '')
