import { expect, test } from 'vitest'
import { collide } from '../testing/collide.ts'
import { testApp } from '../testing/test-app.ts'

// the whole of it (64 × 200) is `node e2e/collide-run.ts`
const EDITORS = 16, SAVES = 10

test('R12: 16 editors × 10 saves of one page, half of them stale: no word is lost, and every save that came second is told so', async () => {
  const { app, site } = await testApp(), { saved, conflicts, revisions, lost } = await collide(app, site, { editors: EDITORS, saves: SAVES, atOnce: 2 })
  expect(lost).toEqual([])
  expect([saved, revisions]).toEqual([EDITORS * SAVES, EDITORS * SAVES + 1])
  expect(conflicts).toBeGreaterThan(saved / 4)
})
