import { newData, removeFolders, startServer, withData } from '../e2e/server.ts'
import { createItem } from '../src/content/save-item.ts'
import { prepareText } from '../src/content/prepare-text.ts'
import type { AppContext } from '../src/context.ts'
import { ensureTeam } from '../src/people/people.queries.ts'
import { SYSTEM } from '../src/platform/changes/changes.queries.ts'
import { catchUpSearch } from '../src/search/search.sync.ts'
import { sampleItem } from '../src/testing/sample-item.ts'
import { addPerson, sessionCookie } from '../src/testing/sign-in.ts'
import { median } from './numbers.ts'

const TRIES = 500, PAGES = 300
const PIECES = ['ka', 'ri', 'vo', 'tel', 'mus', 'pon', 'hil', 'sar', 'nu', 'jas', 'lok', 'ter', 'vi', 'mak', 'son', 'pul']

/** A word that no text has; another for every number below 65,536. */
const madeUp = (n: number) => [n & 15, (n >> 4) & 15, (n >> 8) & 15, (n >> 12) & 15].map((at) => PIECES[at]!).join('')

/**
 * whether the time of an answer tells a reader that a word stands on pages which only others see. Words of those pages and words of no
 * page are asked in turn, every question only once, so that no answer is remembered. `p` is that of Mann and Whitney's test: above 0.01 the
 * two are not told apart.
 */
export async function benchRestrictedWords() {
  const dataDir = await newData({ sample: true }), rows: Record<string, object> = {}
  const words = Array.from({ length: TRIES * 2 + 400 }, (_, n) => madeUp(n * 53 + 7))
  const isHidden = (n: number) => Math.trunc(Math.abs(Math.sin(n + 1)) * 10_000) % 2 === 0 // must not depend on the letters
  const hidden = words.filter((_word, n) => isHidden(n)), absent = words.filter((_word, n) => !isHidden(n))
  const cookie = await withData(dataDir, async (app) => {
    await addRestricted(app, hidden)
    await catchUpSearch(app)
    return sessionCookie(app, await addPerson(app), { shared: false })
  })
  const server = await startServer({ dataDir, env: { LOG_LEVEL: 'warn' } })
  const timed = async (path: string, typed: string) => {
    const started = performance.now()
    await (await fetch(`${server.url}${path}?${new URLSearchParams({ q: typed }).toString()}`, { headers: { cookie } })).arrayBuffer()
    return performance.now() - started
  }
  const questions: Record<string, [path: string, question: (word: string, n: number) => string]> = {
    'a word': ['/haku', (word) => word], 'a misspelt word': ['/haku', (word) => `${word.slice(0, 4)}${word.slice(5)}`], 'a word and a common one': ['/haku', (word) => `kirjasto ${word}`],
    'suggestions': ['/haku/ehdotukset', (word) => word.slice(0, -1)],
  }
  for (const word of words.slice(0, 200)) await timed('/haku', `${word} x`)
  for (const [name, [path, question]] of Object.entries(questions)) {
    const restrictedMs: number[] = [], absentMs: number[] = []
    for (let n = 0; n < TRIES; n++) {
      const pair = [[restrictedMs, hidden[n]!], [absentMs, absent[n]!]] as const
      for (const [times, word] of n % 2 ? pair : pair.toReversed()) times.push(await timed(path, question(word, n)))
    }
    rows[name] = { restrictedMs: median(restrictedMs), absentMs: median(absentMs), p: Math.round(differ(restrictedMs, absentMs) * 1000) / 1000 }
  }
  console.table(rows)
  await server.stop()
  removeFolders()
}

async function addRestricted(app: AppContext, words: string[]) {
  const [team, owner] = await app.db.transaction().execute(async (trx) => [await ensureTeam(trx, 'Salainen ryhmä'), await ensureTeam(trx, 'Mittaajat')])
  for (let n = 0; n < PAGES; n++) {
    const own = words.filter((_word, at) => at % PAGES === n).map((word) => `Sana ${word} on tässä.`).join(' ')
    const input = sampleItem({ ownerTeamId: owner!, restrictedTeamId: team!, title: `Salainen sivu ${n}`, body: own, subjects: [], roles: [] }), text = prepareText(input)
    await app.db.transaction().execute((trx) => createItem(trx, app.now().toISOString(), SYSTEM, input, text))
  }
}

/** The two-sided probability of Mann and Whitney that both come from the same, by the normal approximation. */
function differ(one: number[], other: number[]): number {
  const all = [...one.map((ms) => ({ ms, isOne: true })), ...other.map((ms) => ({ ms, isOne: false }))].sort((a, b) => a.ms - b.ms)
  const rankSum = all.reduce((sum, { isOne }, at) => sum + (isOne ? at + 1 : 0), 0), n = one.length, m = other.length
  const z = (rankSum - (n * (n + m + 1)) / 2) / Math.sqrt((n * m * (n + m + 1)) / 12)
  return 2 * (1 - normal(Math.abs(z)))
}

/** The standard normal distribution, to five places (Abramowitz and Stegun 26.2.17). */
function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * z)
  const tail = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429].reduce((sum, factor, power) => sum + factor * t ** (power + 1), 0)
  return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * tail
}
