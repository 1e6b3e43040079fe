import { defineConfig } from 'vitest/config'

/** Three lanes: unit (pure, fast), request (the real app over HTTP, in memory) and e2e (a real server and a real browser). */
export default defineConfig({
  test: {
    projects: [
      // unit files share their worker's modules and the dictionary: reading them anew for each file takes most of the time
      { test: { name: 'unit', isolate: false, include: ['src/**/*.test.ts', 'db/**/*.test.ts', 'scripts/**/*.test.ts'], exclude: ['src/**/*.request.test.ts'], testTimeout: 20_000 } },
      { test: { name: 'request', isolate: false, include: ['src/**/*.request.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 } },
      { test: { name: 'e2e', include: ['e2e/**/*.test.ts'], testTimeout: 180_000, hookTimeout: 180_000, fileParallelism: false } },
    ],
  },
})
