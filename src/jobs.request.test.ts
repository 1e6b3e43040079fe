import { expect, test } from 'vitest'
import { startJobs } from './jobs.ts'
import { testApp } from './testing/test-app.ts'

test('the scheduled work starts, and stops without waiting for the next time', async () => {
  const { app } = await testApp()
  await expect(startJobs(app).stop()).resolves.toBeUndefined()
})
