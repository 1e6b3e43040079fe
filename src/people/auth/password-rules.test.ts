import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { passwordProblem } from './password-rules.ts'

const aino = { name: 'Aino Virtanen', email: 'aino.virtanen@rovaniemi.example' }
const problem = (password: string) => passwordProblem(password, aino)

test('A-2: passwords of 7 and 14 characters are refused with the reason, longer ones are taken', () => {
  expect(problem('kattila')).toBe('auth.passwordShort')
  expect(problem('vihreäkattilan')).toBe('auth.passwordShort')
  expect(problem('vihreäkattilans')).toBeNull()
  expect(problem('vihreä kattila tanssii jäällä')).toBeNull()
  expect(problem('xK9#mQ2$vL7@pR4')).toBeNull()
  expect(problem(`${'vihreä kattila tanssii jäällä, '.repeat(4)}ja hyppää`.slice(0, 128))).toBeNull()
  expect(problem('x'.repeat(1001))).toBe('auth.passwordLong')
})

test('A-2: length is counted in characters, also where one takes several bytes', () => {
  expect(problem('🐻🦌🐟🌲🔥⛺🎣')).toBe('auth.passwordShort')
  expect(problem('🐻🦌🐟🌲🔥⛺🎣🛶🌌🦉🍂🎿🛷🧦🥾')).toBeNull()
})

test('A-3: common passwords, keyboard rows, years and repeats are refused', () => {
  for (const password of [
    'passwordpassword', 'Password12345678', 'P@ssw0rdP@ssw0rd', 'salasana12345678', 'Salasana2026!!!', 'salasanasalasana', 'qwertyuiopasdfgh',
    '123456789012345', '1qaz2wsx3edc4rfv', 'q1w2e3r4t5y6u7i8',
    'aaaaaaaaaaaaaaaa', 'abcdefghijklmnop', 'iloveyouiloveyou', 'correct horse battery staple', 'kesäkuu2026kesäkuu', 'perkeleperkele123',
    'lösenordlösenord', 'asdfghjklöasdfghjklö', '98765432109876543210',
  ]) expect(problem(password), password).toBe('auth.passwordCommon')
})

test('A-3: names of the product, the libraries and the municipalities are refused', () => {
  for (const password of ['laavulaavulaavu', 'Laavu2026Laavu2026', 'rovaniemenkirjasto', 'Rovaniemi2026!!', 'lapinkirjasto123', 'kirjastonhoitaja',
    'Kirjasto1234567']) expect(problem(password), password).toBe('auth.passwordCommon')
  const municipalities = JSON.parse(readFileSync('db/sample/municipalities.json', 'utf8')) as { fi: string }[]
  for (const { fi } of municipalities) expect(problem(`${fi}n kirjasto 2026`), fi).toBe('auth.passwordCommon')
})

test('A-3: one’s own name and address are refused, and the same words by someone else are not', () => {
  expect(problem('Aino Virtanen 85')).toBe('auth.passwordOwn')
  expect(problem('ainovirtanenaino')).toBe('auth.passwordOwn')
  expect(passwordProblem('ainovirtanenainokukka', { name: 'Oula Näkkäläjärvi', email: 'oula@inari.example' })).toBeNull()
})

test('A-3: the examples of our own advice cannot be used', () => {
  for (const password of ['sateinen pulkka laulaa kellarissa', 'regnig pulka sjunger källare', 'rainy sledge sings downstairs',
    'Tule tulille. Tule tulille.']) expect(problem(password), password).toBe('auth.passwordCommon')
})

test('four words that do not belong together are taken', () => {
  for (const password of ['kissa juoksi metsään eilen', 'sininen polkupyörä nauraa hiljaa', 'hullunkurinen vesimeloni kirjastossa',
    'lumi poro susi karhu', 'blå katt dansar långsamt']) expect(problem(password), password).toBeNull()
})
