import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readDictionaryFile } from './dictionary-file.ts'

const SYSTEM_DICTIONARY = '/usr/lib/voikko/5/mor-standard/mor.vfst'

export interface FoundDictionary { path: string; bytes: Uint8Array }

/**
 * The Finnish dictionary, Voikko's mor.vfst (4 MB): the one that the setting VOIKKO_DICTIONARY names, else the data folder's
 * db/mor.vfst, else the system's; null when there is none. Throws an Error when the setting names a file that is missing or no
 * dictionary; a damaged file in the other places is passed over.
 */
export function findDictionary(places: { setting: string | undefined; dataDir: string }): FoundDictionary | null {
  if (places.setting) return readNamed(places.setting)
  for (const path of [join(places.dataDir, 'db', 'mor.vfst'), SYSTEM_DICTIONARY]) {
    try {
      if (existsSync(path)) return readSound(path)
    } catch {
      // the next place may have a sound one
    }
  }
  return null
}

function readNamed(path: string): FoundDictionary {
  if (!existsSync(path)) throw new Error(`VOIKKO_DICTIONARY names a file that does not exist: ${path}`)
  try {
    return readSound(path)
  } catch (error) {
    throw new Error(`VOIKKO_DICTIONARY names a file that cannot be used: ${path} (${(error as Error).message})`, { cause: error })
  }
}

function readSound(path: string): FoundDictionary {
  const bytes = new Uint8Array(readFileSync(path)) // a Buffer's slice() would share its memory
  readDictionaryFile(bytes)
  return { path, bytes }
}
