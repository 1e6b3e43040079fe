import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isMessageKey } from '../i18n/translate.ts'

test('every act that is written into the log has a word there', () => {
  const code = (readdirSync('src', { recursive: true }) as string[]).filter((file) => /(?<!\.test)\.ts$/.test(file)).map((file) => readFileSync(`src/${file}`, 'utf8'))
  const written = code.filter((text) => text.includes('recordChange(')).flatMap((text) => [...text.matchAll(/\baction: (?:[^,{}']*\? )?'([a-z-]+)'(?: : '([a-z-]+)')?, subject/g)]).flatMap(([, one, other]) => [one!, other ?? one!])
  expect(written.length).toBeGreaterThan(60)
  expect([...new Set(written)].filter((action) => !isMessageKey(`log.action.${action}`))).toEqual([])
})
