import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { AppContext } from './context.ts'
import { startJobs } from './jobs.ts'

beforeEach(() => { vi.useFakeTimers({ now: new Date('2026-11-26T08:00:00.000Z') }) })
afterEach(() => { vi.useRealTimers() })

test('a run that goes on is not started again, keeps no other job waiting, and is waited for at a stop', async () => {
  const ran: string[] = [], errors: unknown[] = []
  const { promise: long, resolve: end } = Promise.withResolvers<void>()
  const app = { log: { error: (said: unknown) => { errors.push(said) } } } as unknown as AppContext
  const jobs = startJobs(app, [
    { name: 'long', when: '* * * * *', run: () => { ran.push('long'); return long } },
    { name: 'short', when: '* * * * *', run: async () => { ran.push('short') } },
    { name: 'broken', when: '* * * * *', run: async () => { ran.push('broken'); throw new Error('broken') } },
    { name: 'at ten', when: '0 10 * * *', run: async () => { ran.push('ten by the Finnish clock') } },
    { name: 'first', when: '0 10 * * *', atOnce: true, run: async () => { ran.push('first') } },
  ])
  expect(ran.splice(0)).toEqual(['first'])
  await vi.advanceTimersByTimeAsync(90_000)
  expect(ran).toEqual(['long', 'short', 'broken'])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(ran).toEqual(['long', 'short', 'broken', 'short', 'broken'])
  expect(errors).toHaveLength(2)
  let isStopped = false
  const stopped = jobs.stop().then(() => { isStopped = true })
  await vi.advanceTimersByTimeAsync(300_000)
  expect([isStopped, ran.length]).toEqual([false, 5])
  end()
  await stopped
  vi.setSystemTime(new Date('2026-11-26T07:59:30.000Z'))
  const others = startJobs(app, [{ name: 'at ten', when: '0 10 * * *', run: async () => { ran.push('ten by the Finnish clock') } }])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(ran.at(-1)).toBe('ten by the Finnish clock')
  await others.stop()
})
