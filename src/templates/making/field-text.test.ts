import { expect, test } from 'vitest'
import { sampleTemplate } from '../fixtures/template-site.ts'
import { definitionOfWriting } from './definition-of-writing.ts'
import { choicesOfText, inputOfText, nameOf } from './field-text.ts'
import { writingOf } from './template-writing.ts'

const CODES = Array.from({ length: 15 }, (_, index) => `T${String(index + 1).padStart(2, '0')}`)

test.each(CODES)('%s is the same after it has been through the form', (code) => {
  const before = sampleTemplate(code), { template, problems } = definitionOfWriting(writingOf(before, before.title), before, before)
  expect(problems).toEqual([])
  const { follows, about, ...after } = template!
  for (const own of Object.values(about ?? {})) delete own.follows
  expect(Object.keys(follows!).sort()).toEqual(Object.keys(before.texts).filter((language) => language !== 'fi').sort())
  const inOrder = (languages: typeof before.languages) => ({ ...languages, recommended: languages.recommended.toSorted(), optional: [] })
  expect({ ...after, about, languages: inOrder(after.languages), texts: JSON.parse(JSON.stringify(after.texts)) }).toEqual({ ...before, languages: inOrder(before.languages), texts: trimmed(before.texts) })
})
const trimmed = (texts: object) => JSON.parse(JSON.stringify(texts, (_key, value: unknown) => (typeof value === 'string' ? value.trim() : value))) as object

test('a value in several languages may run over lines, and begins in Finnish', () => {
  const field = { name: 'a', label: 'A', help: '', required: true, type: 'longtext', localized: true } as const
  expect(inputOfText(field, 'ensin\ntoinen\nen: first\nsecond\nsv:')).toEqual({ fi: 'ensin\ntoinen', en: 'first\nsecond' })
  expect(inputOfText(field, ' \n ')).toBeUndefined()
})

test('a choice may be just its word, or a value with its names', () => {
  expect(choicesOfText('Sähkökatko\nvesi | fi: vesivahinko | en: water damage')).toEqual([
    { value: 'sahkokatko', labels: { fi: 'Sähkökatko' } }, { value: 'vesi', labels: { fi: 'vesivahinko', en: 'water damage' } },
  ])
  expect(nameOf('1. Arvioitu avaus!')).toBe('arvioitu_avaus')
})
