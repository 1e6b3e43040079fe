import { expect, test } from 'vitest'
import { changedParts } from './what-changed.ts'

const words = (before: string, after: string) => changedParts(before, after).map(({ heading, parts }) => [heading, parts.map(({ text, removed, added }) => (removed ? `-${text}-` : added ? `+${text}+` : text)).join('').trim()])

test('only changed lines are shown, under their heading', () => {
  const text = '## Ensin\n\nPyydä passi.\n\nPysyy.\n\n## Sitten\n\nAnna kortti.\n'
  expect(words(text, text.replace('passi', 'ajokortti'))).toEqual([['Ensin', 'Pyydä -passi-+ajokortti+.']])
  expect(words(text, text.replace('Anna', 'Ojenna').replace('Pyydä', 'Kysy'))).toEqual([['Ensin', '-Pyydä-+Kysy+ passi.'], ['Sitten', '-Anna-+Ojenna+ kortti.']])
})
test('nothing changed, nothing shown; a changed heading is a change', () => {
  expect(words('a\nb', 'a\nb')).toEqual([])
  expect(words('## Ensin\n\na', '## Aluksi\n\na')).toEqual([['', '## -Ensin-+Aluksi+']])
})
test('the signs of Markdown are left out, unless they are all that changed', () => {
  expect(words('**Kenelle:** [kaikille](laavu:A)', '**Kenelle:** [monelle](laavu:A)')).toEqual([['', 'Kenelle: -kaikille-+monelle+']])
  expect(words('> Kysy passi.', '> Kysy ajokortti.')).toEqual([['', 'Kysy -passi-+ajokortti+.']])
  expect(words('Kysy.', '> Kysy.')[0]![1]).toContain('+> +')
  expect(words('[kortti](laavu:A)', '[kortti](laavu:B)')[0]![1]).toContain('-A-+B+')
})
