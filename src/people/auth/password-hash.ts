import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { inHashQueue } from './hash-queue.ts'

/** OWASP's argon2id floor. A hash made with less is made anew at the next sign-in. */
const NOW = { memory: 19_456, passes: 2, parallelism: 1 }
const SALT_BYTES = 16, KEY_BYTES = 32
const argon2id = promisify(argon2).bind(null, 'argon2id')

type Parameters = typeof NOW
const derive = (password: string, nonce: Buffer, parameters: Parameters, tagLength: number) =>
  inHashQueue(() => argon2id({ message: Buffer.from(password, 'utf8'), nonce, tagLength, ...parameters }))

/** The password's argon2id hash as a PHC string. The bytes are hashed exactly as typed: never trimmed, cut or normalised. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  return encode(NOW, salt, await derive(password, salt, NOW, KEY_BYTES))
}

/** Whether the password is right. Without a stored hash the same work is done, so that the time does not tell who has an account. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const { salt, key, ...parameters } = decode(stored ?? NOBODY)
  const derived = await derive(password, salt, parameters, key.length)
  return timingSafeEqual(derived, key) && stored !== null
}

export function isWeakHash(stored: string): boolean {
  const { memory, passes } = decode(stored)
  return memory < NOW.memory || passes < NOW.passes
}

const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')
const encode = ({ memory, passes, parallelism }: Parameters, salt: Buffer, key: Buffer) =>
  `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(key)}`

function decode(phc: string): Parameters & { salt: Buffer; key: Buffer } {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(phc)
  if (!parts) throw new Error('a stored password hash cannot be read')
  const [, memory, passes, parallelism, salt, key] = parts as unknown as [string, string, string, string, string, string]
  return { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism), salt: Buffer.from(salt, 'base64'), key: Buffer.from(key, 'base64') }
}

const NOBODY = encode(NOW, randomBytes(SALT_BYTES), randomBytes(KEY_BYTES))
