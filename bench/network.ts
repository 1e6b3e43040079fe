import http from 'node:http'
import { fileURLToPath } from 'node:url'
import { prepareText } from '../src/content/prepare-text.ts'
import { createItem, type ItemInput } from '../src/content/save-item.ts'
import { insertFact, putValue } from '../src/content/facts/facts.queries.ts'
import { readSupplement } from '../src/content/supplements/read-supplement.ts'
import { writeSupplement } from '../src/content/supplements/write-supplement.ts'
import { loadMunicipalities } from '../src/people/load-municipalities.ts'
import { allMunicipalities, ensureTeam } from '../src/people/people.queries.ts'
import { recordChange, SYSTEM } from '../src/platform/changes/changes.queries.ts'
import { addPerson, sessionCookie } from '../src/testing/sign-in.ts'
import { testApp } from '../src/testing/test-app.ts'
import { median } from './numbers.ts'

const ITEMS = 66, SLOTS = 5, FACTS = 10
const input: ItemInput = {
  externalId: null, kind: 'guide', lang: 'fi', title: '', body: '', summary: 'Uusi', state: 'published', ownerTeamId: 0, restrictedTeamId: null, networkWide: true, municipalityIds: [], roles: ['asiakaspalvelu'],
  subjects: [{ label: 'maksut' }], goals: [], reviewMonths: 12, statutoryTask: null, partOf: null, noticeType: null, visibleFrom: null, visibleUntil: null, data: null, files: [], sample: false,
}
const paragraph = 'Lainaaminen, varaaminen ja neuvonta ovat asiakkaalle maksuttomia, ja kunta päättää muista maksuista omassa hinnastossaan. '

/**
 * What a page with 5 supplements and 10 facts costs beside a plain one of the same length: 66 such pages, all filled by 21 municipalities.
 * `first` is made anew for each request (something was changed in between), `kept` as readers get it. Milliseconds of processor time a
 * request, client and server together; medians of many short rounds of both taken in turn, so that a busy machine changes the ratio little.
 */
export async function networkPages(requests = 66, rounds = 40) {
  const { app, site } = await testApp(), { db } = app, at = app.now().toISOString()
  await loadMunicipalities(app)
  const places = await allMunicipalities(db), fact = (at: number) => `tieto_${at}`
  const local = Array.from({ length: 10 }, (_, n) => `## Kohta ${n}\n\n${paragraph.repeat(4)}\n\n${n < SLOTS ? `{{kuntaliite: Maksu ${n} | hinta}}` : paragraph.slice(0, 40)} {{fakta: ${fact(n)}}}`).join('\n\n')
  const plain = local.replace(/\{\{kuntaliite[^}]*\}\}/g, 'Aikuisilta kaksi euroa, lapsilta ei mitään.').replace(/\{\{fakta[^}]*\}\}/g, '016 000 001')
  const ids: { local: number[]; plain: number[] } = { local: [], plain: [] }
  await db.transaction().execute(async (trx) => {
    const ownerTeamId = await ensureTeam(trx, 'Asiakaspalvelu')
    for (let n = 0; n < FACTS; n++) {
      await insertFact(trx, { name: fact(n), type: 'phone', label_fi: `Tieto ${n}`, label_sv: `Uppgift ${n}`, label_en: `Fact ${n}`, created_at: at })
      for (const { id } of places) await putValue(trx, at, { fact: fact(n), municipality_id: id, library_id: null, valid_from: '2026-01-01', value: '016 000 001', author_id: null })
    }
    const read = readSupplement('Aikuisilta kaksi euroa, lapsilta ei mitään.', 'fi')
    if ('problem' in read) throw new Error(read.problem)
    for (let n = 0; n < ITEMS; n++) for (const kind of ['local', 'plain'] as const) {
      const whole = { ...input, ownerTeamId, title: `Ohje ${kind} ${n}`, body: kind === 'local' ? local : plain }
      const { id } = await createItem(trx, at, SYSTEM, whole, prepareText(whole))
      ids[kind].push(id)
      if (kind === 'local') for (let slot = 0; slot < SLOTS; slot++) for (const place of places)
        await writeSupplement(trx, at, SYSTEM, { itemId: id, slot: `maksu-${slot}`, lang: 'fi', municipalityId: place.id, libraryId: null }, 0, { name: `Maksu ${slot}`, body: read.body, html: read.html, seen: '', ownerTeamId: null })
    }
  })
  await db.updateTable('supplement').set({ outdated: 0 }).execute()
  const cookie = await sessionCookie(app, await addPerson(app, { municipality: 'inari' })), server = site.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  const touch = () => db.transaction().execute((trx) => recordChange(trx, { at, actor: SYSTEM, action: 'signed-in', subject: { type: 'session', id: null } }))
  const measure = async (kind: 'local' | 'plain', isKept: boolean) => {
    const before = process.cpuUsage(), times = isKept ? 5 * requests : requests
    for (let n = 0; n < times; n++) {
      const index = isKept ? 0 : n % ITEMS
      if (!isKept) await touch()
      await get(port, `/sivu/${ids[kind][index]}-ohje-${kind}-${index}`, cookie)
    }
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000 / times
  }
  const warm = 5, took: { first: [plain: number, local: number][]; kept: [plain: number, local: number][] } = { first: [], kept: [] }
  for (let round = 0; round < warm + rounds; round++) for (const how of ['first', 'kept'] as const) {
    const pair: [number, number] = [await measure('plain', how === 'kept'), await measure('local', how === 'kept')]
    if (round >= warm) took[how].push(pair)
  }
  server.close()
  const figures = (pairs: [number, number][]) => ({ plainMs: median(pairs.map(([plain]) => plain)), localMs: median(pairs.map(([, local]) => local)), ratio: median(pairs.map(([plain, local]) => local / plain)) })
  return { first: figures(took.first), kept: figures(took.kept) }
}

const agent = new http.Agent({ keepAlive: true })
const get = (port: number, path: string, cookie: string) => new Promise<void>((resolve, reject) => {
  http.get({ port, path, agent, headers: { cookie } }, (res) => {
    if (res.statusCode !== 200) reject(new Error(`${path}: ${res.statusCode}`))
    res.resume().on('end', resolve)
  }).on('error', reject)
})

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(JSON.stringify(await networkPages(), null, 2))
