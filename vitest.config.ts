import { defineConfig } from 'vitest/config'

// Left to itself, vitest leaves one core alone: on two cores that is half of the time. Files share their worker's modules and the dictionary,
// since reading them anew for each file takes most of the time of the unit tests. What is polled for may take its time on a busy machine.
const shared = { maxWorkers: '100%', isolate: false, expect: { poll: { timeout: 20_000 } } }
/** Files that ask a real Meilisearch share it and its keys: one at a time. */
const requestWorkers = process.env['MEILI_URL'] ? 1 : shared.maxWorkers

/** Three lanes: unit (pure, fast), request (the real app over HTTP, in memory) and e2e (a real server and a real browser). */
export default defineConfig({
  test: {
    projects: [
      { test: { ...shared, name: 'unit', include: ['src/**/*.test.ts', 'db/**/*.test.ts', 'scripts/**/*.test.ts'], exclude: ['src/**/*.request.test.ts'], testTimeout: 30_000, hookTimeout: 30_000 } },
      { test: { ...shared, name: 'request', maxWorkers: requestWorkers, sequence: { groupOrder: 1 }, include: ['src/**/*.request.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 } },
      // each file has a server and a browser of its own beside its worker
      { test: { ...shared, name: 'e2e', maxWorkers: 2, sequence: { groupOrder: 2 }, include: ['e2e/**/*.test.ts'], testTimeout: 180_000, hookTimeout: 180_000 } },
    ],
  },
})
