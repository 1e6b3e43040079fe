import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { sweepUploads } from './receive-upload.ts'

const uploadsDir = mkdtempSync(path.join(tmpdir(), 'laavu-sweep-'))
afterAll(() => { rmSync(uploadsDir, { recursive: true }) })

test('U-3: what a power cut has left of an upload is swept after a day; a newer one and stored files stay', async () => {
  const now = new Date('2026-05-05T12:00:00.000Z'), at = (name: string, hoursAgo: number) => {
    const folder = path.join(uploadsDir, name), time = new Date(now.getTime() - hoursAgo * 3_600_000)
    mkdirSync(folder)
    writeFileSync(path.join(folder, 'a'), 'x')
    utimesSync(folder, time, time)
    return folder
  }
  const [old, going, stored] = [at('.upload-old', 25), at('.upload-going', 1), at('ab', 1000)]
  await sweepUploads({ config: { uploadsDir } as Parameters<typeof sweepUploads>[0]['config'], now: () => now })
  expect([old, going, stored].map((folder) => existsSync(folder))).toEqual([false, true, true])
})
