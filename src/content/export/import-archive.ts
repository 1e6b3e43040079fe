import type { AppContext } from '../../context.ts'
import { openArchive, type Archive } from '../../files/read-archive.ts'
import { ZipRefused } from '../../files/zip-limits.ts'
import { allMunicipalities, ensureTeam } from '../../people/people.queries.ts'
import { recordChange, type Actor } from '../../platform/changes/changes.queries.ts'
import { ImportTally, type ImportCounts, type OnProgress } from '../import/import-tally.ts'
import { linesOf } from '../import/read-lines.ts'
import { ArchiveFiles } from './archive-files.ts'
import { ArchiveNetwork } from './import-network.ts'
import { ExportRecord, Manifest, type ItemRecord, type RevisionRecord } from './records.ts'
import { prepareItem, writeItem, type ReadyItem } from './restore-item.ts'
import { setSubstitute } from './restore.queries.ts'

/** The archive cannot be imported at all; the message is a Finnish sentence. */
export class ArchiveRefused extends Error { override name = 'ArchiveRefused' }

const LINE_LIMIT = 8_000_000
const HISTORY_LIMIT = 4_000_000_000
const MANIFEST_LIMIT = 5_000_000
/** items of one transaction */
const BATCH = 25

/**
 * Takes in what `export` has written: items with all their revisions, files, teams and subjects, as they were. An item that is here already is
 * left as it is, so that a second run changes nothing; when it has gone on here, that is told. Throws ArchiveRefused before anything is written.
 */
export async function importArchive(app: AppContext, file: string, { actor, onProgress }: { actor: Actor; onProgress?: OnProgress }): Promise<ImportCounts> {
  const tally = new ImportTally(app, onProgress)
  try {
    const archive = await openArchive(file), manifest = await readManifest(archive)
    await app.db.transaction().execute(async (trx) => {
      for (const { name, sample } of manifest.teams) await ensureTeam(trx, name, { sample })
      for (const { name, substitute } of manifest.teams) if (substitute !== null) await setSubstitute(trx, name, substitute)
    })
    const network = await ArchiveNetwork.read(app, actor, archive, tally)
    await network.restore()
    const places = new Map((await allMunicipalities(app.db)).map(({ slug, id }) => [slug, id])), files = new ArchiveFiles(app, archive, tally), items = new Map<number, { id: number; isNew: boolean }>()
    let ready: ReadyItem[] = []
    const flush = async () => {
      await write(app, actor, ready, items, tally)
      ready = []
    }
    for await (const { item, revisions } of itemsIn(archive, files, tally)) {
      const one = await prepareItem(app, { item, revisions, places, files, tally })
      if ('here' in one) items.set(item.id, { id: one.here, isNew: false })
      else if ('item' in one) ready.push(one)
      if (ready.length >= BATCH) await flush()
    }
    await flush()
    await network.tie(items)
  } catch (error) {
    if (error instanceof ZipRefused) throw new ArchiveRefused(`ZIP-tiedostoa ei voi tuoda (${error.message}). Se on vioittunut, tai sitä ei ole tehty Laavussa.`)
    throw error
  }
  return tally.report()
}

async function write(app: AppContext, actor: Actor, ready: ReadyItem[], items: Map<number, { id: number; isNew: boolean }>, tally: ImportTally) {
  if (ready.length > 0) await app.db.transaction().execute(async (trx) => {
    for (const one of ready) {
      const id = await writeItem(trx, app.now().toISOString(), one)
      items.set(one.item.id, { id, isNew: true })
      await recordChange(trx, { at: app.now().toISOString(), actor, action: 'imported', subject: { type: 'item', id }, detail: { lang: one.item.language, hash: '', revisions: one.revisions.length } })
    }
  })
  tally.count('created', ready.length)
  tally.report()
}

async function readManifest(archive: Archive): Promise<Manifest> {
  if (archive.sizeOf('laavu.json') === undefined || archive.sizeOf('historia.jsonl') === undefined) throw new ArchiveRefused('Tämä ZIP-tiedosto ei ole Laavun vienti: siinä ei ole tiedostoja laavu.json ja historia.jsonl.')
  const parts: Buffer[] = []
  for await (const chunk of archive.read('laavu.json', MANIFEST_LIMIT)) parts.push(chunk)
  const manifest = Manifest.safeParse(parsed(Buffer.concat(parts)))
  if (!manifest.success) throw new ArchiveRefused('Vienti on tehty toisella Laavun versiolla, jota tämä versio ei osaa lukea.')
  return manifest.data
}

/** Each item with its revisions, in the order of the archive; a line that cannot be read is told and left out. */
async function* itemsIn(archive: Archive, files: ArchiveFiles, tally: ImportTally): AsyncGenerator<{ item: ItemRecord; revisions: RevisionRecord[] }> {
  let item: ItemRecord | null = null, revisions: RevisionRecord[] = [], number = 0
  for await (const line of linesOf(archive.read('historia.jsonl', HISTORY_LIMIT), LINE_LIMIT)) {
    const where = `historia.jsonl:${++number}`, record = line && ExportRecord.safeParse(parsed(line))
    if (!record?.success) { tally.fail(where, 'Riviä ei voi lukea.'); continue }
    if (record.data.type === 'revision') {
      if (item?.id === record.data.item) revisions.push(record.data)
      else tally.fail(where, 'Muutokselle ei ole sivua.')
      continue
    }
    if (item) yield { item, revisions }
    item = null
    revisions = []
    if (record.data.type === 'file') files.add(record.data, where)
    else item = record.data
  }
  if (item) yield { item, revisions }
}

function parsed(bytes: Buffer): unknown {
  try { return JSON.parse(bytes.toString('utf8')) } catch { return undefined }
}
