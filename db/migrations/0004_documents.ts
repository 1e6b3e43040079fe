import { sql, type Kysely } from 'kysely'

const TABLES = `
create table document_text(
  file_id text primary key references file(id) on delete cascade,
  extractor integer not null,
  state text not null check (state in ('waiting', 'done', 'no-text', 'failed')),
  tries integer not null,
  reading text not null
) strict, without rowid;
create index document_text_state on document_text(state);
create table document_version(
  item_id integer not null references item(id) on delete cascade,
  number integer not null,
  file_id text not null references file(id),
  why text not null,
  author_id integer references person(id) on delete set null,
  created_at text not null,
  filled_revision_id integer references revision(id) on delete set null,
  primary key (item_id, number)
) strict, without rowid;
create index document_version_file on document_version(file_id);
create index document_version_author on document_version(author_id);
create index document_version_filled on document_version(filled_revision_id);
`

export async function up(db: Kysely<unknown>) {
  for (const statement of TABLES.split(';\n')) if (statement.trim()) await sql.raw(statement).execute(db)
}
