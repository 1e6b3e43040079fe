import { expect, test } from 'vitest'
import { HttpError } from '../../platform/http/errors.ts'
import { AT_ONCE, inHashQueue, WAITING_AT_MOST } from './hash-queue.ts'
import { hashPassword, isPassword, isWeakHash } from './password-hash.ts'

test('A-7: a password is stored as an argon2id hash with 19 MiB and two passes, salted each time', async () => {
  const [first, second] = [await hashPassword('vihreä kattila'), await hashPassword('vihreä kattila')]
  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  expect(first).not.toBe(second)
  expect(isWeakHash(first)).toBe(false)
  expect(isWeakHash(first.replace('m=19456', 'm=4096'))).toBe(true)
  expect(isWeakHash(first.replace('t=2', 't=1'))).toBe(true)
})

test('A-2: a password is verified byte for byte: blanks, case, the last of 128 characters and the form of letters count', async () => {
  const typed = ` ä${'x'.repeat(125)}z`, stored = await hashPassword(typed)
  expect(await isPassword(typed, stored)).toBe(true)
  for (const other of [typed.trim(), `${typed} `, typed.toUpperCase(), `${typed.slice(0, -1)}y`, typed.slice(0, 72),
    typed.normalize('NFD')]) expect(await isPassword(other, stored)).toBe(false)
})

test('A-1: without an account the same work is done, and nothing is right', async () => {
  expect(await isPassword('vihreä kattila', null)).toBe(false)
})

test('A-6: at most two hashes run at once, a few wait, and the rest are turned away at once', async () => {
  let running = 0, most = 0
  const work = () => inHashQueue(async () => {
    most = Math.max(most, ++running)
    await new Promise((resolve) => { setTimeout(resolve, 2) })
    running -= 1
  })
  const results = await Promise.allSettled(Array.from({ length: 50 }, work))
  expect(most).toBe(AT_ONCE)
  expect(AT_ONCE).toBeLessThanOrEqual(2)
  const turnedAway = results.filter((result) => result.status === 'rejected').map((result) => result.reason as HttpError)
  expect(turnedAway).toHaveLength(50 - AT_ONCE - WAITING_AT_MOST)
  expect(turnedAway[0]).toMatchObject({ status: 503, headers: { 'Retry-After': '5' } })
  await expect(work()).resolves.toBeUndefined()
})

test('a hash that fails gives its place to the next', async () => {
  const failing = () => inHashQueue(() => Promise.reject(new Error('out of memory')))
  await Promise.allSettled([failing(), failing(), failing()])
  await expect(inHashQueue(() => Promise.resolve('done'))).resolves.toBe('done')
})
