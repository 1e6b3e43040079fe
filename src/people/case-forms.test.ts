import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { suggestForms, wrongForms, type NameForms } from './case-forms.ts'

type Forms = { nimi: string; genetiivi: string; missa: string; mihin: string; mista: string }
const all = JSON.parse(readFileSync('db/sample/municipalities.json', 'utf8')) as { forms: Forms; libraries: Forms[] }[]
const known = all.flatMap(({ forms, libraries }) => [forms, ...libraries]).map(({ nimi, genetiivi, missa, mihin, mista }): NameForms => ({ name: nimi, genitive: genetiivi, inside: missa, into_form: mihin, out_of: mista }))

test('the rule is right for nearly all names of municipalities and libraries; where one is on and not in, a person says so', () => {
  const wrong = known.filter((forms) => JSON.stringify(suggestForms(forms.name)) !== JSON.stringify(forms)).map(({ name }) => name)
  expect(wrong).toEqual(['Enontekiö', 'Posio', 'Ranua', 'Ylitornio'])
})

test('what the program brings is never taken for wrong', () => {
  expect(known.filter((forms) => wrongForms(forms).length > 0)).toEqual([])
})

test.each([
  [{ inside: 'Inari' }, ['inside']], [{ genitive: 'Inaria' }, ['genitive']], [{ inside: 'Inarilla' }, ['into_form', 'out_of']], [{ out_of: 'Sallasta' }, ['out_of']], [{ into_form: 'Inarille' }, ['into_form']],
])('%j is told', (change, wrong) => {
  expect(wrongForms({ name: 'Inari', genitive: 'Inarin', inside: 'Inarissa', into_form: 'Inariin', out_of: 'Inarista', ...change })).toEqual(wrong)
})

test('new names: a mobile library and a village', () => {
  expect(suggestForms('kirjastoauto Konsta')).toMatchObject({ genitive: 'kirjastoauto Konstan', inside: 'kirjastoauto Konstassa' })
  expect(suggestForms('Nellimin kirjasto').into_form).toBe('Nellimin kirjastoon')
})
