import type { AppContext } from '../../context.ts'
import type { Trx } from '../../database.ts'
import { recordChange, type Actor } from '../../platform/changes/changes.queries.ts'
import type { Viewer } from '../viewer.ts'
import { insertApiToken, markTokenRevoked } from './api-tokens.queries.ts'
import { viewerFrom } from './session.ts'
import { viewerByTokenHash } from './session.queries.ts'
import { hashToken, newToken } from './token.ts'

export type Scope = 'read' | 'write'
const PREFIX = 'laavu_'

/** Whom a token speaks for and what it may do; null for one that is unknown, revoked, expired, or whose person is disabled. */
export async function viewerByToken(app: AppContext, token: string): Promise<{ viewer: Viewer; scope: Scope } | null> {
  if (!/^laavu_[\w-]{43}$/.test(token)) return null
  const row = await viewerByTokenHash(app.db, hashToken(token), app.now().toISOString())
  return row ? { viewer: viewerFrom(row), scope: row.scope } : null
}

/** A new token for scripts; this is the only time that it can be read. `expiresAt` null: it works until it is revoked. */
export async function createToken(trx: Trx, at: string, actor: Actor,
  given: { personId: number; name: string; scope: Scope; expiresAt: string | null }): Promise<string> {
  const { token, hash } = newToken(PREFIX)
  const id = await insertApiToken(trx, { token_hash: hash, person_id: given.personId, name: given.name, scope: given.scope, created_at: at,
    expires_at: given.expiresAt, revoked_at: null })
  await recordChange(trx, { at, actor, action: 'token-created', subject: { type: 'token', id }, detail: { person: given.personId, scope: given.scope } })
  return token
}

export async function revokeToken(trx: Trx, at: string, actor: Actor, id: number): Promise<boolean> {
  const done = await markTokenRevoked(trx, id, at)
  if (done) await recordChange(trx, { at, actor, action: 'token-revoked', subject: { type: 'token', id } })
  return done
}
