import { setImmediate } from 'node:timers/promises'
import type { Db } from '../../database.ts'
import { chainHash } from './change-chain.ts'
import { changesAfter } from './changes.queries.ts'

const AT_ONCE = 2000

/** `links`: acts in the chain; `older`: acts from before it was begun; `brokenAt`: the id of the first act that does not follow from the one before; `last`: the newest hash, to be kept elsewhere. */
export interface ChainState { links: number; older: number; brokenAt: number | null; last: string }

/** Reads the whole change log. An end that was cut off shows only against a `last` that was kept elsewhere. */
export async function checkChain(db: Db): Promise<ChainState> {
  let links = 0, older = 0, last = '', after = 0
  for (;;) {
    const rows = await changesAfter(db, after, AT_ONCE)
    for (const row of rows) {
      if (links === 0 && row.hash === '') older++
      else if (row.hash !== chainHash(last, row)) return { links, older, brokenAt: row.id, last }
      else {
        links++
        last = row.hash
      }
    }
    if (rows.length < AT_ONCE) return { links, older, brokenAt: null, last }
    after = rows.at(-1)!.id
    await setImmediate()
  }
}
