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

const TRIES = 500, WARM_UP = 100, PAGES = 300
const PIECES = ['ka', 'ri', 'vo', 'tel', 'mus', 'pon', 'hil', 'sar', 'nu', 'jas', 'lok', 'ter', 'vi', 'mak', 'son', 'pul']

/** A word that no text has; another for numbers that differ in their last 16 bits. */
const madeUp = (n: number) => [n & 15, (n >> 4) & 15, (n >> 8) & 15, (n >> 12) & 15].map((at) => PIECES[at]!).join('')

type Times = Record<'restricted' | 'absent', number[]>
const QUESTIONS: Record<string, [path: string, question: (word: string) => string]> = {
  'a word': ['/haku', (word) => word], 'a misspelt word': ['/haku', (word) => `${word.slice(0, 4)}${word.slice(5)}`], 'a word and a common one': ['/haku', (word) => `kirjasto ${word}`],
  'suggestions': ['/haku/ehdotukset', (word) => word.slice(0, -1)],
}

/**
 * whether the time of an answer tells a reader that a word stands on pages which only others see. Words of those pages and words of no
 * page are asked in turn, every word in one question only, so that nothing is remembered of it. Half of the words are on the pages of one library and the
 * others on those of a second, and all are asked in both: any two lists of words differ by a few per cent for their letters alone.
 * `p` is that of Mann and Whitney's test: above 0.01 the two are not told apart.
 */
export async function benchRestrictedWords() {
  const words = Array.from({ length: TRIES * Object.keys(QUESTIONS).length + 2 * WARM_UP }, (_, n) => madeUp(n * 53 + 7)), rows: Record<string, object> = {}
  const times = Object.fromEntries(Object.keys(QUESTIONS).map((name): [string, Times] => [name, { restricted: [], absent: [] }]))
  for (const rest of [0, 1]) await ask(words.filter((_word, n) => n % 2 === rest), words.filter((_word, n) => n % 2 !== rest), times)
  for (const [name, { restricted, absent }] of Object.entries(times)) {
    rows[name] = { restrictedMs: median(restricted), absentMs: median(absent), p: Math.round(differ(restricted, absent) * 1000) / 1000 }
  }
  console.table(rows)
}

/** Asks half as many of each list as there are TRIES, in a library of its own. */
async function ask(restricted: string[], absent: string[], times: Record<string, Times>) {
  const dataDir = await newData({ sample: true })
  const cookie = await withData(dataDir, async (app) => {
    await addRestricted(app, restricted)
    await catchUpSearch(app)
    return sessionCookie(app, await addPerson(app), { shared: false })
  })
  const server = await startServer({ dataDir, env: { LOG_LEVEL: 'warn' } })
  const timed = async (path: string, typed: string) => {
    const started = performance.now()
    await (await fetch(`${server.url}${path}?${new URLSearchParams({ q: typed }).toString()}`, { headers: { cookie } })).arrayBuffer()
    return performance.now() - started
  }
  for (let n = 0; n < WARM_UP; n++) for (const word of [restricted[n]!, absent[n]!]) await timed('/haku', `${word} x`)
  for (const [at, [name, [path, question]]] of Object.entries(QUESTIONS).entries()) {
    for (let n = WARM_UP + (at * TRIES) / 2; n < WARM_UP + ((at + 1) * TRIES) / 2; n++) {
      const pair = [[times[name]!.restricted, restricted[n]!], [times[name]!.absent, absent[n]!]] as const
      for (const [list, word] of n % 2 ? pair : pair.toReversed()) list.push(await timed(path, question(word)))
    }
  }
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
