import { expect, test } from 'vitest'
import { readValue, showValue, type FactType } from './fact-types.ts'

test.each<[FactType, string, string, string]>([
  ['phone', ' 016  123 456 ', '016 123 456', '016 123 456'], ['email', 'Kirjasto@Inari.example', 'kirjasto@inari.example', 'kirjasto@inari.example'],
  ['price', '2,5 €', '2,50 €', '€2.50'], ['price', '0.20€ / päivä', '0,20 € / päivä', '€0.20 / päivä'], ['price', 'maksuton', '0,00 €', 'free of charge'],
  ['number', '2,5', '2.5', '2,5'], ['url', 'https://kirjasto.example/ajat', 'https://kirjasto.example/ajat', 'https://kirjasto.example/ajat'],
  ['address', 'Rantatie 1, 99800 Ivalo', 'Rantatie 1, 99800 Ivalo', 'Rantatie 1, 99800 Ivalo'],
  ['text', 'Kirjasto\r\nsv:Bibliotek', 'Kirjasto\nsv: Bibliotek', 'Kirjasto'], ['hours', 'Ma - Pe 10 - 18', 'ma–pe 10–18', 'Mon–Fri 10–18'],
])('%s: %j is kept as %j and shown in English as %j', (type, typed, value, shown) => {
  expect(readValue(type, typed)).toEqual({ ok: true, value })
  expect(showValue(type, value, '2026-11-25').en).toBe(shown)
})

test.each<[FactType, string, string]>([
  ['phone', 'soita meille', 'facts.phone.bad'], ['email', 'kirjasto@', 'facts.email.bad'], ['price', 'kaksi euroa', 'facts.price.bad'], ['price', '1 000 000 €', 'facts.price.bad'],
  ['url', 'javascript:alert(1)', 'facts.url.bad'], ['url', 'https://a@b.example', 'facts.url.bad'], ['number', '1e5', 'facts.number.bad'], ['address', 'Ivalo', 'facts.address.bad'],
  ['text', '', 'facts.value.missing'], ['text', 'a\u202Eb', 'facts.value.character'], ['phone', '016 123\n456 789', 'facts.value.oneLine'], ['text', 'a\nde: b', 'facts.text.versions'],
  ['text', 'x'.repeat(2001), 'facts.value.long'],
])('%s: %j is refused: %s', (type, typed, problem) => {
  expect(readValue(type, typed)).toMatchObject({ ok: false, problem })
})
