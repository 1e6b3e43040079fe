import { sql, type Kysely } from 'kysely'

/** Where each section belongs, beside its text: a search of a common word reads thousands of them, and a row is as long as its text. */
export async function up(db: Kysely<unknown>) {
  await sql`create index search_section_places on search_section(id, item_id, lang, position, municipality)`.execute(db)
}
