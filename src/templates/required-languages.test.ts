import { expect, test } from 'vitest'
import { concernsNetwork, languageStates, neededLanguages, type LanguageRule } from './required-languages.ts'
import type { Field } from './template-definition.ts'

const rovaniemi: LanguageRule = { name: 'Rovaniemi', languages: ['fi'] }
const utsjoki: LanguageRule = { name: 'Utsjoki', languages: ['fi', 'se'] }
const inari: LanguageRule = { name: 'Inari', languages: ['fi', 'se', 'smn', 'sms'] }
const toPublic = { audience: 'public' as const, recommended: ['en' as const], optional: ['sv' as const] }
const needs = (concerned: LanguageRule[], languages: Parameters<typeof neededLanguages>[0] = toPublic) =>
  neededLanguages(languages, concerned).map(({ language, need }) => `${language} ${need}`)

test('Finnish always; in Utsjoki also Northern Sámi; in Inari all three Sámi languages, in the order of the act', () => {
  expect(needs([rovaniemi])).toEqual(['fi required', 'sv optional', 'en recommended'])
  expect(needs([utsjoki])).toEqual(['fi required', 'se required', 'sv optional', 'en recommended'])
  expect(needs([inari])).toEqual(['fi required', 'se required', 'smn required', 'sms required', 'sv optional', 'en recommended'])
})

test('a notice of several municipalities needs the languages of each, and says whose', () => {
  expect(neededLanguages(toPublic, [rovaniemi, utsjoki, inari])).toContainEqual({ language: 'se', need: 'required', because: ['Utsjoki', 'Inari'] })
  expect(neededLanguages(toPublic, [rovaniemi, utsjoki, inari])).toContainEqual({ language: 'sms', need: 'required', because: ['Inari'] })
})

test('a message to the staff needs Finnish alone, and a recommended Sámi language becomes required where the act asks for it', () => {
  expect(needs([inari], { audience: 'staff', recommended: [], optional: ['sv'] })).toEqual(['fi required', 'sv optional'])
  expect(needs([rovaniemi], { ...toPublic, recommended: ['se'] })).toEqual(['fi required', 'se recommended', 'sv optional'])
  expect(needs([utsjoki], { ...toPublic, recommended: ['se'] })).toEqual(['fi required', 'se required', 'sv optional'])
})

test('a required language is told apart as missing; a stale one is there, and a recommended one is not required', () => {
  const states = languageStates(neededLanguages(toPublic, [inari]), new Map([['fi', 'present'], ['se', 'stale']]))
  expect(states.map(({ language, state }) => `${language} ${state}`))
    .toEqual(['fi present', 'se stale', 'smn missing', 'sms missing', 'sv missing', 'en missing'])
  expect(states.filter(({ need, state }) => need === 'required' && state === 'missing').map(({ language }) => language)).toEqual(['smn', 'sms'])
})

test('a template without a municipality concerns the whole network', () => {
  const field = (type: string) => ({ name: 'x', label: 'X', help: '', required: true, type }) as Field
  expect(concernsNetwork([field('text')])).toBe(true)
  expect(concernsNetwork([field('text'), field('municipality')])).toBe(false)
})
