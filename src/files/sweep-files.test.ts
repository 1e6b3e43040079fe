import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { AppContext } from '../context.ts'
import { prepareText } from '../content/prepare-text.ts'
import { createItem, reviseItem, type ItemInput } from '../content/save-item.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { addSampleOwners, sampleItem } from '../testing/sample-item.ts'
import { testApp } from '../testing/test-app.ts'
import { keepFile, type KeptFile } from './file-store.ts'
import { fileUses, textUses } from './file-uses.queries.ts'
import { insertFile } from './files.queries.ts'
import { sweepFiles } from './sweep-files.ts'
import { verifyFiles } from './verify-files.ts'

const root = mkdtempSync(path.join(tmpdir(), 'laavu-sweep-'))
afterAll(() => { rmSync(root, { recursive: true }) })
let app: AppContext, moveClock: (to: Date) => void, folder: string, count = 0
/** The disk has the machine's own time: the clock of these tests starts at the time of a new file. */
const days = (n: number) => new Date(Date.now() + n * 86_400_000)
beforeEach(async () => {
  folder = path.join(root, String(++count))
  ;({ app, moveClock } = await testApp({ DATA_DIR: folder }))
  moveClock(days(0))
  mkdirSync(path.join(folder, 'uploads'), { recursive: true })
  await addSampleOwners(app.db)
})
const keep = async (text: string, row = true) => {
  const file = await keepFile(app, Buffer.from(text), `${text}.txt`)
  if (row) await app.db.transaction().execute((trx) => insertFile(trx, app.now().toISOString(), file))
  return file
}
const placeOf = ({ sha256 }: KeptFile) => path.join(folder, 'uploads', sha256.slice(0, 2), sha256.slice(2))
const stored = () => (readdirSync(path.join(folder, 'uploads'), { recursive: true }) as string[]).filter((name) => name.includes(path.sep))
const rows = async () => (await app.db.selectFrom('file').select('name').orderBy('name').execute()).map(({ name }) => name)
const faults = async () => { const found = []; for await (const { fault, name } of verifyFiles(app, { files: 0, bytes: 0 })) found.push(`${fault} ${name}`); return found.toSorted() }
const input = (body: string, files: ItemInput['files']) => sampleItem({ title: 'Sivu', body, files })

describe('R7: every stored file is compared with its row', () => {
  test('sound files have no fault; changed, cut, missing and swapped ones are each listed, and what belongs to nothing', async () => {
    const [sound, flipped, cut, gone, swapped, other] = [await keep('ehja'), await keep('muuttunut'), await keep('katkennut'), await keep('kadonnut'), await keep('vaihtunut-a'), await keep('vaihtunut-b')]
    expect(await faults()).toEqual([])
    const bytes = readFileSync(placeOf(flipped))
    bytes[0]! ^= 1
    writeFileSync(placeOf(flipped), bytes)
    truncateSync(placeOf(cut), 3)
    rmSync(placeOf(gone))
    const mine = readFileSync(placeOf(swapped))
    writeFileSync(placeOf(swapped), readFileSync(placeOf(other)))
    writeFileSync(placeOf(other), mine)
    writeFileSync(path.join(folder, 'uploads', 'vieras.txt'), 'x')
    await keep('vieras', false)
    moveClock(days(2))
    const listed = await faults()
    expect(listed.filter((line) => !line.startsWith('stranger'))).toEqual(['changed muuttunut.txt', 'changed vaihtunut-a.txt', 'changed vaihtunut-b.txt', 'missing kadonnut.txt', 'size katkennut.txt'])
    expect(listed.filter((line) => line.startsWith('stranger'))).toHaveLength(2)
    expect(readFileSync(placeOf(sound), 'utf8')).toBe('ehja')
  })

  test('what is being stored just now is no fault', async () => {
    await keep('kesken', false)
    expect(await faults()).toEqual([])
  })
})

describe('R25: files that nothing uses', () => {
  test('go 30 days after their last use, their bytes a day later; what is used stays', async () => {
    const used = await keep('kaytossa'), dropped = await keep('pudonnut'), lonely = await keep('yksin')
    const first = input('![a](a.txt) ![b](b.txt)', [{ path: 'a.txt', fileId: used.id }, { path: 'b.txt', fileId: dropped.id }])
    const { id } = await app.db.transaction().execute((trx) => createItem(trx, app.now().toISOString(), SYSTEM, first, prepareText(first)))
    moveClock(days(100))
    await sweepFiles(app)
    expect(await rows()).toEqual(['kaytossa.txt', 'pudonnut.txt', 'yksin.txt'])
    // the old revision still shows it
    const second = input('![a](a.txt)', [{ path: 'a.txt', fileId: used.id }])
    await app.db.transaction().execute((trx) => reviseItem(trx, app.now().toISOString(), SYSTEM, id, null, second, prepareText(second)))
    moveClock(days(129))
    await sweepFiles(app)
    expect(await rows()).toContain('yksin.txt')
    moveClock(days(131))
    await sweepFiles(app)
    expect(await rows()).toEqual(['kaytossa.txt', 'pudonnut.txt'])
    expect(stored().map((name) => name.replace('/', ''))).toEqual(expect.arrayContaining([used.sha256, dropped.sha256]))
    expect(stored()).toHaveLength(2)
    expect((await faults())).toEqual([])
    expect(lonely.id).not.toBe(used.id)
  })

  test('a file that is used again in between starts anew', async () => {
    const file = await keep('palaava')
    moveClock(days(1))
    await sweepFiles(app)
    const draft = await app.db.insertInto('draft').values({ person_id: await person(), item_id: null, lang: 'fi', base: 0, fields: '{}', created_at: '', saved_at: '', share_token: null }).returning('id').executeTakeFirstOrThrow()
    await app.db.insertInto('draft_file').values({ draft_id: draft.id, path: 'a', file_id: file.id }).execute()
    moveClock(days(40))
    await sweepFiles(app)
    await app.db.deleteFrom('draft_file').execute()
    moveClock(days(41))
    await sweepFiles(app)
    expect(await rows()).toEqual(['palaava.txt'])
    moveClock(days(72))
    await sweepFiles(app)
    expect(await rows()).toEqual([])
  })

  test('a file goes also when very many older ones stay because an earlier revision shows them', async () => {
    await sql`create table letter(id integer primary key, html text not null) strict`.execute(app.db)
    const ids = Array.from({ length: 620 }, (_, n) => `vanha-kuva-${String(n).padStart(4, '0')}-abcd`), at = '2020-01-01T00:00:00.000Z'
    for (let from = 0; from < ids.length; from += 100) await app.db.insertInto('file').values(ids.slice(from, from + 100).map((id) => ({ id, sha256: id, size: 1, mime: 'image/png', name: 'a.png', created_at: at }))).execute()
    await sql`insert into letter(html) values (${ids.map((id) => `<img src="/tiedosto/${id}/a.png">`).join('')})`.execute(app.db)
    await keep('turha')
    await sweepFiles(app)
    expect(await rows()).toContain('turha.txt')
    moveClock(days(31))
    await sweepFiles(app)
    const left = await rows()
    expect([left.length, left.includes('turha.txt')]).toEqual([ids.length, false])
  })

  test('bytes without a row go after a day, unless they are stored again', async () => {
    const lost = await keep('rivitön', false)
    await sweepFiles(app)
    expect(stored()).toHaveLength(1)
    moveClock(days(2))
    await sweepFiles(app)
    expect(stored()).toEqual([])
    await keep('rivitön')
    expect(readFileSync(placeOf(lost), 'utf8')).toBe('rivitön')
  })
  const person = async () => (await app.db.insertInto('person').values({ email: 'a@b.example', name: 'A', municipality_id: 1, role: 'editor', password_hash: null, created_at: '', disabled_at: null } as never).returning('id').executeTakeFirstOrThrow()).id
})

describe('no use is forgotten', () => {
  test('the columns that use a file are read from the schema: a new table counts from its migration on', async () => {
    expect(await fileUses(app.db)).toEqual(expect.arrayContaining([
      { table: 'document_version', column: 'file_id' }, { table: 'draft_file', column: 'file_id' }, { table: 'image_size', column: 'stored_id' }, { table: 'item_file', column: 'file_id' },
    ]))
    await sql`create table attachment(id integer primary key, scan text not null references file(id)) strict`.execute(app.db)
    const file = await keep('uusi taulu')
    await sql`insert into attachment(scan) values (${file.id})`.execute(app.db)
    moveClock(days(1))
    await sweepFiles(app)
    moveClock(days(60))
    await sweepFiles(app)
    expect(await rows()).toEqual(['uusi taulu.txt'])
  })

  test('so are the columns with HTML, the fields of a form or facts of a kind, and none of them is left out for its form', async () => {
    expect(await textUses(app.db)).toEqual(expect.arrayContaining([{ table: 'revision', column: 'html' }, { table: 'item', column: 'data' }, { table: 'draft', column: 'fields' }, { table: 'supplement', column: 'html' }]))
    const { rows: all } = await sql<{ name: string }>`select m.name || '.' || c.name as name from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' and c.name in ('html', 'data', 'fields', 'input')`.execute(app.db)
    expect(all.map(({ name }) => name).filter((name) => !name.startsWith('search_text')).toSorted()).toEqual((await textUses(app.db)).map(({ table, column }) => `${table}.${column}`).toSorted())
    await sql`create table letter(id integer primary key, html text not null) strict`.execute(app.db)
    const file = await keep('kirjeessä')
    await sql`insert into letter(html) values (${`<img src="/tiedosto/${file.id}/a.png">`})`.execute(app.db)
    moveClock(days(1))
    await sweepFiles(app)
    moveClock(days(60))
    await sweepFiles(app)
    expect(await rows()).toEqual(['kirjeessä.txt'])
  })
})
