import { expect, test } from 'vitest'
import { holdsPrivateNumber } from '../edit-private-numbers.ts'
import { mayBePrivate } from './private-text.ts'

test.each(['131052-308T', 'hetu 131052A308T', '131052-308', '040 123 4567', '+358 40 123 4567', '(016) 322 3456', '0400-123456', '2123456789012', '2 1234 5678 90123', 'a.b@posti.example'])('%s may name a customer', (text) => {
  expect(mayBePrivate(text)).toBe(true)
})

test.each(['kirjastokortti', 'aukiolo 24.12.2026', 'klo 10-18', 'postinumero 99800', 'lomake 12 b', 'e-kirja 2', 'laki 1492/2016'])('%s does not', (text) => { expect(mayBePrivate(text)).toBe(false) })

test('a phone number may be written into a question, a personal identity code may not', () => {
  expect([holdsPrivateNumber('Soita 016 322 3456'), holdsPrivateNumber('131052-308T')]).toEqual([false, true])
})
