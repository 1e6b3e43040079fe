import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addSample } from '../content/import/sample-library.ts'
import type { AppContext } from '../context.ts'
import { addSampleOwners } from '../testing/sample-item.ts'
import { testApp } from '../testing/test-app.ts'
import { meilisearchSearch, type MeilisearchHealth } from './engines/meilisearch.ts'
import { findItems } from './find-items.ts'
import { noFilters } from './search-engine.ts'
import { catchUpSearch, renewOutdated } from './search.sync.ts'

const QUESTIONS = readFileSync(path.join(import.meta.dirname, '../testing/sample-searches.tsv'), 'utf8').trim().split('\n').slice(1).map((line) => {
  const [id = '', typed = '', , , expected = ''] = line.split('\t')
  return { id, typed, expected: expected.split(' ') }
})
/** What a new user types first, and an item that fits. */
const FIRST_WORDS: [string, string[]][] = [
  ['kirjastokortti hinta', ['ASP-01', 'ASP-07']], ['poikkeus aukiolo', ['VIE-02', 'T01']], ['saavutetavuus', ['VIE-06']], ['bibliotekskort', ['ASP-01']],
  ['girjerádjogoarta', ['ASP-01']], ['library card', ['ASP-01', 'ASP-03', 'QA-01']], ['kimpan laatikot', ['AIN-01']],
]

const { MEILI_URL, MEILI_KEY } = process.env
const place = mkdtempSync(path.join(tmpdir(), 'laavu-searches-'))
afterAll(() => { rmSync(place, { recursive: true }) })
const READER = { id: 1, name: 'Lukija', role: 'reader', locale: 'fi', theme: 'auto', municipalityId: 1, municipalitySlug: 'inari', teamIds: [] } as unknown as Parameters<typeof findItems>[1]

async function sampleApp(): Promise<AppContext> {
  const { app } = await testApp({ DATA_DIR: place })
  await addSampleOwners(app.db)
  await addSample(app)
  return app
}

let app: AppContext
beforeAll(async () => { app = await sampleApp() })

for (const engine of ['sqlite', 'meilisearch'] as const) describe.skipIf(engine === 'meilisearch' && !MEILI_URL)(`the sample library, searched with ${engine}`, () => {
  let searched: AppContext
  beforeAll(async () => {
    await catchUpSearch(app)
    if (engine === 'sqlite') return void (searched = app)
    const meili = meilisearchSearch({ url: MEILI_URL!, key: MEILI_KEY!, name: `test-${randomUUID()}` }, app.db, app.search, app.log)
    searched = { ...app, search: meili }
    do await meili.idle(); while (await renewOutdated(searched))
    expect((await meili.health()).meilisearch).toMatchObject({ isCurrent: true, behind: 0 })
  })
  afterAll(async () => {
    // without its answers this would be about the other engine
    if (engine === 'meilisearch') expect(((await searched.search.health()) as MeilisearchHealth).meilisearch.answered).toBeGreaterThan(0)
  })
  /** Where the first of the expected items stands, from 1; 0 when it is not among the first ten. */
  async function rankOf(typed: string, expected: string[]): Promise<number> {
    const { results } = await findItems(searched, READER, { typed, filters: noFilters(), asTyped: false, offset: 0, limit: 10 })
    return results.findIndex(({ card }) => expected.includes(card.external_id ?? '')) + 1
  }

  test.each(FIRST_WORDS)('%s leads to a fitting item', async (typed, expected) => { expect(await rankOf(typed, expected)).toBeOneOf([1, 2, 3]) })

  test('questions that people ask find their item: 28 of 30 among the first three, all among the first ten', async () => {
    const ranks: { id: string; typed: string; rank: number }[] = []
    for (const { id, typed, expected } of QUESTIONS) ranks.push({ id, typed, rank: await rankOf(typed, expected) })
    const late = ranks.filter(({ rank }) => rank === 0 || rank > 3)
    expect(ranks.filter(({ rank }) => rank === 0), 'found nowhere').toEqual([])
    expect(late.length, JSON.stringify(late)).toBeLessThanOrEqual(2)
  })
})
