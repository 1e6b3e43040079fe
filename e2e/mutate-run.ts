import { createApp } from '../src/app.ts'
import { readAddress } from '../src/testing/read-address.ts'
import { routesOf } from '../src/testing/routes-of.ts'
import { apiToken, browser, sessionCookie } from '../src/testing/sign-in.ts'
import { hiddenPages, WORD } from './hidden-pages.ts'
import { removeFolders } from './server.ts'
import { Watch, Without, type Condition } from './without-condition.ts'

/**
 * C-15: `npm run mutate-test`. Somebody who may see none of the hidden pages reads every address of the live router, and no word of them may be said.
 * Then each condition of visibility is taken out of each query that ran, one at a time, and the addresses that had run it are read again: what they
 * say must be another thing, or nobody would notice that it is missing.
 */
/** Conditions that a second wall stands behind: why taking one out shows nothing. */
const SECOND_WALL: { query: RegExp; conditions: Condition[]; why: string }[] = [
  { query: /^select "revision"\."sections"[\s\S]*"item"\."id" > \?/, conditions: ['state'], why: 'near duplicates are shown only where both are visible items' },
  { query: /^select "item"\."id" from "item" where[\s\S]*order by "item"\."id"$/, conditions: ['state', 'from', 'restricted'], why: 'an export of a list reads its pages again by what may be opened' },
  { query: /^select "item"\.\*[\s\S]*"item"\."id" in \(\?\) order by "item"\."id"$/, conditions: ['restricted', 'state', 'from', 'writer'], why: 'an export is given the ids of visible items' },
  { query: /^select "item"\.\*[\s\S]*where "item"\."id" = \? and "item"\."state" = \?$/, conditions: ['state'], why: 'what an index finds is shown only if it is a visible item' },
  { query: /"item"\."visible_from" as "visibleFrom"/, conditions: ['state'], why: 'suggestions are read by a job beforehand: suggest.request.test.ts' },
  { query: /"item"\."restricted_team_id" is null and "item"\."visible_from" is null and "item"\."visible_until" is null\)/, conditions: ['state', 'restricted', 'from', 'until'], why: 'suggestions are read by a job beforehand: suggest.request.test.ts' },
  { query: /^select "question"\.\*[\s\S]*"question"\."id" = \?$/, conditions: ['restricted', 'state', 'from', 'writer'], why: 'a question is shown with its page, which is looked for by what may be opened' },
  { query: /"item"\."trashed_at" > \?/, conditions: ['state'], why: 'only what is in the trash has a time since when' },
  { query: /"item"\."state" = \? and "item"\."created_by" = \? order by/, conditions: ['state', 'from'], why: 'asks for one’s own drafts besides' },
  { query: /from "item" inner join "mandatory"[\s\S]*"item"\."id" = \? group by/, conditions: ['state', 'from', 'until', 'restricted'], why: 'stands on a page that was opened already' },
  { query: /^select "approval"\.\*[\s\S]*"approval"\."item_id" = \?/, conditions: ['restricted'], why: 'stands on a page that was opened already' },
]

const began = performance.now(), { app, site, outsider, ids, parts } = await hiddenPages()
const token = await apiToken(app, outsider, 'read'), cookie = await sessionCookie(app, outsider, { shared: false })
const open = (plugin: Watch | Without) => {
  const mutated = createApp({ ...app, db: app.db.withPlugin(plugin) }), agent = browser(mutated)
  agent.jar.setCookie(`${cookie}; Path=/`, '127.0.0.1', '/')
  return { mutated, who: { agent, token } }
}
async function says({ mutated, who }: ReturnType<typeof open>, address: string): Promise<string> {
  const { status, text } = await readAddress(mutated, who, address)
  return `${status} ${text.replace(/[\da-f]{8}-[\da-f-]{27}/g, '')}` // the number of the request
}
const words = Object.values(WORD).flatMap((word) => [`/haku?q=${word}`, `/haku/vienti?q=${word}`, `/haku/ehdotukset?q=${word.slice(0, 4)}`, `/luonnokset/linkki?q=${word}`, `/search?q=${word}`, `/selaa?aihe=${word.toLowerCase()}-aihe`, `/laavu/${word.toUpperCase()}-GUIDE`])
const routes = routesOf(site).filter(({ method }) => method === 'GET').map((route) => route.path).filter((route) => !/\.(css|svg|ico|js)$|^\/(kirjaudu|kutsu|salasana|kayttoonotto|static|healthz)/.test(route))
const addresses = [
  ...routes.filter((route) => !route.includes(':')), ...words, ...parts, '/selaa?kunta=rovaniemi', '/viikko?viikko=2026-W01', '/kysymykset?tila=avoimet', '/yllapito/tuoreus/sivut?kunta=rovaniemi', '/tiedot/puhelin',
  ...routes.filter((route) => /:(id|ref)\b/.test(route) && !/^\/hallinta|henkilokohtainen/.test(route)).flatMap((route) => ids.map((id) => `${route.replace(/:(id|ref)\b/, String(id)).replace(':slot', 'maksut').replace(':task', 'T1').replace(/:\w+/g, '1')}${route.endsWith('kaanna') ? '?kieli=sv' : ''}`)),
]

const watch = new Watch(), whole = open(watch), before = new Map<string, string>(), usedBy = new Map<string, string[]>()
for (const address of addresses) await says(whole, address) // what is compiled and kept, and what an earlier act had left to say
for (const address of addresses) {
  watch.seen.clear()
  await app.db.insertInto('change').values({ at: app.now().toISOString(), actor_id: null, origin: '', request_id: '', action: 'looked', subject_type: 'system', subject_id: null, result: 'done', detail: '{}' }).execute()
  before.set(address, await says(whole, address))
  for (const query of watch.seen.keys()) usedBy.set(query, [...usedBy.get(query) ?? [], address])
}
// what says another thing each time it is asked (a key, a time) cannot be compared
const again = open(new Watch())
for (const address of addresses) if ((await says(again, address)) !== before.get(address)) { console.log(`not the same twice: ${address}`); before.delete(address) }
const removals = [...usedBy.keys()].flatMap((query) => [...watch.conditions.get(query)!].map((condition) => ({ query, condition })))
console.log(`${addresses.length} addresses ran ${usedBy.size} queries with ${removals.length} conditions of visibility (${Math.round((performance.now() - began) / 1000)} s)`)

// what she typed herself or was asked to approve, the trash of an administrator, and what she could read until it was put there, she may see
const hers = /^\/(oma\/(tiedot|ehdotukset)|roskakori|hyvaksynta|hallinta\/(loki|vienti))|\/(ehdotukset|ehdota)/
const said = [...before].flatMap(([address, text]) => Object.entries(WORD).flatMap(([state, word]) =>
  (state !== 'ended' && !hers.test(address) && new RegExp(`${word} (guide|practice|qa|notice|template|path|document|toinen|alku|osa)|Lisäys ${word}`).test(text) ? [`${state} in ${address}`] : [])))
for (const line of said) console.log(`says a word of what is ${line}`)

let noticed = 0
const walls: string[] = [], unseen: string[] = []
for (const removal of removals) {
  const mutant = open(new Without(removal))
  let differs: string | undefined
  for (const address of usedBy.get(removal.query)!) if (before.has(address) && (await says(mutant, address)) !== before.get(address)) { differs = address; break }
  const wall = SECOND_WALL.find(({ query, conditions }) => conditions.includes(removal.condition) && query.test(removal.query))
  if (differs !== undefined) noticed++
  else if (wall) walls.push(wall.why)
  else unseen.push(`${removal.condition}: ${usedBy.get(removal.query)![0]} (${usedBy.get(removal.query)!.length}): ${removal.query}`)
}
for (const line of unseen) console.log(`nobody notices without ${line}`)
console.log(`${noticed} removals are noticed, ${walls.length} stand before a second wall, ${unseen.length} are not noticed (${Math.round((performance.now() - began) / 1000)} s)`)
removeFolders()
process.exit(unseen.length === 0 && said.length === 0 ? 0 : 1)
