import { setTimeout as wait } from 'node:timers/promises'
import { newData, removeFolders, withData } from '../e2e/server.ts'
import type { AppContext } from '../src/context.ts'
import { prepareText } from '../src/content/prepare-text.ts'
import { createItem, type ItemInput } from '../src/content/save-item.ts'
import { addPerson } from '../src/testing/sign-in.ts'
import { sampleItem } from '../src/testing/sample-item.ts'
import { ensureTeam } from '../src/people/people.queries.ts'
import { SYSTEM } from '../src/platform/changes/changes.queries.ts'
import { findItems } from '../src/search/find-items.ts'
import { showSections } from '../src/search/result-sections.ts'
import { catchUpSearch } from '../src/search/search.sync.ts'
import { noFilters } from '../src/search/search-engine.ts'
import { viewerFrom } from '../src/people/auth/session.ts'
import { viewerRowById } from '../src/people/auth/session.queries.ts'
import { sentences } from './pages.ts'

const MEGABYTE = 1_000_000

function texts(): [string, string][] {
  const lines = sentences(), prose = (size: number) => { let text = ''; for (let n = 0; text.length < size; n++) text += `${lines[(n * 7919) % lines.length]!}${n % 5 ? ' ' : '\n\n'}`; return text }
  const fill = (piece: (n: number) => string, size: number) => { const parts: string[] = []; for (let n = 0, length = 0; length < size; n++) { const one = piece(n); parts.push(one); length += one.length + 1 } return parts.join(' ') }
  return [
    ['10 MB of prose', prose(10 * MEGABYTE)], ['10 MB in one line', prose(10 * MEGABYTE).replaceAll('\n', ' ')],
    ['words of 100,000 letters', fill(() => 'kirjasto'.repeat(12_500), 2 * MEGABYTE)], ['words of 100 letters', fill((n) => `${n}kirjastokortti`.repeat(7).slice(0, 100), 2 * MEGABYTE)],
    ['made-up compounds', fill((n) => `${['kirja', 'kortti', 'maksu', 'auto'][n % 4]}${['sto', 'lista', 'tili', 'vuoro'][(n >> 2) % 4]}${(n * 7919).toString(36).replace(/\d/g, 'ä')}ssa`, 2 * MEGABYTE)],
    ['different numbers', fill((n) => String(n * 7919), 2 * MEGABYTE)], ['one letter', 'a '.repeat(MEGABYTE)], ['hyphens', 'aamu-'.repeat(400_000)], ['emoji and marks', '😀\u0301 '.repeat(300_000)],
  ]
}

/** The most time that is spent on the processor between two turns of the event loop, in ms: what other programs do on the machine does not count. */
async function longest(work: () => Promise<unknown>): Promise<number> {
  let most = 0, last = process.threadCpuUsage(), isDone = false
  const turn = () => {
    const now = process.threadCpuUsage()
    most = Math.max(most, now.user + now.system - last.user - last.system)
    last = now
    if (!isDone) setImmediate(turn)
  }
  setImmediate(turn)
  await work()
  await wait(5)
  isDone = true
  return Math.round(most / 1000)
}

async function add(app: AppContext, ownerTeamId: number, title: string, body: string) {
  const input: ItemInput = sampleItem({ ownerTeamId, title, body: '', subjects: [], roles: [] })
  // the text goes in as one section, past the limits of the editor: what an import or an older database may hold
  const prepared = prepareText(input), text = { ...prepared, sections: [{ ...(prepared.sections[0] ?? { anchor: '', heading: '', level: 1 }), text: body }] as typeof prepared.sections }
  await app.db.transaction().execute((trx) => createItem(trx, app.now().toISOString(), SYSTEM, input, text))
}

/** The longest time for which nothing else could run while odd texts are analysed and indexed, and while they are searched. */
export async function benchEventLoop() {
  const dataDir = await newData({ sample: true }), rows: Record<string, { indexMs: number; blockedMs: number; searchBlockedMs: number }> = {}
  await withData(dataDir, async (app) => {
    const team = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Mittaajat')), viewer = viewerFrom((await viewerRowById(app.db, await addPerson(app)))!)
    await catchUpSearch(app)
    for (const [name, body] of texts()) {
      await add(app, team, name, body)
      const started = performance.now(), blockedMs = await longest(() => catchUpSearch(app)), indexMs = Math.round(performance.now() - started)
      const searchBlockedMs = await longest(async () => {
        for (const typed of [name, 'kirjastokortti', body.slice(0, 60), body.slice(0, 5000), 'a', 'kortti maksu', 'kirjastokorti']) {
          const answer = await findItems(app, viewer, { typed, filters: noFilters(), asTyped: false, offset: 0, limit: 10 })
          await showSections(app, answer, () => ({ length: 220, steps: true, others: 3 }))
        }
      })
      rows[name] = { indexMs, blockedMs, searchBlockedMs }
    }
    rows['merging all of it'] = { indexMs: 0, blockedMs: await longest(() => app.search.settle({ wholly: true })), searchBlockedMs: 0 }
  })
  console.table(rows)
  removeFolders()
}
