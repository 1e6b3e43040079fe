import { newData, removeFolders, startServer, withData } from '../e2e/server.ts'
import { addPerson, givePassword, PASSWORD, sessionCookie } from '../src/testing/sign-in.ts'
import { asStarted } from './as-started.ts'
import { load } from './load.ts'
import { median } from './numbers.ts'

/** of signing in: what the answer's time tells of an account, and what many sign-ins at once cost those who read. */
const PAIRS = 200, AT_ONCE = 50, WRONG = 'punainen kattila tanssii jäällä'

export async function benchSignIn() {
  const dataDir = await newData({ sample: true })
  const { nodeOptions, env } = asStarted()
  const server = await startServer({ dataDir, nodeOptions, env: { ...env, LOG_LEVEL: 'warn', TRUST_PROXY: 'loopback' } })
  const { cookie, pages } = await withData(dataDir, async (app) => {
    for (let n = 0; n < AT_ONCE; n++) await givePassword(app, await addPerson(app, { email: `tuttu${n}@kirjasto.example` }))
    const ids = await app.db.selectFrom('item_text').select(['item_id', 'slug']).where('lang', '=', 'fi').limit(60).execute()
    return { cookie: await sessionCookie(app, await addPerson(app), { shared: false }), pages: ids.map((row) => `/sivu/${row.item_id}-${row.slug}`) }
  })
  /** Each from an address of its own, as the throttle would stop them otherwise. */
  const signIn = async (email: string, password: string, nth: number) => {
    const started = performance.now()
    const answer = await fetch(`${server.url}/kirjaudu`, {
      method: 'POST', redirect: 'manual', body: new URLSearchParams({ sahkoposti: email, salasana: password }),
      headers: { 'Sec-Fetch-Site': 'same-origin', 'X-Forwarded-For': `10.${nth >> 16}.${(nth >> 8) & 255}.${nth & 255}` },
    })
    const retry = answer.headers.get('retry-after')
    await answer.arrayBuffer()
    return { status: answer.status, retry, ms: performance.now() - started }
  }

  const known: number[] = [], unknown: number[] = [], statuses = new Set<number>()
  for (let n = 0; n < PAIRS + 5; n++) {
    for (const who of n % 2 ? ['tuttu', 'outo'] : ['outo', 'tuttu']) {
      const { ms, status } = await signIn(`${who}${n % AT_ONCE}@kirjasto.example`, WRONG, n * 2)
      statuses.add(status)
      if (n >= 5) (who === 'tuttu' ? known : unknown).push(ms) // the first ones warm the server up
    }
  }

  const reading = (seconds: number) => load(server.url, pages, { connections: 4, seconds, cookie })
  await reading(2)
  const quiet = await reading(4)
  let many: Awaited<ReturnType<typeof signIn>>[] = []
  const busy = reading(4)
  for (let wave = 0; wave < 3; wave++) {
    await new Promise((resolve) => setTimeout(resolve, 300))
    many = [...many, ...await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => signIn(`tuttu${n}@kirjasto.example`, PASSWORD, 100_000 + wave * AT_ONCE + n)))]
  }
  const during = await busy
  const count = (status: number) => many.filter((one) => one.status === status).length
  console.log(JSON.stringify({
    'A-1': { pairs: PAIRS, statuses: [...statuses], medianKnownMs: median(known), medianUnknownMs: median(unknown), differenceMs: Math.round(Math.abs(median(known) - median(unknown)) * 100) / 100 },
    'A-6': {
      signIns: many.length, letIn: count(303), toldToWait: count(503), withRetryAfter: many.filter(({ status, retry }) => status === 503 && retry !== null).length,
      others: many.filter(({ status }) => status !== 303 && status !== 503).map(({ status }) => status), pageReadsQuiet: quiet, pageReadsDuring: during,
    },
  }, null, 1))
  await server.stop()
  removeFolders()
}
