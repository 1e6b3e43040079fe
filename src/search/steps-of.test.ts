import { expect, test } from 'vitest'
import { prepareText } from '../content/prepare-text.ts'
import { stepsOf } from './steps-of.ts'

const html = (body: string) => prepareText({ title: 'Kortti', body, lang: 'fi', files: [] }).html

test('the steps of the asked section come as plain text', () => {
  const page = html('1. alku\n\n## Ensin\n\nTeksti.\n\n## Tee näin\n\n1. Pyydä **kortti** & [ohje](https://a.example/).\n2. Jatka <b>.\n\n## Lopuksi\n\n1. Kiitä.\n')
  expect(stepsOf(page, 'k-tee-nain')).toEqual(['Pyydä kortti & ohje .', 'Jatka .'].map((step) => expect.stringContaining(step.slice(0, 5))))
  expect(stepsOf(page, 'k-tee-nain').join(' ')).not.toMatch(/[<>]|&amp;|Kiitä/)
})

test('a section without a numbered list, and one that is not there, have no steps', () => {
  const page = html('## Ensin\n\n- luettelo\n\n## Tee näin\n\n1. Pyydä.\n')
  expect(stepsOf(page, 'k-ensin')).toEqual([])
  expect(stepsOf(page, 'k-ei-ole')).toEqual([])
})
