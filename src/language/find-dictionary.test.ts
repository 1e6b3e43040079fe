import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { findDictionary } from './find-dictionary.ts'
import { testDictionary } from './test-dictionary.ts'

const folder = mkdtempSync(join(tmpdir(), 'laavu-dictionary-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, bytes)
  return path
}

const sound = file('sound.vfst', testDictionary())
const nowhere = join(folder, 'nowhere')
const withDictionary = join(folder, 'data')
file('data/db/mor.vfst', testDictionary())
file('broken/db/mor.vfst', testDictionary().slice(0, 1000))

describe('findDictionary', () => {
  test('takes the file of the setting before any other', () => {
    const found = findDictionary({ setting: sound, dataDir: withDictionary })
    expect(found?.path).toBe(sound)
    expect(found?.bytes.length).toBe(testDictionary().length)
  })

  test('takes the data folder\'s file without a setting', () => {
    expect(findDictionary({ setting: undefined, dataDir: withDictionary })?.path).toBe(join(withDictionary, 'db', 'mor.vfst'))
    expect(findDictionary({ setting: '', dataDir: withDictionary })?.path).toBe(join(withDictionary, 'db', 'mor.vfst'))
  })

  test('finds no dictionary of the data folder where it is missing or broken', () => {
    for (const dataDir of [nowhere, join(folder, 'broken')]) {
      expect(findDictionary({ setting: undefined, dataDir })?.path ?? '').not.toContain(folder)
    }
    expect(findDictionary({ setting: undefined, dataDir: withDictionary })?.path).toContain(folder)
  })

  test('says which setting is wrong when its file is missing or no dictionary', () => {
    const asked = (setting: string) => () => findDictionary({ setting, dataDir: withDictionary })
    expect(asked(nowhere)).toThrow(`VOIKKO_DICTIONARY names a file that does not exist: ${nowhere}`)
    expect(asked(file('text.vfst', 'not a dictionary'))).toThrow(
      /^VOIKKO_DICTIONARY names a file that cannot be used: .*text\.vfst \(The Finnish dictionary is not a Voikko morphology/)
    expect(asked(folder)).toThrow(/^VOIKKO_DICTIONARY names a file that cannot be used: /)
  })
})
