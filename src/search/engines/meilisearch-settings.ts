import type { Index, Meilisearch } from 'meilisearch'
import { SETTINGS, type Document } from './meilisearch-document.ts'
import { succeeded } from './meilisearch-tasks.ts'

/** Federated searches, search cut-offs by locale and swapping of indexes work alike from here on. */
const OLDEST = '1.12.0'

/** The server's version; throws when it is older than what this code was made for. */
export async function checkedVersion(client: Meilisearch): Promise<string> {
  const version = (await client.getVersion()).pkgVersion
  if (isOlder(version, OLDEST)) throw new Error(`Meilisearch ${version} is too old: ${OLDEST} or newer is needed`)
  return version
}

/** Makes the index when there is none, sets all that SETTINGS says, and reads it back: a version that knows a setting otherwise is not searched. */
export async function prepareIndex(client: Meilisearch, index: Index<Document>): Promise<void> {
  const { results } = await client.getRawIndexes({ limit: 1000 })
  if (!results.some(({ uid }) => uid === index.uid)) await madeByNow(client, index.uid)
  await succeeded(index.updateSettings(SETTINGS)) // does nothing where they are so already
  const kept = await index.getSettings() as Record<string, unknown>, other = Object.entries(SETTINGS).filter(([name, value]) => !holds(kept[name], value)).map(([name]) => name)
  if (other.length > 0) throw new Error(`Meilisearch keeps other settings than it was given: ${other.join(', ')}`)
}

/** Another process, or a rebuild beside the catching up, may make it in the same moment. */
async function madeByNow(client: Meilisearch, uid: string) {
  const { status, error } = await client.createIndex(uid, { primaryKey: 'id' }).waitTask()
  if (status !== 'succeeded' && error?.code !== 'index_already_exists') throw new Error(`Meilisearch task ${status}: ${error?.message ?? 'no reason given'}`)
}

export function isOlder(version: string, than: string): boolean {
  const numbers = (text: string) => text.split('.').map((part) => Number.parseInt(part, 10) || 0), a = numbers(version), b = numbers(than)
  const at = b.findIndex((number, n) => number !== (a[n] ?? 0))
  return at >= 0 && (a[at] ?? 0) < b[at]!
}

/** What was given is there; a server may say more of an object, and give an unordered list in its own order. */
function holds(kept: unknown, given: unknown): boolean {
  if (Array.isArray(given)) return Array.isArray(kept) && kept.length === given.length && given.every((value) => kept.some((one) => holds(one, value)))
  if (given !== null && typeof given === 'object') return kept !== null && typeof kept === 'object' && Object.entries(given).every(([name, value]) => holds((kept as Record<string, unknown>)[name], value))
  return (kept ?? null) === given
}
