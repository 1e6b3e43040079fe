import { readFileSync } from 'node:fs'
import path from 'node:path'

let known: Map<string, { se: string; lang: string }> | undefined

/** Where the term list says that a text comes from, by its Finnish; '' where it says nothing. `lang`: 'se' for Northern Sámi, else Swedish and English. */
export function sourceOf(finnish: string, lang: 'se' | 'sv' | 'en'): string {
  known ??= new Map(readFileSync(path.resolve(import.meta.dirname, '../../../db/sample/terms.tsv'), 'utf8').trim().split('\n').slice(1).map((line) => {
    const columns = line.split('\t')
    return [columns[0]!.toLowerCase(), { se: columns[4] === 'sourced' ? columns[5] ?? '' : '', lang: columns[6] ?? '' }]
  }))
  const found = known.get(finnish.toLowerCase())
  return found ? (lang === 'se' ? found.se : found.lang) : ''
}
