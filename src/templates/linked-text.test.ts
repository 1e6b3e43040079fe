import { expect, test } from 'vitest'
import { codesIn, linked } from './linked-text.ts'

test('codes of known items become links, others stay text', () => {
  const text = 'Tee ensin ohjeen VIE-02 toimet. Käytä pohjaa T02 tai T99.'
  expect(codesIn(text)).toEqual(['VIE-02', 'T02', 'T99'])
  expect(linked(text, new Map([['VIE-02', '/sivu/1'], ['T02', '/viestipohjat/2']]))).toEqual([
    { text: 'Tee ensin ohjeen ', href: null }, { text: 'VIE-02', href: '/sivu/1' }, { text: ' toimet. Käytä pohjaa ', href: null }, { text: 'T02', href: '/viestipohjat/2' },
    { text: ' tai T99.', href: null },
  ])
  expect(linked('T1 XVIE-02', new Map([['VIE-02', '/sivu/1']]))).toEqual([{ text: 'T1 XVIE-02', href: null }])
})
