/**
 * The file format of Voikko's morphology (mor.vfst), an unweighted finite state transducer, little endian:
 *   16 bytes   u32 0x00013A6E, u32 0x000351FA, u8 "weighted" (0 here), padding
 *   symbols    u16 count, then that many NUL-terminated UTF-8 strings: the empty one, then @flag diacritics@, then single
 *              characters, then [tags]; padded to a multiple of 8 bytes
 *   cells      8 bytes each: u16 symbol in, u16 symbol out, u32 of which the low 24 bits are the target state and the high
 *              8 bits how many MORE cells the state has; 255 means that the count is the u32 at the start of the next cell
 * A state is the index of its first cell; states follow each other without gaps. Symbol in 0xFFFF: the word may end here.
 */
export interface DictionaryFile {
  symbols: string[]
  /** symbols from here on are characters and tags, before it the empty one and flags */
  firstCharacter: number
  characters: Map<string, number>
  /** by symbol number; undefined for the empty symbol */
  flags: (Flag | undefined)[]
  featureCount: number
  cells: DataView
}

/** A condition on (or a change of) a named feature; value 0 = not set, ANY_VALUE = whichever. */
export interface Flag { operation: 'P' | 'C' | 'U' | 'R' | 'D'; feature: number; value: number }
export const ANY_VALUE = 1
export const FINAL = 0xffff
export const CELL = 8

/** Reads and checks the whole file, so that looking words up needs no checks. Throws one Error that says what is wrong. */
export function readDictionaryFile(bytes: Uint8Array): DictionaryFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.byteLength < 18 || view.getUint32(0, true) !== 0x00013a6e || view.getUint32(4, true) !== 0x000351fa) {
    throw new Error('The Finnish dictionary is not a Voikko morphology (mor.vfst)')
  }
  if (view.getUint8(8) !== 0) throw new Error('The Finnish dictionary is a weighted transducer, which is not supported')
  const { symbols, end } = readSymbols(bytes, view.getUint16(16, true))
  const start = Math.ceil(end / CELL) * CELL
  const count = Math.floor((view.byteLength - start) / CELL)
  if (count < 1) throw new Error('The Finnish dictionary is cut short: it has no words')
  const cells = new DataView(bytes.buffer, bytes.byteOffset + start, count * CELL)
  checkCells(cells, count, symbols.length)
  return { symbols, cells, ...sortSymbols(symbols) }
}

function readSymbols(bytes: Uint8Array, count: number): { symbols: string[]; end: number } {
  const symbols: string[] = []
  let at = 18
  while (symbols.length < count) {
    const end = bytes.indexOf(0, at)
    if (end < 0) throw new Error('The Finnish dictionary is cut short: its symbols are incomplete')
    symbols.push(new TextDecoder().decode(bytes.subarray(at, end)))
    at = end + 1
  }
  return { symbols, end: at }
}

function sortSymbols(symbols: string[]): Omit<DictionaryFile, 'symbols' | 'cells'> {
  const characters = new Map<string, number>()
  const flags: DictionaryFile['flags'] = [undefined]
  const features = new Map<string, number>()
  const values = new Map([['', 0], ['@', ANY_VALUE]])
  const numberOf = (names: Map<string, number>, name: string) => names.get(name) ?? names.set(name, names.size).size - 1
  for (const [number, symbol] of symbols.entries()) {
    const [, operation, feature, value = '@'] = /^@([PCURD])\.([^.@]+)(?:\.([^.@]+))?@$/.exec(symbol) ?? []
    if (operation && feature) {
      if (flags.length !== number) throw new Error('The Finnish dictionary is damaged: its symbols are out of order')
      flags.push({ operation: operation as Flag['operation'], feature: numberOf(features, feature), value: numberOf(values, value) })
    } else if (/^.$/su.test(symbol)) characters.set(symbol, number)
  }
  return { characters, flags, firstCharacter: flags.length, featureCount: features.size }
}

/** Every state lies inside the file, every symbol exists, every target is the first cell of a state. */
function checkCells(cells: DataView, count: number, symbolCount: number): void {
  const damaged = () => new Error('The Finnish dictionary is damaged or cut short: its word table does not hold together')
  const isState = new Uint8Array(count)
  for (let state = 0; state < count; state += cellsOf(cells, state)) {
    isState[state] = 1
    if (moreCells(cells, state) === 255 && state + 1 >= count) throw damaged()
    if (state + cellsOf(cells, state) > count) throw damaged()
  }
  for (let state = 0; state < count; state += cellsOf(cells, state)) {
    const wide = moreCells(cells, state) === 255
    for (let cell = state; cell < state + cellsOf(cells, state); cell++) {
      if (wide && cell === state + 1) continue
      const symbol = cells.getUint16(cell * CELL, true)
      if (symbol === FINAL) continue
      if (symbol >= symbolCount || cells.getUint16(cell * CELL + 2, true) >= symbolCount || !isState[targetOf(cells, cell)]) throw damaged()
    }
  }
}

export function targetOf(cells: DataView, cell: number): number {
  return cells.getUint32(cell * CELL + 4, true) & 0xffffff
}

export function moreCells(cells: DataView, state: number): number {
  return cells.getUint8(state * CELL + 7)
}

/** How many cells a state takes, its overflow cell included. */
export function cellsOf(cells: DataView, state: number): number {
  const more = moreCells(cells, state)
  return more < 255 ? more + 1 : cells.getUint32((state + 1) * CELL, true) + 2
}
