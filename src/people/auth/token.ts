import { hash, randomBytes } from 'node:crypto'

/**
 * A session, a one-time link and an API token are each 256 random bits, of which the database keeps only the SHA-256. Nothing is signed,
 * so there is no secret in the settings that could be weak, leak or need changing.
 */
export function newToken(prefix = ''): { token: string; hash: Buffer } {
  const token = prefix + randomBytes(32).toString('base64url')
  return { token, hash: hashToken(token) }
}

export const hashToken = (token: string): Buffer => hash('sha256', token, 'buffer')

export const isToken = (value: unknown): value is string => typeof value === 'string' && /^[\w-]{43}$/.test(value)
