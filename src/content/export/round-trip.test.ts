import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AppContext } from '../../context.ts'
import { keepFile } from '../../files/file-store.ts'
import { insertFile } from '../../files/files.queries.ts'
import { makePdf } from '../../documents/fixtures/make-pdf.ts'
import { readDocuments } from '../../documents/read-documents.ts'
import { addDocument, addDocumentVersion } from '../../documents/save-document.ts'
import { keepImage, saveImage } from '../../files/images/keep-image.ts'
import { openArchive } from '../../files/read-archive.ts'
import type { Viewer } from '../../people/viewer.ts'
import { sampleItem } from '../../testing/sample-item.ts'
import { addPerson } from '../../testing/sign-in.ts'
import { testApp } from '../../testing/test-app.ts'
import { SYSTEM } from '../../platform/changes/changes.queries.ts'
import { importPath } from '../import/import-path.ts'
import type { ImportProblem } from '../import/source-page.ts'
import { addSample } from '../import/sample-library.ts'
import { itemById } from '../item-writes.queries.ts'
import { prepareText } from '../prepare-text.ts'
import { createItem, reviseItem, trashItem, type ItemInput } from '../save-item.ts'
import { addNetwork, start } from './fixtures/add-network.ts'
import { contentOf, TABLES, tablesOf } from './fixtures/same-library.ts'
import { exportLibrary } from './export-library.ts'
import { allItemIds, itemsByIds } from './export.queries.ts'
import { writeZip } from './write-zip.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'laavu-round-trip-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

async function exported(app: AppContext, name: string): Promise<{ file: string; entries: Map<string, Buffer> }> {
  const file = path.join(folder, name)
  await pipeline(Readable.from(writeZip(exportLibrary(app, null, await allItemIds(app.db, null), { locale: 'fi', whole: true }))), createWriteStream(file))
  const archive = await openArchive(file), entries = new Map<string, Buffer>()
  for (const entry of archive.names) {
    const parts: Buffer[] = []
    for await (const chunk of archive.read(entry, 1e9)) parts.push(chunk)
    entries.set(entry, Buffer.concat(parts))
  }
  return { file, entries }
}
const run = async (app: AppContext, file: string) => {
  const problems: ImportProblem[] = [], counts = await importPath(app, file, { actor: SYSTEM, onProgress: (_counts, found) => { problems.push(...found) } })
  return { ...counts, problems }
}
const input = (given: Partial<ItemInput> & Pick<ItemInput, 'title' | 'body'>): ItemInput => sampleItem({
  summary: 'Ensimmäinen', subjects: [{ label: 'Kokeilu', labelSv: 'Försök', yso: 'http://www.yso.fi/onto/yso/p1' }], goals: ['4'], reviewMonths: 6, statutoryTask: 'tehtävä', ...given,
})
const count = async (app: AppContext, table: 'item' | 'revision' | 'change' | 'file' | 'subject' | 'team') => (await app.db.selectFrom(table).select((select) => select.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n

let from: AppContext, to: AppContext, first: Awaited<ReturnType<typeof exported>>, ownId: number, restrictedId: number, documentId: number, pictureId: number
beforeAll(async () => {
  const source = await testApp({ DATA_DIR: path.join(folder, 'a') })
  from = source.app
  const writer = await addPerson(from, { role: 'editor', name: 'Inkeri Laine', email: 'inkeri@kirjasto.example', teams: ['Rajattu tiimi'] }), gone = await addPerson(from, { role: 'editor', name: 'Lähtenyt Tekijä', email: 'lahtenyt@kirjasto.example' })
  await start(from)
  await addSample(from)
  const teamId = (await from.db.selectFrom('team').where('name', '=', 'Rajattu tiimi').select('id').executeTakeFirstOrThrow()).id, actor = { id: writer, origin: '', requestId: '' }
  const picture = await keepFile(from, PNG, 'kortti ŋ.png'), files = [{ path: 'kuvat/kortti.png', fileId: picture.id }]
  const save = async (id: number | null, who: number | null, given: ItemInput) => {
    const text = prepareText(given)
    return from.db.transaction().execute(async (trx) => {
      await insertFile(trx, from.now().toISOString(), picture)
      if (id === null) return (await createItem(trx, from.now().toISOString(), { ...actor, id: who }, given, text)).id
      await reviseItem(trx, from.now().toISOString(), { ...actor, id: who }, id, null, given, text)
      return id
    })
  }
  ownId = await save(null, writer, input({ title: 'Oma sivu đŋ', body: 'Teksti.\n\n![Kortti](kuvat/kortti.png)\n\n[toinen](laavu:ASP-01)', ownerTeamId: teamId, files }))
  const photo = await keepImage(from, await sharp({ create: { width: 700, height: 400, channels: 3, background: 'green' } }).jpeg().toBuffer(), 'lampi.jpg'), at = from.now().toISOString()
  const shown = { path: 'lampi.jpg', fileId: photo.file.id, picture: { width: photo.width, height: photo.height, widths: photo.sizes.map(({ width }) => width), hidden: false } }
  const pond = input({ title: 'Kuvasivu', body: '![Lampi](lampi.jpg)', files: [shown] })
  pictureId = await from.db.transaction().execute(async (trx) => {
    await saveImage(trx, at, photo)
    return (await createItem(trx, at, actor, pond, prepareText({ ...pond, files: [shown] }))).id
  })
  // a picture that could not be read has no size
  await from.db.insertInto('image').values({ file_id: picture.id, width: 0, height: 0, alt: 'Kortti', author: 'Inkeri', licence: 'oma', consent_until: null, consent_ended_at: null }).execute()
  await addNetwork(from, writer)
  source.moveClock('2026-02-01T08:00:00.000Z')
  await save(ownId, gone, input({ title: 'Oma sivu đŋ', body: 'Teksti on uusi.\n\n![Kortti](kuvat/kortti.png)', summary: 'Korjattu, koska maksu muuttui', ownerTeamId: teamId, files, material: false }))
  await save(ownId, writer, input({ title: 'Egen sida', body: 'Text.', lang: 'sv', summary: 'Översatt', ownerTeamId: teamId, files }))
  restrictedId = await save(null, writer, input({ title: 'Rajattu', body: 'Vain tiimille.', ownerTeamId: teamId, restrictedTeamId: teamId, networkWide: false, municipalityIds: [2, 1] }))
  await save(null, writer, input({ title: 'Luonnos', body: 'Kesken.', state: 'draft' }))
  const viewer = { id: writer, municipalityId: (await from.db.selectFrom('person').where('id', '=', writer).select('municipality_id').executeTakeFirstOrThrow()).municipality_id } as Viewer
  const [v1, v2] = ['Ensimmäinen versio sivulla đŋ', 'Toinen versio sivulla đŋ'].map((text) => ({ name: 'käyttöohje ŋ.pdf', declared: 'application/pdf', bytes: makePdf([text, 'Toinen sivu']) }))
  documentId = await addDocument(from, actor, viewer, { ...input({ title: 'Käyttöohje', body: 'Kuvaus', ownerTeamId: teamId }), summary: 'Lisätty' }, v1!)
  source.moveClock('2026-02-02T08:00:00.000Z')
  await addDocumentVersion(from, actor, viewer, (await itemsByIds(from.db, null, [documentId]))[0]!, 'Uusi hinnasto', v2!)
  await readDocuments(from)
  const binned = await save(null, writer, input({ title: 'Roskiin', body: 'Pois.' }))
  await from.db.transaction().execute((trx) => trashItem(trx, from.now().toISOString(), actor, binned))
  first = await exported(from, 'a.zip')
  const target = await testApp({ DATA_DIR: path.join(folder, 'b') })
  to = target.app
  target.moveClock('2027-05-05T00:00:00.000Z')
  await start(to)
  await addPerson(to, { name: 'Inkeri Uusi-Nimi', email: 'inkeri@kirjasto.example' })
}, 60_000)

describe('what is exported and imported into an empty library', () => {
  test('is the same, but for people who are not there: every item, text, revision, file, subject and team', async () => {
    expect(await run(to, first.file)).toMatchObject({ created: await count(from, 'item'), failed: 0, problems: [] })
    // what was read and drawn out of files is made again
    await readDocuments(to)
    const both = { people: ['inkeri@kirjasto.example'], now: to.now().toISOString() }, [there, here] = [await contentOf(from.db, both), await contentOf(to.db, both)]
    for (const [table, rows] of Object.entries(there)) {
      expect(here[table], table).toEqual(rows)
      expect([table, rows.length > 0]).toEqual([table, true])
    }
    const second = await exported(to, 'b.zip')
    // a name that has changed and a person who is not here are the two exceptions
    const same = (bytes: Buffer) => bytes.toString('utf8').replaceAll('Inkeri Uusi-Nimi', 'Inkeri Laine').replaceAll('{"name":"Lähtenyt Tekijä","email":"lahtenyt@kirjasto.example"}', 'null').replaceAll(/"exportedAt": "[^"]*"/g, '').replaceAll(/<time [^>]*>[^<]*<\/time>\. /g, '')
    expect([...second.entries.keys()].toSorted()).toEqual([...first.entries.keys()].toSorted())
    for (const [name, bytes] of first.entries) expect(same(second.entries.get(name)!), name).toBe(same(bytes))
    // an earlier revision of a document shows its description alone: what was read out of files belongs to the one in force
    const html = (app: AppContext) => app.db.selectFrom('revision').where((where) => where.or([where('item_id', '<>', documentId), where('number', '>', 1)])).select(['item_id', 'lang', 'number', 'html', 'sections']).orderBy('item_id').orderBy('lang').orderBy('number').execute()
    expect(await html(to)).toEqual(await html(from))
    const links = (app: AppContext) => app.db.selectFrom('item_link').selectAll().orderBy('item_id').orderBy('target').execute()
    expect(await links(to)).toEqual(await links(from))
  }, 60_000)

  test('keeps who, when and why of each revision, by e-mail address', async () => {
    const rows = await to.db.selectFrom('revision').leftJoin('person', 'person.id', 'revision.author_id').where('item_id', '=', ownId).select(['lang', 'number', 'summary', 'material', 'revision.created_at', 'person.name']).orderBy('lang').orderBy('number').execute()
    expect(rows).toEqual([
      { lang: 'fi', number: 1, summary: 'Ensimmäinen', material: 1, created_at: '2026-01-02T03:04:05.000Z', name: 'Inkeri Uusi-Nimi' },
      { lang: 'fi', number: 2, summary: 'Korjattu, koska maksu muuttui', material: 0, created_at: '2026-02-01T08:00:00.000Z', name: null },
      { lang: 'sv', number: 1, summary: 'Översatt', material: 1, created_at: '2026-02-01T08:00:00.000Z', name: 'Inkeri Uusi-Nimi' },
    ])
    expect(await itemById(to.db, restrictedId)).toMatchObject({ restricted_team_id: expect.any(Number), network_wide: 0, state: 'published' })
  })

  test('has the files of a document with their reasons, and the text in them is read again', async () => {
    const versions = (app: AppContext) => app.db.selectFrom('document_version').innerJoin('file', 'file.id', 'document_version.file_id').where('item_id', '=', documentId).select(['number', 'why', 'file_id', 'sha256', 'document_version.created_at']).orderBy('number').execute()
    expect(await versions(to)).toEqual(await versions(from))
    expect((await versions(to)).map(({ why }) => why)).toEqual(['Lisätty', 'Uusi hinnasto'])
    expect((await to.db.selectFrom('document_text').select('state').execute()).map(({ state }) => state)).toEqual(['done', 'done'])
  })

  test('has the smaller copies of its pictures, and its pages offer them', async () => {
    const { html } = await to.db.selectFrom('revision').where('item_id', '=', pictureId).select('html').executeTakeFirstOrThrow()
    expect(html).toMatch(/srcset="\/kuva\/[\w-]+\/480\.webp 480w, \/kuva\/[\w-]+\/700\.webp 700w"/)
    const copies = (app: AppContext) => app.db.selectFrom('image_size').innerJoin('file', 'file.id', 'image_size.stored_id').select(['image_size.file_id', 'image_size.width', 'image_size.height', 'file.sha256']).orderBy('image_size.file_id').orderBy('image_size.width').execute()
    expect(await copies(to)).toEqual(await copies(from))
  })

  test('asks for the work that goes with it: what a place wrote into a text that has changed, a translation that is behind', async () => {
    const keys = async (app: AppContext) => (await app.db.selectFrom('task').where('closed_at', 'is', null).where((where) => where.or([where('key', 'like', 'supplement:%'), where('key', 'like', 'translation:%')])).select(['message', 'href']).orderBy('message').orderBy('href').execute())
    expect((await keys(from)).map(({ message }) => message)).toEqual(expect.arrayContaining(['supplements.task', 'translations.task']))
    expect(await keys(to)).toEqual(await keys(from))
  })

  test('a second run changes nothing', async () => {
    const changes = await count(to, 'change')
    expect(await run(to, first.file)).toMatchObject({ created: 0, revised: 0, unchanged: await count(from, 'item'), failed: 0 })
    expect(await count(to, 'change')).toBe(changes)
  })

  test('what has gone on here since is left as it is, and is told', async () => {
    const given = input({ title: 'Oma sivu đŋ', body: 'Täällä kirjoitettu.' }), text = prepareText(given)
    await to.db.transaction().execute((trx) => reviseItem(trx, to.now().toISOString(), SYSTEM, ownId, null, given, text))
    const { problems, created } = await run(to, first.file)
    expect({ created, problems }).toEqual({ created: 0, problems: [{ where: String(ownId), reason: 'Sivu on Laavussa jo, ja sen teksti on toinen. Sitä ei muutettu.' }] })
  })
})

test('every table of the database is in the archive, or it is said why not', async () => {
  expect((await tablesOf(from.db)).filter((name) => !name.startsWith('search_text_'))).toEqual(Object.keys(TABLES).toSorted())
})

test('an archive that is not ours is refused with the reason', async () => {
  writeFileSync(path.join(folder, 'muu.zip'), 'PK')
  await expect(run(to, path.join(folder, 'muu.zip'))).rejects.toThrow('ZIP-tiedostoa ei voi tuoda')
})
