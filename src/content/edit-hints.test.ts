import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textHints } from './edit-hints.ts'
import { cardNumber, identityCode } from './edit-private-numbers.ts'

test('a skipped heading level, a picture without words, a vague link and a very long sentence are pointed out with their lines', () => {
  const long = Array.from({ length: 31 }, () => 'sana').join(' ')
  expect(textHints(`## Ensin\n\n#### Sitten\n\n![](kuva.png) ja [Klikkaa tästä](laavu:A)\n\n${long}.`)).toEqual([
    { kind: 'heading', line: 3, from: 2, to: 4 }, { kind: 'alt', line: 5 }, { kind: 'link', line: 5, text: 'Klikkaa tästä' }, { kind: 'sentence', line: 7, words: 31 },
  ])
})

test('a good text has no hints; code, tables and lists are not read as sentences', () => {
  const list = Array.from({ length: 40 }, (_, i) => `${i + 1}. Avaa ovi`).join('\n')
  expect(textHints(`## Ensin\n\n### Ovi\n\n${list}\n\n![Ovi](ovi.png)\n\n[Avaamisen ohje](laavu:A)\n\n\`\`\`\n#### ei otsikko [tästä](x)\n\`\`\`\n\n| a | b |\n|---|---|`)).toEqual([])
})

test('a sentence that goes on over many lines is one sentence', () => {
  expect(textHints(Array.from({ length: 8 }, () => 'viisi sanaa on tällä rivillä').join('\n'))).toEqual([{ kind: 'sentence', line: 1, words: 40 }])
})

test.each([['131052-308T', true], ['131052-308U', false], ['kortti 131052A308T.', true], ['010594Y9032', true], ['451352-308T', false], ['x131052-308T', false], ['131052-308', false]])(
  'a personal identity code in “%s”: %s', (text, found) => expect(identityCode(text)).toBe(found))

test.each([['Kortti 20012345678901', true], ['2001 2345 6789', true], ['ISBN 9789511234567', false], ['+358 40 123 4567 89', false], ['016 322 2463', false], ['FI2112345600000785', false], ['https://x.fi/20012345678901', false], ['[a](/x/20012345678901)', false]])(
  'a card number in “%s”: %s', (text, found) => expect(cardNumber(text)).toBe(found))

test('whatever is typed, hints come quickly and point at lines that exist', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('#', '## ', '[', '](', '![', ')', '\n', '`', '1', 'a ', '.', '|', '-')).map((parts) => parts.join('')), (text) => {
    for (const { line } of textHints(text)) expect(line).toBeLessThanOrEqual(text.split('\n').length)
  }))
  for (const piece of ['[', '![](', '1 ', '# ', 'a.', '131052-308', '](']) expect(textHints(piece.repeat(200_000)).length).toBeLessThanOrEqual(30)
})
