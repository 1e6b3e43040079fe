import { expect, test } from 'vitest'
import { countSms, normalizeSms } from './sms.ts'
import smsCases from './sms-cases.json' with { type: 'json' }

interface Case { id: string; title: string; text?: string; parts?: (string | number)[][]; encoding: string; units: number; segments: number }
const cases: Case[] = [...smsCases.cases, ...smsCases.edge_cases]

test.each(cases)('$id $title', ({ text, parts, encoding, units, segments }) => {
  const message = text ?? parts!.map(([piece, times]) => String(piece).repeat(Number(times))).join('')
  expect(countSms(message)).toMatchObject({ encoding, units, parts: segments })
})

test('the places left are counted in the last part', () => {
  expect(countSms('').left).toBe(160)
  expect(countSms('a'.repeat(160)).left).toBe(0)
  expect(countSms('a'.repeat(161)).left).toBe(153 - 8)
  expect(countSms('č'.repeat(71)).left).toBe(67 - 4)
})

test('the characters that cut the limit are named', () => {
  expect(countSms('Anár 10–18 Anár').forcing).toEqual(['á', '–'])
})

test('typography is made plain, so that 160 characters fit, and Sámi letters are kept', () => {
  const text = 'Auki 10–18 – ”Inari” ja Inari’n… 016\u00A0000\u202F000\u00AD'
  expect(normalizeSms(text)).toBe('Auki 10-18 - "Inari" ja Inari\'n... 016 000 000')
  expect(countSms(text).encoding).toBe('UCS-2')
  expect(countSms(normalizeSms(text)).encoding).toBe('GSM-7')
  expect(normalizeSms('Anár a\u0308')).toBe('Anár ä')
})
