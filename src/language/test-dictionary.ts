import { fileURLToPath } from 'node:url'
import { type Analyser, createAnalyser } from './analyser.ts'
import { findDictionary } from './find-dictionary.ts'

/** The real Finnish dictionary, for tests only. */
export function testDictionary(): Uint8Array {
  const found = findDictionary({ setting: undefined, dataDir: fileURLToPath(new URL('../..', import.meta.url)) })
  if (!found) throw new Error('These tests need the Finnish dictionary db/mor.vfst: `npm test` fetches it (Debian\'s package voikko-fi)')
  return found.bytes
}

export function testAnalyser(): Analyser {
  return createAnalyser({ dictionary: testDictionary() })
}
