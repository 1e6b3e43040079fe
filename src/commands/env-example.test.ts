import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readConfig, SETTING_NAMES } from '../platform/config.ts'

const lines = readFileSync('.env.example', 'utf8').split('\n')
const settings = lines.flatMap((line, at) => { const found = /^#?([A-Z_]+)=(.*)$/.exec(line); return found ? [{ at, name: found[1]!, value: found[2]! }] : [] })

test('.env.example names every setting once, and no other', () => {
  expect(settings.map(({ name }) => name).sort()).toEqual([...SETTING_NAMES].sort())
})

test('every setting in it is explained right above', () => {
  for (const { at, name } of settings) if (name !== 'MEILI_KEY') expect(lines[at - 1], name).toMatch(/^# [A-Z].+|^# .+\.$/)
})

test('K-1, K-4: a copied example changes nothing, and its values are all usable but the key that is left empty', () => {
  expect(settings.every(({ at }) => lines[at]!.startsWith('#'))).toBe(true)
  expect(() => readConfig(Object.fromEntries(settings.map(({ name, value }) => [name, value])))).toThrow('MEILI_KEY')
  expect(readConfig(Object.fromEntries(settings.filter(({ name }) => !name.startsWith('MEILI')).map(({ name, value }) => [name, value]))).publicUrl).toBe('https://laavu.example.fi')
})

test('K-1, K-4: no setting is a signing secret: there is nothing to leave at a default or to rotate', () => {
  expect(SETTING_NAMES.filter((name) => /SECRET|SALT|PEPPER|SIGN|COOKIE/.test(name))).toEqual([])
  expect(() => readConfig({ MEILI_URL: 'http://127.0.0.1:7700', MEILI_KEY: 'short' })).toThrow('MEILI_KEY')
})

test('docs/operating.md lists every setting', () => {
  const text = readFileSync('docs/operating.md', 'utf8')
  for (const name of SETTING_NAMES) expect(text, name).toContain(`| \`${name}\` |`)
})
