import { expect, test } from 'vitest'
import { createLog } from './log.ts'

function logged(event: Record<string, unknown>, message = 'answered') {
  let out = ''
  createLog('info', { write: (line: string) => { out += line } }).info(event, message)
  return out
}
const lines = (out: string) => out.split(/[\n\r\u2028\u2029\u0085]/).filter((line) => line !== '')

test.each([
  ['line breaks', 'a\r\n{"level":60,"msg":"forged"}\n\rb\u0085c\u2028d\u2029e'], ['ANSI escapes', '\u001b[2J\u001b]0;x\u0007 \u009b31m \u007f\b'],
  ['JSON breakers', '"},{"level":60}\\"\\\\ \0 \ud800'], ['signs that turn text around', 'a\u202eb\u2066c'],
])('L-2: %s in what is logged stay inside one JSON line, escaped', (_what, text) => {
  const out = logged({ agent: text }, `seen ${text}`)
  expect(lines(out)).toHaveLength(1)
  expect(out.slice(0, -1)).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u)
  expect(JSON.parse(out)).toMatchObject({ level: 30, agent: text, msg: `seen ${text}` })
})

test.each([
  ['a megabyte in one field', { agent: 'x'.repeat(1_000_000), id: 'abc' }, { id: 'abc' }], ['a megabyte of control characters', { agent: '\u009b'.repeat(1_000_000), id: 'abc' }, {}],
  ['a text that grows by being escaped', { agent: '\u009b'.repeat(4_000), id: 'abc' }, { id: 'abc' }], ['a megabyte in many fields', Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`f${n}`, 'ä'.repeat(500)])), { cut: true }],
  ['an error with a long message', { err: new Error('y'.repeat(1_000_000)), id: 'abc' }, { id: 'abc' }],
])('L-2: %s is one JSON line of at most 8 kB', (_what, event, kept) => {
  const out = logged(event)
  expect(lines(out)).toHaveLength(1)
  expect(Buffer.byteLength(out)).toBeLessThanOrEqual(8_192)
  expect(JSON.parse(out)).toMatchObject({ level: 30, msg: 'answered', ...kept })
})

test('a line of a usual length is as it was', () => {
  expect(logged({ id: 'abc', path: '/haku?q=tiedote' })).toMatch(/^\{"level":30,"time":\d+,"id":"abc","path":"\/haku\?q=tiedote","msg":"answered"\}\n$/)
})
