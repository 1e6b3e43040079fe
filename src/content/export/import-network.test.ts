import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import type { AppContext } from '../../context.ts'
import { SYSTEM } from '../../platform/changes/changes.queries.ts'
import { makeZip } from '../../testing/make-zip.ts'
import { testApp } from '../../testing/test-app.ts'
import { importPath } from '../import/import-path.ts'
import { start } from './fixtures/add-network.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'laavu-network-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
const AT = '2026-01-01T00:00:00.000Z'
let app: AppContext
beforeEach(async () => {
  ({ app } = await testApp({ DATA_DIR: folder }))
  await start(app)
})

/** Imports an archive that holds these lines of the network and no page; gives the reasons of what was not taken. */
async function take(...lines: (object | string)[]): Promise<string[]> {
  const reasons: string[] = [], file = path.join(folder, 'v.zip'), text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n')
  writeFileSync(file, makeZip([
    { name: 'laavu.json', bytes: Buffer.from(JSON.stringify({ format: 'laavu-export-1', exportedAt: AT, whole: true, items: 0, teams: [] })) },
    { name: 'verkko.jsonl', bytes: Buffer.from(`${text}\n`) }, { name: 'historia.jsonl', bytes: Buffer.alloc(0) },
  ]))
  await importPath(app, file, { actor: SYSTEM, onProgress: (_counts, problems) => { reasons.push(...problems.map(({ reason }) => reason)) } })
  return reasons
}
const fact = (name: string, type = 'url', more: object = {}) => ({ table: 'fact', row: { name, type, label_fi: 'F', label_sv: 'S', label_en: 'E', sample: 0, created_at: AT, ...more } })
const value = (of: string, text: string | null, more: object = {}) => ({ table: 'fact_value', row: { fact: of, municipality_id: null, library_id: null, valid_from: '2026-01-01', value: text, author_id: null, created_at: AT, replaced_at: null, sample: 0, ...more } })
const values = async () => (await app.db.selectFrom('fact_value').select(['fact', 'value']).orderBy('id').execute()).map(({ fact: of, value: text }) => `${of} ${text}`)

test('what nobody could have typed is not taken, and is told; the rest is', async () => {
  const reasons = await take(
    fact('sivusto'), value('sivusto', 'https://kirjasto.example'), value('sivusto', 'javascript:alert(1)', { valid_from: '2026-02-01' }), value('sivusto', 'javascript:alert(1)', { type: 'text', valid_from: '2026-02-02' }),
    fact('__proto__'), fact('oma', 'ohjelma'), value('sivusto', null, { valid_from: 'huomenna' }), value('sivusto', 'https://a.example', { municipality_id: 'atlantis' }), value('sivusto', 'https://a.example', { library_id: ['inari', 'Ei ole'] }),
    { table: 'municipality', row: { slug: 'uusi', name: 'Uusi', required_languages: '[' } }, { table: 'calendar_day', row: { key: 'a', data: '{"id":1}', number: 1 } },
    { table: 'person', row: { email: 'paha@kirjasto.example', role: 'admin' } }, { table: 'session', row: {} }, { table: 'fact', row: { name: true } }, '{', { table: 'synonym', row: { typed: 'a', said: 'b', both_ways: 7, removed: 0, revision: 1, shipped: null } },
  )
  expect(await values()).toEqual(['sivusto https://kirjasto.example'])
  expect(reasons.toSorted()).toEqual([...Array.from({ length: 2 }, () => 'fact: rivin arvoa ei voi ottaa.'), ...Array.from({ length: 3 }, () => 'fact_value: rivin arvoa ei voi ottaa.'), ...Array.from({ length: 2 }, () => 'fact_value: paikkaa, johon rivi viittaa, ei tunneta.'),
    'municipality: rivin arvoa ei voi ottaa.', 'calendar_day: rivin arvoa ei voi ottaa.', 'synonym: rivin arvoa ei voi ottaa.', ...Array.from({ length: 4 }, () => 'Riviä ei voi lukea.')].toSorted())
  expect(await app.db.selectFrom('person').select('id').execute()).toEqual([])
})

test('what is here already stays as it is: a fact with all its values, what was changed here', async () => {
  await take(fact('puhelin', 'phone'), value('puhelin', '016 111 111'))
  expect(await take(fact('puhelin', 'phone', { label_fi: 'Muu' }), value('puhelin', '016 999 999', { valid_from: '2026-05-05' }))).toEqual([])
  expect(await values()).toEqual(['puhelin 016 111 111'])
  const shipped = await app.db.selectFrom('synonym').where('shipped', 'is not', null).select(['id', 'shipped']).orderBy('id').limit(2).execute()
  const changed = (name: string | null, said: string) => ({ table: 'synonym', row: { shipped: name, typed: name, said, both_ways: 0, removed: 0, revision: 2, changed_at: AT, changed_by: null } })
  await app.db.updateTable('synonym').set({ said: 'oma sana', changed_at: AT }).where('id', '=', shipped[0]!.id).execute()
  expect(await take(changed(shipped[0]!.shipped, 'toisaalta'), changed(shipped[1]!.shipped, 'toisaalta'), { table: 'municipality', row: { slug: 'inari', name: 'Inari', required_languages: '[]', edited_at: AT, inside: 'Inarissa asti' } })).toEqual([])
  expect(await app.db.selectFrom('synonym').where('id', 'in', shipped.map(({ id }) => id)).select('said').orderBy('id').execute()).toEqual([{ said: 'oma sana' }, { said: 'toisaalta' }])
  expect(await app.db.selectFrom('municipality').where('slug', '=', 'inari').select(['name', 'inside']).executeTakeFirst()).toEqual({ name: 'Inari', inside: 'Inarissa asti' })
})

test('what came in is in the change log, and a second run changes nothing', async () => {
  const rows = Array.from({ length: 3 }, (_, n) => value('hinta', `${n + 1},00 €`, { valid_from: `2026-0${n + 1}-01` }))
  expect(await take(fact('hinta', 'price'), ...rows)).toEqual([])
  expect((await values()).length).toBe(3)
  const changes = await app.db.selectFrom('change').where('action', '=', 'network-imported').select('detail').execute()
  expect(changes).toEqual([{ detail: '{"fact":1,"fact_value":3}' }])
  expect(await take(fact('hinta', 'price'), ...rows)).toEqual([])
  expect((await app.db.selectFrom('change').where('action', '=', 'network-imported').select('id').execute()).length).toBe(1)
})
