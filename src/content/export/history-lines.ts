import type { Db } from '../../database.ts'
import type { ItemFacts } from '../items.queries.ts'
import { filesOfItem, itemsByIds, revisionsOf, versionsOfItem, type ExportedFile, type Eyes, type teamNames } from './export.queries.ts'
import { partsOfItem } from './item-parts.queries.ts'
import { itemRecord, revisionRecord } from './record-of.ts'
import type { FileRecord } from './records.ts'

export type Teams = Awaited<ReturnType<typeof teamNames>>
/** by id of a file; null: its bytes are lost */
type KeptFiles = ReadonlyMap<string, FileRecord | null>
interface Options { whole: boolean; now: string; teams: Teams; kept: KeptFiles }

/** Items are read in batches: what is in memory is a batch and one file. */
const AT_ONCE = 50

export async function* inBatches(db: Db, eyes: Eyes, ids: number[]): AsyncGenerator<ItemFacts> {
  for (let at = 0; at < ids.length; at += AT_ONCE) yield* await itemsByIds(db, eyes, ids.slice(at, at + AT_ONCE))
}

/** The lines of `historia.jsonl`, each item read anew: what has ceased to be seen meanwhile is not in it. */
export async function* historyLines(db: Db, eyes: Eyes, ids: number[], options: Options): AsyncGenerator<Uint8Array> {
  const { whole, now, teams, kept } = options, told = new Set<string>()
  for await (const item of inBatches(db, eyes, ids)) {
    const isKept = (file: ExportedFile) => kept.get(file.id) != null
    const files = (await filesOfItem(db, now, item.id)).filter(isKept), versions = (await versionsOfItem(db, item.id)).filter(isKept), records: object[] = []
    for (const { id } of [...files, ...versions]) if (!told.has(id)) { told.add(id); records.push(kept.get(id)!) }
    records.push({ ...await itemRecord(db, item, files, versions, teams, whole), ...(whole && await partsOfItem(db, item.id)) })
    for (const revision of await revisionsOf(db, eyes, item)) records.push(revisionRecord(item.id, revision, whole))
    yield Buffer.from(records.map((record) => `${JSON.stringify(record)}\n`).join(''))
  }
}
