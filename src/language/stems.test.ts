import { describe, expect, test } from 'vitest'
import { northernSamiStem } from './northern-sami.ts'
import { isMarkedStem, stemWord } from './stems.ts'

describe('stems', () => {
  test('are marked by their language', () => {
    expect(stemWord('biblioteken', 'sv').bases).toEqual(['zsvbibliotek'])
    expect(stemWord('libraries', 'en').bases).toEqual(['zenlibrari'])
    expect(stemWord('girjjit', 'se').bases).toEqual(['zsegirj'])
    expect(stemWord('bibliotekene', 'no').bases).toEqual(['znobibliotek'])
    expect(['zsvbibliotek', 'zfikort'].map(isMarkedStem)).toEqual([true, true])
    expect(['kirja', 'zombi', 'zen'].map(isMarkedStem)).toEqual([false, false, true])
  })

  test('of hyphenated words are whole and in pieces', () => {
    expect(stemWord('e-böcker', 'sv')).toEqual({ known: true, bases: ['zsveböck', 'zsvebok'], parts: ['zsvböck', 'zsvbok'] })
    expect(stemWord('follow-up', 'en')).toEqual({ known: true, bases: ['zenfollowup'], parts: ['zenfollow', 'zenup'] })
  })

  test.each([
    ['en', 'child', 'children'], ['en', 'shelf', 'shelves'], ['en', 'write', 'written'], ['en', 'keep', 'kept'], ['sv', 'bok', 'böckerna'], ['sv', 'barnbok', 'barnböcker'], ['sv', 'huvudstad', 'huvudstäders'], ['sv', 'skriva', 'skrev'],
  ] as const)('in %s, %s meets its irregular form %s, which keeps its own stem', (lang, base, form) => {
    const [stem, ...others] = stemWord(base, lang).bases
    expect(others).toEqual([])
    expect(stemWord(form, lang).bases.slice(1)).toEqual([stem])
  })

  test('lose a Swedish ending after a colon and an English apostrophe', () => {
    expect(stemWord('eu:s', 'sv').bases).toEqual(stemWord('eu', 'sv').bases)
    expect(stemWord("library's", 'en').bases).toEqual(stemWord('libraries', 'en').bases)
  })

  test('lose the Swedish definite ending -et where it is one', () => {
    const stem = (word: string) => stemWord(word, 'sv').bases[0]
    expect(['biblioteket', 'bibliotekets', 'lånekortet'].map(stem)).toEqual(['bibliotek', 'bibliotek', 'lånekort'].map(stem))
    expect(['universitetet', 'paketet'].map(stem)).toEqual(['universitet', 'paket'].map(stem))
    expect(stem('paket')).not.toBe(stem('pak'))
  })

  test.each([['girji', 'girjjit'], ['girjerádju', 'girjerádjui'], ['mánná', 'mánát'], ['goahti', 'goađis'], ['čállit', 'čálán']])(
    'Northern Sámi %s meets %s', (one, other) => {
      expect(northernSamiStem(other)).toBe(northernSamiStem(one))
    })

  test('Northern Sámi words that differ stay apart', () => {
    expect(northernSamiStem('girji')).not.toBe(northernSamiStem('mánná'))
  })
})
