import { expect, test } from 'vitest'
import { spokenForms } from './spoken-forms.ts'
import { testAnalyser } from './test-dictionary.ts'

const analyser = testAnalyser()

test.each([
  ['kirjastos', 'kirjasto'], ['hyllys', 'hylly'], ['tiskil', 'tiski'], ['kirjastost', 'kirjasto'], ['asiakkaalt', 'asiakas'], ['maksaaks', 'maksaa'], ['lainattais', 'lainata'],
  ['korttii', 'kortti'], ['kirjastoo', 'kirjasto'], ['kirjastois', 'kirjasto'], ['varauksii', 'varaus'],
])('a query in spoken Finnish is understood: %s', (spoken, base) => {
  expect(analyser.word(spoken, 'fi').bases).not.toContain(base)
  expect(analyser.queryWord(spoken).bases).toContain(base)
})

test('only what the dictionary has is taken, and a known word has no other forms', () => {
  expect(spokenForms('xyzzas')).toEqual(['xyzzassa', 'xyzzasi'])
  expect(analyser.queryWord('xyzzas').bases).not.toContain('xyzza')
  expect(analyser.queryWord('kaunis').bases).not.toContain('kauni')
  expect(spokenForms('las')).toEqual([])
})

test.each(['kirjastokorttiko', 'kirjastokorttikin', 'kirjastokorttihan', 'kirjastokorttinsa', 'kirjastokorttikaan'])('a question ending or a clitic does not hide the word: %s', (word) => {
  expect(analyser.queryWord(word)).toMatchObject({ known: true, bases: expect.arrayContaining(['kirjastokortti']) as string[] })
})
test.each([['voinkohan', 'voida'], ['täytyykö', 'täytyä'], ['saakohan', 'saada']])('a question ending or a clitic does not hide the verb: %s', (word, base) => { expect(analyser.queryWord(word).bases).toContain(base) })
