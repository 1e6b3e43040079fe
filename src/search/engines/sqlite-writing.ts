import { setImmediate } from 'node:timers/promises'
import type { Db } from '../../database.ts'
import type { IndexItem, IndexSection, SearchEngine } from '../search-engine.ts'
import { hasVersion, indexedItems, inPieces, mergePieces, putItem, putSection, raiseGeneration, removeItem, writeTexts, type FullText, type TextChanges } from './sqlite.queries.ts'

/** Sections written in one transaction, and characters of them, so that a long text does not keep other requests waiting. */
const WRITTEN_AT_ONCE = 80
const CHARACTERS_AT_ONCE = 60_000
/** Items that wait to be written together while the index is rebuilt. */
const REBUILT_AT_ONCE = 20
/** Pages (of 4 kB) of merged index written in one transaction. */
const MERGED_AT_ONCE = 40

/** What writes the embedded index: in small transactions, so that others can write and read in between. */
export function writing(db: Db): Pick<SearchEngine, 'put' | 'remove' | 'rebuild' | 'settle'> {
  async function put(items: IndexItem[]) {
    for (const batch of batches(items)) {
      await setImmediate()
      await db.transaction().execute(async (trx) => {
        const changes = noChanges()
        await raiseGeneration(trx)
        for (const { item, from, to } of batch) {
          const isOurs = from === 0 ? await putItem(trx, item, changes) : await hasVersion(trx, item)
          if (isOurs) for (const section of item.sections.slice(from, to)) await putSection(trx, item.itemId, section, changes)
        }
        await writeTexts(trx, changes)
      })
    }
  }

  const remove = (items: { itemId: number; version: number }[]) => db.transaction().execute(async (trx) => {
    const changes = noChanges()
    await raiseGeneration(trx)
    for (const { itemId, version } of items) await removeItem(trx, itemId, version, changes)
    await writeTexts(trx, changes)
  })

  async function rebuild(items: AsyncIterable<IndexItem>) {
    const old = new Map((await indexedItems(db)).map(({ itemId, version }) => [itemId, version]))
    let batch: IndexItem[] = []
    for await (const item of items) {
      old.delete(item.itemId)
      batch.push(item)
      if (batch.length < REBUILT_AT_ONCE) continue
      await put(batch)
      batch = []
    }
    await put(batch)
    if (old.size > 0) await remove([...old].map(([itemId, version]) => ({ itemId, version })))
  }

  async function settle({ wholly }: { wholly: boolean }) {
    const merge = (index: FullText, pages: number) => db.transaction().execute((trx) => mergePieces(trx, index, pages))
    for (const index of await inPieces(db)) {
      while (await merge(index, MERGED_AT_ONCE)) await setImmediate()
      if (!wholly || !(await inPieces(db)).includes(index)) continue
      await merge(index, -MERGED_AT_ONCE)
      while (await merge(index, MERGED_AT_ONCE)) await setImmediate()
    }
  }

  return { put, remove, rebuild, settle }
}

const noChanges = (): TextChanges => ({ remove: [], add: [] })

/** Items in runs of about WRITTEN_AT_ONCE sections and CHARACTERS_AT_ONCE; one with more is divided over several. */
function* batches(items: IndexItem[]) {
  let batch: { item: IndexItem; from: number; to: number }[] = [], sections = 0, characters = 0
  for (const item of items) {
    for (let from = 0; from === 0 || from < item.sections.length;) {
      let to = from
      while (to < item.sections.length && sections < WRITTEN_AT_ONCE && characters < CHARACTERS_AT_ONCE) {
        characters += sizeOf(item.sections[to++]!)
        sections++
      }
      batch.push({ item, from, to })
      if (to === 0) sections++
      from = Math.max(to, 1)
      if (sections < WRITTEN_AT_ONCE && characters < CHARACTERS_AT_ONCE) continue
      yield batch
      batch = []
      sections = characters = 0
    }
  }
  if (batch.length > 0) yield batch
}

const sizeOf = ({ title, heading, text, base, parts, fold }: IndexSection) => title.length + heading.length + text.length + base.length + parts.length + fold.length
