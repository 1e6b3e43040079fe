import { sql } from 'kysely'
import type { Trx } from '../../database.ts'

/** Sample values and supplements go; a fact that a person has given a value, or that a text still uses, stays as the library's own. */
export async function removeSampleNetwork(trx: Trx) {
  await trx.deleteFrom('supplement').where('sample', '=', 1).execute()
  await trx.deleteFrom('fact_value').where('sample', '=', 1).execute()
  await sql`delete from fact where sample = 1 and not exists (select 1 from fact_value where fact = fact.name) and not exists (select 1 from fact_use where fact = fact.name)`.execute(trx)
  await trx.updateTable('fact').set({ sample: 0 }).where('sample', '=', 1).execute()
}
