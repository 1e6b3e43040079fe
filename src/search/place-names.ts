import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { OtherWord } from './other-words.ts'

const FILE = path.resolve(import.meta.dirname, '../../db/sample/municipalities.json')

/** Municipalities by their names in Swedish and the Sámi languages: Aanaar, Anár and Enare are Inari. As written only, since names of other languages have no rules here. */
export function placeNames(): OtherWord[] {
  const places = JSON.parse(readFileSync(FILE, 'utf8')) as Record<'fi' | 'sv' | 'se' | 'smn' | 'sms', string>[]
  return places.flatMap(({ fi, ...names }) => (['sv', 'se', 'smn', 'sms'] as const).map((lang) => names[lang]).filter((name) => name && name !== fi)
    .map((typed): OtherWord => ({ lang: 'fi', typed, said: [fi] })))
}
