import { sql, type Kysely } from 'kysely'

/**
 * Where each section belongs, beside its text: a search of a common word reads thousands of them, and a row is as long as its text. Items that are
 * gone, and the words of whole pages with their numbers, for what the engine remembers of common words. How often a waiting file has been tried,
 * beside what was read, likewise.
 */
export async function up(db: Kysely<unknown>) {
  await sql`create index search_section_places on search_section(id, item_id, lang, position, municipality)`.execute(db)
  await sql`create index search_item_removed on search_item(item_id) where removed = 1`.execute(db)
  await sql`create virtual table search_vocabulary_page using fts5vocab('search_text_page', 'row')`.execute(db)
  await sql`drop index document_text_state`.execute(db)
  await sql`create index document_text_state on document_text(state, tries)`.execute(db)
}
