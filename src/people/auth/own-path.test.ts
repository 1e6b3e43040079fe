import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ownPath } from './own-path.ts'

const HOST = 'https://laavu.example'
const stays = (path: string) => new URL(path, HOST).origin === HOST

const TRICKS = [
  '//evil.example', '///evil.example', '/\\evil.example', '\\\\evil.example', '/\t/evil.example', '/\n/evil.example', '\t//evil.example',
  ' //evil.example', '/ /evil.example', 'https:evil.example',
  'https://evil.example', 'http:/evil.example', 'javascript:alert(1)', 'data:text/html,x', '/%09/evil.example', '/%2f/evil.example',
  '/%5cevil.example', '/..//evil.example', '/a/..//evil.example', '/./\\evil.example',
  '/.//evil.example', '//laavu.example@evil.example', '/@evil.example', 'evil.example', '', '/\r\nSet-Cookie: x=1',
  '/sivu\r\nLocation: //evil.example', '/\u0000//evil.example', '/\u2028//evil.example', '//[::1]', '/a\\..\\\\evil.example',
]

test('H-9: after signing in one stays on this site, whatever the address asks for', () => {
  for (const trick of TRICKS) expect(stays(ownPath(trick)), JSON.stringify(trick)).toBe(true)
  const pieces = fc.array(fc.constantFrom('/', '\\', '.', '..', '%2f', '%5c', '%09', '\t', '\n', '\r', ' ', '@', ':', '?', '#', 'http:',
    'evil.example', 'sivu', '\u0000', '\u00a0', '/.', 'ä'), { maxLength: 12 })
  fc.assert(fc.property(pieces, (parts) => stays(ownPath(parts.join('')))), { numRuns: 3000 })
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => stays(ownPath(`/${text}`)) && stays(ownPath(text))), { numRuns: 1000 })
})

test('H-9: a path of our own is kept, with its query and its place on the page', () => {
  for (const path of ['/', '/sivu/12-kaukopalvelu?kieli=sv#maksut', '/haku?q=a%20b', '/selaa?kunta=inari&sivu=2']) expect(ownPath(path)).toBe(path)
  expect(ownPath('/haku?q=ä')).toBe('/haku?q=%C3%A4')
})

test('H-9: what is not a text, or is too long, leads to the front page', () => {
  for (const value of [undefined, null, 1, ['/a', '/b'], { a: 1 }, `/${'a'.repeat(3000)}`]) expect(ownPath(value)).toBe('/')
})
