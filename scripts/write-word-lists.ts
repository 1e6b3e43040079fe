/**
 * Writes db/lists/ anew: node scripts/write-word-lists.ts YSO.jsonl SME-FIN.jsonl. Needed when the sources or the stems of a language change
 * (src/search/word-list.test.ts tells). Sources and licences: db/lists/README.md.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createAnalyser, type Lang } from '../src/language/analyser.ts'
import { tokenize } from '../src/language/words.ts'
import { keyOf } from '../src/search/word-list.ts'

interface Concept { fi: string; sv?: string; en?: string; alt_sv?: string }
const LISTS = path.resolve(import.meta.dirname, '../db/lists')
const MOST_SAID = 4
const analyser = createAnalyser({})
const [yso, smeFin] = process.argv.slice(2)
if (!yso || !smeFin) throw new Error('usage: node scripts/write-word-lists.ts YSO.jsonl SME-FIN.jsonl')

const rows = <Row>(file: string) => readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Row)
const bare = (label: string) => label.replace(/\([^)]*\)/g, '').replace(/\s+/g, ' ').trim()

function write(name: string, add: (put: (typed: string, lang: Lang, said: string) => void) => void) {
  const list = new Map<string, Set<string>>()
  add((typed, lang, said) => {
    const words = tokenize(bare(typed)).map(({ word }) => word), key = keyOf(analyser, words, lang)
    if (key === null || bare(said) === '' || bare(typed).toLowerCase() === bare(said).toLowerCase()) return
    list.set(key, new Set([...(list.get(key) ?? []), bare(said)]))
  })
  const lines = [...list].map(([key, said]) => Buffer.from(`${key}\t${[...said].slice(0, MOST_SAID).join('|')}\n`)).sort((one, other) => Buffer.compare(one, other))
  writeFileSync(path.join(LISTS, name), Buffer.concat(lines))
  console.log(`${name}: ${lines.length} lines`)
}

write('yso.tsv', (put) => {
  const concepts = rows<Concept>(yso)
  for (const { fi, sv, en } of concepts) {
    if (sv) put(sv, 'sv', fi)
    if (en) put(en, 'en', fi)
  }
  // Swedish alternative labels stand one after the other with nothing between them: a long compound is surely one of them
  const named = new Set(concepts.flatMap(({ sv }) => (sv ? [bare(sv)] : [])))
  for (const { fi, alt_sv } of concepts) for (const word of bare(alt_sv ?? '').split(' ')) if (/^\p{Ll}{9,}$/u.test(word) && !/(?:[ae]|ig|sk|t)$/.test(word) && !named.has(word)) put(word, 'sv', fi)
})
write('sme-fin.tsv', (put) => { for (const { se, fi } of rows<{ se: string; fi: string[] }>(smeFin)) for (const said of fi) put(se, 'se', said) })
