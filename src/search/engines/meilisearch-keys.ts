import { Meilisearch } from 'meilisearch'
import { meilisearchHttp } from './meilisearch-http.ts'

const NAME = 'Laavu'
/** All that Laavu does with Meilisearch, on its own indexes: no other index, no keys, no dumps. */
const INDEXES = ['laavu-*']
const ACTIONS = [
  'search', 'documents.add', 'documents.get', 'documents.delete', 'indexes.create', 'indexes.get', 'indexes.delete', 'indexes.swap', 'settings.get',
  'settings.update', 'tasks.get', 'stats.get', 'version',
]

/** The key that MEILI_KEY should be, made with the master key; the same one again while it is there and says the same. */
export async function leastKey({ url, key }: { url: string; key: string }): Promise<string> {
  const client = new Meilisearch({ host: url, apiKey: key, httpClient: meilisearchHttp(), timeout: 10_000 })
  const { results } = await client.getKeys({ limit: 1000 })
  const known = results.filter(({ name }) => name === NAME), same = known.find((one) => sameWords(one.actions, ACTIONS) && sameWords(one.indexes, INDEXES))
  for (const one of known) if (one !== same) await client.deleteKey(one.key) // what a key may do cannot be changed
  return (same ?? await client.createKey({ name: NAME, description: 'npm run laavu -- search keys', actions: ACTIONS, indexes: INDEXES, expiresAt: null })).key
}

const sameWords = (a: string[], b: string[]) => JSON.stringify(a.toSorted()) === JSON.stringify(b.toSorted())
