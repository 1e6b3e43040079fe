import { sql, type Kysely } from 'kysely'

const TABLES = `
create table file_unused(
  file_id text primary key references file(id) on delete cascade,
  since text not null
) strict, without rowid;
create table item_merged(
  item_id integer primary key,
  external_id text,
  into_id integer not null references item(id) on delete cascade
) strict;
create index item_merged_external on item_merged(external_id) where external_id is not null;
create index item_merged_into on item_merged(into_id);
`

export async function up(db: Kysely<unknown>) {
  for (const statement of TABLES.split(';\n')) if (statement.trim()) await sql.raw(statement).execute(db)
}
