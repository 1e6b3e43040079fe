import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testDictionary } from './test-dictionary.ts'
import { createLookup, stepsForOneWord } from './transducer.ts'

const dictionary = testDictionary()
const lookup = createLookup(dictionary)

describe('the dictionary', () => {
  test('gives every analysis of a word, and none for a word that it does not know', () => {
    expect(lookup('kuusi', stepsForOneWord())).toEqual([
      '[Ln][Xp]kuu[X]kuu[Sn][Ny][O2y]si', '[Ln][Xp]kuusi[X]kuus[Sn][Ny]i', '[Lu][Xp]kuusi[X]kuu[Sn][Ny]si',
    ])
    expect(lookup('kuusx', stepsForOneWord())).toEqual([])
    expect(lookup('你好', stepsForOneWord())).toEqual([])
  })

  test('stops when the budget of steps is spent', () => {
    const word = `${'uitto'.repeat(20)}`
    const budget = stepsForOneWord()
    lookup(`${word}x`, budget)
    expect(budget.steps).toBeLessThan(0)
    expect(budget.steps).toBeGreaterThan(-10_000)
    expect(lookup('kortti', { steps: 10 })).toEqual([])
    expect(lookup('kortti', stepsForOneWord())).toHaveLength(1)
  })

  test('gives at most 16 analyses of a word of the longest length', () => {
    for (const word of ['suo'.repeat(33), 'kala'.repeat(25), 'ala'.repeat(33), 'a'.repeat(100)]) {
      expect(lookup(word, stepsForOneWord()).length).toBeLessThanOrEqual(16)
    }
  })
})

describe('a file that is no sound dictionary is refused with one clear Error', () => {
  const refusal = /^The Finnish dictionary (is|has) /

  test('empty, random and foreign files', () => {
    for (const bytes of [new Uint8Array(), new Uint8Array(100), new TextEncoder().encode('<html>404 Not Found</html>')]) {
      expect(() => createLookup(bytes)).toThrow('The Finnish dictionary is not a Voikko morphology (mor.vfst)')
    }
  })

  test('a weighted one', () => {
    const weighted = dictionary.slice()
    weighted[8] = 1
    expect(() => createLookup(weighted)).toThrow('weighted')
  })

  test('one cut short anywhere', () => {
    for (const length of [10, 17, 18, 500, 3000, 4000, 100_000, 1_000_000, 3_978_000]) {
      expect(() => createLookup(dictionary.slice(0, length)), `${length} bytes`).toThrow(refusal)
    }
  })

  test('one with other bytes anywhere is refused, or answers without throwing and without end', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(dictionary.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }), (changes) => {
      const damaged = dictionary.slice()
      for (const [at, byte] of changes) damaged[at] = byte
      let damagedLookup
      try {
        damagedLookup = createLookup(damaged)
      } catch (error) {
        expect((error as Error).message).toMatch(refusal)
        return
      }
      for (const word of ['kirjastokorttia', 'myöhästymismaksuista']) expect(damagedLookup(word, stepsForOneWord()).length).toBeLessThanOrEqual(16)
    }), { numRuns: 30 })
  })
})

/** symbol in, symbol out, target, how many more cells the state has */
type Cell = [number, number, number, number]

function build(symbols: string[], cells: Cell[]): Uint8Array {
  const names = new TextEncoder().encode(symbols.map((symbol) => `${symbol}\0`).join(''))
  const start = Math.ceil((18 + names.length) / 8) * 8
  const bytes = new Uint8Array(start + cells.length * 8)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, 0x00013a6e, true)
  view.setUint32(4, 0x000351fa, true)
  view.setUint16(16, symbols.length, true)
  bytes.set(names, 18)
  for (const [index, [symbolIn, symbolOut, target, more]] of cells.entries()) {
    view.setUint16(start + index * 8, symbolIn, true)
    view.setUint16(start + index * 8 + 2, symbolOut, true)
    view.setUint32(start + index * 8 + 4, target + more * 2 ** 24, true)
  }
  return bytes
}

describe('a small dictionary', () => {
  const FINAL = 0xffff
  const SYMBOLS = ['', '@P.X.ON@', '@R.X@', '@D.X@', '@U.X.ON@', '@U.X.OFF@', '@C.X@', 'a', 'b', '[Ln]']
  const symbol = (name: string) => SYMBOLS.indexOf(name)
  const analyses = (word: string, cells: Cell[]) => createLookup(build(SYMBOLS, cells))(word, stepsForOneWord())

  test('writes what its transitions write', () => {
    const cells: Cell[] = [[symbol('a'), symbol('[Ln]'), 1, 0], [symbol('b'), symbol('a'), 2, 0], [FINAL, 0, 0, 0]]
    expect(analyses('ab', cells)).toEqual(['[Ln]a'])
    expect(analyses('a', cells)).toEqual([])
    expect(analyses('abb', cells)).toEqual([])
  })

  test('reads a state whose number of cells stands in the next cell', () => {
    const cells: Cell[] = [[symbol('a'), 0, 4, 255], [2, 0, 0, 0], [symbol('b'), 9, 4, 0], [symbol('[Ln]'), 0, 4, 0], [FINAL, 0, 0, 0]]
    expect(analyses('b', cells)).toEqual(['[Ln]'])
  })

  test.each([
    ['@R.X@', false], ['@D.X@', true], ['@U.X.ON@', true], ['@P.X.ON@', true], ['@C.X@', true],
  ])('%s alone lets a word through: %s', (flag, through) => {
    expect(analyses('a', [[symbol(flag), 0, 1, 0], [symbol('a'), 9, 2, 0], [FINAL, 0, 0, 0]])).toEqual(through ? ['[Ln]'] : [])
  })

  test.each([
    ['@R.X@', true], ['@D.X@', false], ['@U.X.ON@', true], ['@U.X.OFF@', false], ['@C.X@', true],
  ])('after the feature is set, %s lets a word through: %s', (flag, through) => {
    const cells: Cell[] = [[symbol('@P.X.ON@'), 0, 1, 0], [symbol(flag), 0, 2, 0], [symbol('a'), 9, 3, 0], [FINAL, 0, 0, 0]]
    expect(analyses('a', cells)).toEqual(through ? ['[Ln]'] : [])
  })

  test('forgets a feature when it tries another way', () => {
    const cells: Cell[] = [
      [symbol('@P.X.ON@'), 0, 2, 1], [symbol('@D.X@'), 0, 3, 0], [symbol('b'), 0, 4, 0], [symbol('a'), 9, 4, 0], [FINAL, 0, 0, 0],
    ]
    expect(analyses('a', cells)).toEqual(['[Ln]'])
  })

  test('that leads in circles without reading a letter ends', () => {
    expect(analyses('a', [[0, 0, 0, 0]])).toEqual([])
  })

  test.each<[string, Cell[]]>([
    ['a state that runs over the end', [[symbol('a'), 0, 0, 1]]],
    ['a missing count', [[symbol('a'), 0, 0, 255]]],
    ['a target that does not exist', [[symbol('a'), 0, 7, 0]]],
    ['a target inside a state', [[symbol('a'), 0, 1, 1], [symbol('b'), 0, 0, 0]]],
    ['a symbol that does not exist', [[99, 0, 0, 0]]],
    ['an output that does not exist', [[symbol('a'), 99, 0, 0]]],
  ])('with %s is refused', (_, cells) => {
    expect(() => createLookup(build(SYMBOLS, cells))).toThrow('The Finnish dictionary is damaged or cut short')
    expect(() => createLookup(build(SYMBOLS, [[symbol('a'), 0, 0, 0]]))).not.toThrow()
  })

  test('with flags after its letters is refused', () => {
    expect(() => createLookup(build(['', 'a', '@P.X.ON@'], [[1, 0, 0, 0]]))).toThrow('out of order')
  })
})
