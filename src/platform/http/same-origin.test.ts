import { expect, test } from 'vitest'
import type { Request, Response } from 'express'
import { sameOrigin } from './same-origin.ts'

const check = (method: string, headers: Record<string, string>) => {
  const req = { method, protocol: 'http', get: (name: string) => headers[name.toLowerCase()] } as unknown as Request
  let passed = false
  try { sameOrigin('https://laavu.example')(req, {} as Response, () => { passed = true }) } catch { /* refused */ }
  return passed
}

test('H-4: a write from our own pages passes, by Sec-Fetch-Site or by Origin', () => {
  expect(check('POST', { 'sec-fetch-site': 'same-origin' })).toBe(true)
  expect(check('POST', { 'sec-fetch-site': 'same-origin', origin: 'https://laavu.example' })).toBe(true)
  expect(check('POST', { origin: 'https://laavu.example' })).toBe(true)
})

test.each([
  [{}], [{ 'sec-fetch-site': 'cross-site' }], [{ 'sec-fetch-site': 'same-site' }], [{ 'sec-fetch-site': 'none' }], [{ origin: 'null' }], [{ origin: 'https://evil.example' }],
  [{ 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' }], [{ 'sec-fetch-site': 'cross-site', origin: 'https://laavu.example' }],
  [{ origin: 'https://laavu.example.evil.example' }], [{ origin: 'http://laavu.example' }],
])('H-4, H-5: a write with %j is refused', (headers) => {
  expect(check('POST', headers as Record<string, string>)).toBe(false)
  expect(check('DELETE', headers as Record<string, string>)).toBe(false)
})

test('reading is never refused', () => {
  expect(check('GET', { 'sec-fetch-site': 'cross-site' })).toBe(true)
})
