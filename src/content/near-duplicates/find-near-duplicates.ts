import { setImmediate } from 'node:timers/promises'
import type { AppContext } from '../../context.ts'
import { lastChangeId } from '../../platform/changes/changes.queries.ts'
import { textOfItem, textsAfter } from './near-duplicates.queries.ts'
import { keysOf, shinglesOf, similarity } from './similarity.ts'

export interface Pair { a: number; b: number; similarity: number }

/** texts in memory: each may be a whole document */
const AT_ONCE = 20
/** texts worked on before others get their turn */
const TURN = 5
const LEAST = 0.5
const MOST_PAIRS = 500
/** A text that very many share (a form, an empty page) is not told a thousand times. */
const MOST_ALIKE = 20

const found = new WeakMap<AppContext, { change: number; pairs: Promise<Pair[]> }>()

/** Pairs of published items of a kind and language whose texts are half the same or more, the most alike first; found anew when something has changed. */
export async function nearDuplicates(app: AppContext): Promise<Pair[]> {
  const change = await lastChangeId(app.db), known = found.get(app)
  if (known?.change === change) return known.pairs
  const pairs = findPairs(app)
  found.set(app, { change, pairs })
  pairs.catch(() => { found.delete(app) })
  return pairs
}

async function findPairs({ db }: AppContext): Promise<Pair[]> {
  const alike = new Map<string, number[]>(), candidates = new Map<string, [number, number]>()
  let done = 0
  for (let texts = await textsAfter(db, 0, AT_ONCE); texts.length > 0; texts = await textsAfter(db, texts.at(-1)!.id, AT_ONCE)) {
    for (const { id, kind, language, text } of texts) {
      const shingles = shinglesOf(text)
      for (const key of shingles ? keysOf(shingles) : []) {
        const others = alike.get(`${kind} ${language} ${key}`) ?? []
        for (const other of others) if (candidates.size < MOST_PAIRS * 4) candidates.set(`${other} ${id}`, [other, id])
        if (others.length < MOST_ALIKE) alike.set(`${kind} ${language} ${key}`, [...others, id])
      }
      if (++done % TURN === 0) await setImmediate()
    }
  }
  const pairs: Pair[] = []
  for (const [a, b] of candidates.values()) {
    const [one, other] = [shinglesOf(await textOfItem(db, a)), shinglesOf(await textOfItem(db, b))]
    const share = one && other ? similarity(one, other) : 0
    if (share >= LEAST) pairs.push({ a, b, similarity: share })
    await setImmediate()
  }
  return pairs.toSorted((x, y) => y.similarity - x.similarity || x.a - y.a || x.b - y.b).slice(0, MOST_PAIRS)
}
