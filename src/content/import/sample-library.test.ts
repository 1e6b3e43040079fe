import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AppContext } from '../../context.ts'
import { addSampleOwners, sampleItem } from '../../testing/sample-item.ts'
import { testApp } from '../../testing/test-app.ts'
import { prepareText } from '../prepare-text.ts'
import { checkItem, createItem, trashItem } from '../save-item.ts'
import { addSample, removeSample } from './sample-library.ts'
import type { ImportProblem } from './source-page.ts'

const place = mkdtempSync(path.join(tmpdir(), 'laavu-sample-'))
afterAll(() => { rmSync(place, { recursive: true }) })
const PERSON = { id: 1, origin: '', requestId: '' }
const problems: ImportProblem[] = []
const add = (app: AppContext) => addSample(app, (_counts, found) => { problems.push(...found) })
const freshApp = async () => { const { app } = await testApp({ DATA_DIR: place }); await addSampleOwners(app.db); return app }
const texts = (app: AppContext) => app.db.selectFrom('item').innerJoin('item_text', 'item_text.item_id', 'item.id').innerJoin('revision', 'revision.id', 'item_text.revision_id')
  .select(['item.id', 'external_id', 'kind', 'item_text.lang', 'item_text.title', 'body', 'html', 'sections', 'data', 'owner_team_id']).execute()

let app: AppContext, all: Awaited<ReturnType<typeof texts>>
beforeAll(async () => {
  app = await freshApp()
  await add(app)
  all = await texts(app)
})

describe('the sample library', () => {
  test('is whole: guides, questions, notices, templates and the onboarding path, with their language versions', () => {
    expect(problems).toEqual([])
    const ids = (kind: string) => new Set(all.filter((text) => text.kind === kind).map((text) => text.external_id)).size
    expect(Object.fromEntries(['guide', 'practice', 'document', 'qa', 'notice', 'template', 'path'].map((kind) => [kind, ids(kind)])))
      .toEqual({ guide: 47, practice: 15, document: 3, qa: 21, notice: 6, template: 15, path: 2 })
    expect(all.filter((text) => text.lang !== 'fi').length).toBe(41)
  })

  test('comes in once: adding it again changes nothing', async () => {
    expect(await add(app)).toMatchObject({ created: 0, revised: 0, failed: 0, unchanged: all.length })
  })

  test('links only to what is there, and every link says in words where it leads', () => {
    const ids = new Set(all.map((text) => text.external_id))
    const links = all.flatMap(({ external_id, body }) => [...body.matchAll(/\[([^\]]*)\]\(laavu:([^)#]*)/g)].map(([, words, target]) => ({ from: external_id, words: words!, target: target! })))
    expect(links.length).toBeGreaterThan(200)
    expect(links.filter(({ target }) => !ids.has(target))).toEqual([])
    expect(links.filter(({ words }) => ids.has(words) || words.length < 4)).toEqual([])
  })

  test('renders whole: no missing links, no callout or slot left as text', () => {
    for (const { external_id, html } of all) {
      expect(html, external_id!).not.toMatch(/missing-link|\[!|\{\{kuntaliite|laavu:/)
    }
    expect(all.find((text) => text.external_id === 'ASP-14')!.html).toContain('Hälytys ja vartiointi')
  })

  test('has structure that can be read: sections in every page, headings that skip no level', () => {
    for (const { external_id, body, kind, sections } of all) {
      const levels = [...body.matchAll(/^(#+) /gm)].map(([, signs]) => signs!.length)
      expect(levels.every((level, i) => level >= 2 && level <= (levels[i - 1] ?? 1) + 1), `${external_id}: ${levels.join()}`).toBe(true)
      if (kind !== 'notice') expect((JSON.parse(sections) as unknown[]).length, external_id!).toBeGreaterThan(1)
      expect(body, external_id!).not.toMatch(/[ \t]\n(?!\S)|\t/)
    }
  })

  test('names no people: owners are roles, and no text holds an address or a number that is not a placeholder', () => {
    for (const { external_id, body } of all) {
      expect(body.match(/\b[\w.]+@(?!\S*example)[\w-]+\.\w+/g) ?? [], external_id!).toEqual([])
      expect(body.match(/\b0\d{1,2}[ -]\d{3,4}[ -]?\d{3,4}\b/g) ?? [], external_id!).toEqual([])
    }
  })

  test('has every subject also in Swedish and English, and most with their YSO address', async () => {
    const subjects = await app.db.selectFrom('subject').selectAll().execute()
    expect(subjects.filter((subject) => subject.label_sv === '' || subject.label_en === '')).toEqual([])
    expect(subjects.filter((subject) => subject.yso !== null).length / subjects.length).toBeGreaterThan(0.85)
  })

  test('shows a template with its texts and field names, and keeps the template itself as data', () => {
    const { body, html, data } = all.find((text) => text.external_id === 'T01' && text.lang === 'fi')!
    expect(body).toContain('## Milloin käytät pohjaa')
    expect(body).toContain('(ohje [Poikkeusaukioloista ilmoittaminen: kanavat ja järjestys](laavu:VIE-02))')
    expect(html).toContain('[Kirjasto] ([Toimipiste]) aukioloajat:')
    expect(all.filter((text) => text.kind === 'template').map(({ html: shown }) => shown).join()).not.toMatch(/\{\{|\}\}/)
    expect(JSON.parse(data!)).toMatchObject({ id: 'T01', fields: expect.arrayContaining([expect.objectContaining({ name: 'kunta' })]) })
  })

  test('shows the onboarding path with its doers, days and guides, and keeps the path itself as data', () => {
    const { body, data } = all.find((text) => text.kind === 'path')!
    expect(body).toContain('- **Tilaa tunnukset: kunnan Microsoft 365 -tunnus, Koha ja Laavu** (esihenkilö; viimeistään 10 päivää ennen aloitusta). Ohje: [Tämän tietopankin käyttö: haku, ehdota muutosta, vastuuhenkilön tehtävät](laavu:ICT-06)')
    expect(body).toContain('(uusi työntekijä ja esihenkilö; 75 päivän kuluessa aloituksesta)')
    expect((JSON.parse(data!) as { steps: { tasks: unknown[] }[] }).steps.map(({ tasks }) => tasks.length)).toEqual([7, 13, 18])
  })
})

describe('removing the sample library', () => {
  test('takes all of it and its owners away when nobody has used it, and tells the search', async () => {
    const fresh = await freshApp()
    await add(fresh)
    const ids = (await texts(fresh)).map(({ id }) => id)
    expect(await removeSample(fresh)).toMatchObject({ removed: 109, kept: 0 })
    for (const table of ['item', 'item_text', 'revision', 'item_subject', 'item_link', 'subject'] as const)
      expect(await fresh.db.selectFrom(table).selectAll().execute(), table).toEqual([])
    expect((await fresh.db.selectFrom('team').select('name').execute()).map(({ name }) => name)).toEqual(['Asiakaspalveluryhmä', 'Rekkukeskus'])
    const deleted = await fresh.db.selectFrom('change').where('action', '=', 'deleted').select('subject_id').execute()
    expect(new Set(deleted.map((row) => row.subject_id))).toEqual(new Set(ids))
    expect(await add(fresh)).toMatchObject({ created: 150, failed: 0 })
  })

  test('leaves what people have worked on, with its owner, as the library\'s own, and a later sample does not overwrite it', async () => {
    const fresh = await freshApp()
    await add(fresh)
    const known = async (id: string) => (await fresh.db.selectFrom('item').where('external_id', '=', id).selectAll().executeTakeFirst())!
    const checked = await known('ASP-01'), trashed = await known('ASP-02')
    await fresh.db.transaction().execute(async (trx) => {
      await checkItem(trx, fresh.now().toISOString(), PERSON, checked.id)
      await trashItem(trx, fresh.now().toISOString(), PERSON, trashed.id)
    })
    expect(await removeSample(fresh)).toMatchObject({ removed: 108, kept: 1 })
    expect(await known('ASP-01')).toMatchObject({ id: checked.id, sample: 0 })
    expect(await known('ASP-02')).toBeUndefined()
    const owner = await fresh.db.selectFrom('team').where('id', '=', checked.owner_team_id).selectAll().executeTakeFirst()
    expect(owner).toMatchObject({ name: 'Asiakaspalveluryhmän vetäjä', sample: 0 })
    expect(await add(fresh)).toMatchObject({ created: 148, unchanged: 2 })
    expect(await removeSample(fresh)).toMatchObject({ removed: 108, kept: 0 })
    expect(await known('ASP-01')).toMatchObject({ id: checked.id })
  })

  test('never touches a page that the library has written under the id of an example', async () => {
    const fresh = await freshApp()
    const own = sampleItem({ externalId: 'ASP-01', body: 'Oma ohje.' })
    await fresh.db.transaction().execute((trx) => createItem(trx, fresh.now().toISOString(), PERSON, own, prepareText(own)))
    expect(await add(fresh)).toMatchObject({ created: 148, unchanged: 2, failed: 0 })
    await removeSample(fresh)
    expect(await texts(fresh)).toMatchObject([{ external_id: 'ASP-01', lang: 'fi', body: 'Oma ohje.' }])
  })
})
