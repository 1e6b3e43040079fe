import type { IndexSwap, Meilisearch } from 'meilisearch'
import type { Db } from '../../database.ts'
import type { IndexItem } from '../search-engine.ts'
import { documentsOf, type Document } from './meilisearch-document.ts'
import { prepareIndex } from './meilisearch-settings.ts'
import { refusalOf, succeeded } from './meilisearch-tasks.ts'
import { sectionsOfItems } from './meilisearch.queries.ts'

/** An index that is filled beside the one that is searched, and takes its place in one step when it is whole: a rebuild leaves no gap. */
export interface Aside { add(items: IndexItem[]): Promise<void>; exchange(): Promise<void> }

export async function indexAside(client: Meilisearch, uid: string, db: Db): Promise<Aside> {
  const index = client.index<Document>(`${uid}-uusi`)
  const { results } = await client.getRawIndexes({ limit: 1000 })
  if (results.some((one) => one.uid === index.uid)) await succeeded(client.deleteIndex(index.uid)) // a rebuild that was cut off
  await prepareIndex(client, index)
  return {
    // what the server does not take is left to the comparison after the exchange, which isolates and reports it
    async add(items) {
      const kept = Map.groupBy(await sectionsOfItems(db, items.map(({ itemId }) => itemId)), ({ itemId }) => itemId)
      const documents = items.flatMap((item) => documentsOf(item, kept.get(item.itemId) ?? []))
      if (documents.length > 0) await refusalOf(index.addDocuments(documents, { primaryKey: 'id' }))
    },
    async exchange() {
      const swap = { indexes: [uid, index.uid] } as IndexSwap // without `rename`, which the type wants and versions before 1.18 refuse
      await succeeded(client.swapIndexes([swap]))
      await succeeded(client.deleteIndex(index.uid))
    },
  }
}
