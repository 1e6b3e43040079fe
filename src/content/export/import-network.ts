import type { AppContext } from '../../context.ts'
import type { Archive } from '../../files/read-archive.ts'
import { recordChange, type Actor } from '../../platform/changes/changes.queries.ts'
import type { ImportTally } from '../import/import-tally.ts'
import { linesOf } from '../import/read-lines.ts'
import { restoreRows, type ItemsHere } from './network-rows.queries.ts'
import { NETWORK_TABLES, NetworkLine, TIES, type NetworkTable, type Row } from './network-tables.ts'

export const NETWORK_FILE = 'verkko.jsonl'
const LINE_LIMIT = 200_000
const LIMIT = 100_000_000

/** What belongs to the network in an archive: places, facts, synonyms, days of the calendar, and what ties items to each other. */
export class ArchiveNetwork {
  readonly #rows = new Map<string, Row[]>()
  readonly #app: AppContext
  readonly #actor: Actor
  readonly #tally: ImportTally

  private constructor(app: AppContext, actor: Actor, tally: ImportTally) {
    this.#app = app
    this.#actor = actor
    this.#tally = tally
  }

  static async read(app: AppContext, actor: Actor, archive: Archive, tally: ImportTally): Promise<ArchiveNetwork> {
    const network = new ArchiveNetwork(app, actor, tally)
    if (archive.sizeOf(NETWORK_FILE) === undefined) return network
    let number = 0
    for await (const line of linesOf(archive.read(NETWORK_FILE, LIMIT), LINE_LIMIT)) {
      const where = `${NETWORK_FILE}:${++number}`, record = line && NetworkLine.safeParse(parsed(line))
      if (!record?.success) { tally.fail(where, 'Riviä ei voi lukea.'); continue }
      const { table, row } = record.data
      const rows = network.#rows.get(table)
      if (rows) rows.push(row)
      else network.#rows.set(table, [row])
    }
    return network
  }

  /** Before the items: they name places and use facts. */
  restore(): Promise<void> { return this.#write(NETWORK_TABLES, new Map()) }

  /** After the items that they tie together. */
  tie(items: ItemsHere): Promise<void> { return this.#write(TIES, items) }

  /** All or nothing: facts without their values would count as known in the next run. */
  async #write(tables: NetworkTable[], items: ItemsHere) {
    await this.#app.db.transaction().execute(async (trx) => {
      const detail: Record<string, number> = {}, created = new Set<string>()
      for (const one of tables) {
        const rows = this.#rows.get(one.table) ?? [], written = await restoreRows(trx, one, rows, { items, created, fail: (reason) => { this.#tally.fail(NETWORK_FILE, reason) } })
        if (written > 0) detail[one.table] = written
      }
      if (Object.keys(detail).length > 0) await recordChange(trx, { at: this.#app.now().toISOString(), actor: this.#actor, action: 'network-imported', subject: { type: 'system', id: null }, detail })
    })
  }
}

function parsed(bytes: Buffer): unknown {
  try { return JSON.parse(bytes.toString('utf8')) } catch { return undefined }
}
