import { expect, test } from 'vitest'
import type { Field } from './template-definition.ts'
import { exampleInput, startingInput } from './template-input.ts'

const field = (name: string, more: object) => ({ name, label: name, help: '', required: false, type: 'text', ...more }) as Field
const fields = [
  field('puhelin', { fact: 'puhelin', default: '112', example: '016 000 000' }), field('osoite', { default: 'https://finna.fi' }),
  field('toimipiste', { fact: 'toimipiste' }), field('syy', { example: 'sähkökatko' }),
]

test('a new form holds the defaults, and the facts of the library before them', () => {
  expect(startingInput(fields, new Map())).toEqual({ puhelin: '112', osoite: 'https://finna.fi' })
  expect(startingInput(fields, new Map([['puhelin', '016 111 111'], ['muu', 'x']]))).toEqual({ puhelin: '016 111 111', osoite: 'https://finna.fi' })
  expect(startingInput(fields, new Map([['toimipiste', { fi: 'Pello' }]]))).toMatchObject({ toimipiste: { fi: 'Pello' } })
})

test('a preview holds the examples, and the defaults where there are none', () => {
  expect(exampleInput(fields)).toEqual({ puhelin: '016 000 000', osoite: 'https://finna.fi', syy: 'sähkökatko' })
})
