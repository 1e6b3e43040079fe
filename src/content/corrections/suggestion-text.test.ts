import { expect, test } from 'vitest'
import { shownChange, takenBody } from './suggestion-text.ts'

const BASE = '## A\n\nyksi\n\n## B\n\nkaksi\n'
test('a section is taken into a text whose other sections have changed or moved meanwhile', () => {
  const place = { from_line: 0, to_line: 4, text: '## A\n\nyksi ja puoli' }
  expect(takenBody(BASE, place, '## C\n\nuusi\n\n## A\n\nyksi\n\n## B\n\nkolme\n')).toEqual({ text: '## C\n\nuusi\n\n## A\n\nyksi ja puoli\n\n## B\n\nkolme\n', conflicts: [] })
  expect(takenBody(BASE, place, BASE.replace('yksi', 'eka')).conflicts).toEqual([{ line: 3, base: 'yksi\n', mine: 'yksi ja puoli\n', theirs: 'eka\n' }])
})

test('of a long text only what lies near a change is shown', () => {
  const lines = Array.from({ length: 40 }, (_, n) => `rivi ${n}\n`).join('')
  const shown = shownChange(lines, lines.replace('rivi 20', 'uusi rivi 20')), text = shown.map((part) => part.text).join('')
  expect(shown.filter(({ added }) => added).map((part) => part.text)).toEqual(['uusi '])
  expect([text.includes('rivi 18\n'), text.includes('rivi 22\n'), text.includes('rivi 5\n'), text.includes('rivi 35\n'), text.split('…\n')]).toEqual([true, true, false, false, expect.any(Array)])
  expect(text.split('\n').length).toBeLessThan(12)
})
