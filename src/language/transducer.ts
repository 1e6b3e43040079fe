import { ANY_VALUE, CELL, cellsOf, FINAL, type Flag, moreCells, readDictionaryFile, targetOf } from './dictionary-file.ts'

/** What one word may cost, its guesses included: real Finnish needs at most 9,000 steps, made-up words without an end to them exist. */
export interface Budget { steps: number }
export const stepsForOneWord = (): Budget => ({ steps: 100_000 })

const MOST_ANALYSES = 16
/** A damaged file may hold loops that read no letter. */
const DEEPEST = 800

/**
 * Every analysis that the dictionary has for a lower-cased word, as Voikko's tagged strings (see read-analysis.ts); none for an
 * unknown word. At most 16 analyses, and none further when the budget is spent.
 */
export type Lookup = (word: string, budget: Budget) => string[]

/** Throws an Error when the bytes are not a sound mor.vfst. */
export function createLookup(dictionary: Uint8Array): Lookup {
  const { symbols, characters, flags, firstCharacter, featureCount, cells } = readDictionaryFile(dictionary)
  const features = new Int32Array(featureCount)
  let letters: number[] = []
  let output: number[] = []
  let found: string[] = []
  let budget: Budget = { steps: 0 }

  function follow(cell: number, position: number, depth: number): void {
    const symbol = cells.getUint16(cell * CELL + 2, true)
    const written = symbol >= firstCharacter
    if (written) output.push(symbol)
    walk(targetOf(cells, cell), position, depth + 1)
    if (written) output.pop()
  }

  function walk(state: number, position: number, depth: number): void {
    if (depth > DEEPEST) return
    const wanted = letters[position] ?? -1
    const end = state + cellsOf(cells, state)
    const wide = moreCells(cells, state) === 255
    for (let cell = state; cell < end; cell++) {
      if (wide && cell === state + 1) continue
      if (--budget.steps < 0 || found.length >= MOST_ANALYSES) return
      const symbol = cells.getUint16(cell * CELL, true)
      if (symbol === FINAL) {
        if (position === letters.length) found.push(output.map((number) => symbols[number]).join(''))
      } else if (symbol >= firstCharacter) {
        if (symbol > wanted) return // cells are sorted by their symbol
        if (symbol === wanted) follow(cell, position + 1, depth)
      } else {
        const flag = flags[symbol]
        if (!flag) follow(cell, position, depth)
        else followFlag(cell, flag, position, depth)
      }
    }
  }

  function followFlag(cell: number, flag: Flag, position: number, depth: number): void {
    const before = features[flag.feature] ?? 0
    const after = applyFlag(flag, before)
    if (after < 0) return
    features[flag.feature] = after
    follow(cell, position, depth)
    features[flag.feature] = before
  }

  return (word, wordBudget) => {
    letters = []
    for (const character of word) {
      const number = characters.get(character)
      if (number === undefined) return []
      letters.push(number)
    }
    features.fill(0)
    output = []
    found = []
    budget = wordBudget
    walk(0, 0, 0)
    return found
  }
}

/** The feature's new value, or -1 when the flag forbids the way. */
function applyFlag({ operation, value }: Flag, current: number): number {
  switch (operation) {
    case 'P': return value
    case 'C': return 0
    case 'U': return current === 0 || current === value ? value : -1
    case 'R': return (value === ANY_VALUE ? current !== 0 : current === value) ? current : -1
    case 'D': return (value === ANY_VALUE ? current !== 0 : current === value) ? -1 : current
  }
}
