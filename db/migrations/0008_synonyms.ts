import { sql, type Kysely } from 'kysely'

const TABLES = `
create table synonym(
  id integer primary key autoincrement,
  shipped text unique,
  typed text not null,
  said text not null,
  both_ways integer not null check (both_ways in (0, 1)),
  removed integer not null check (removed in (0, 1)),
  revision integer not null,
  changed_at text,
  changed_by integer references person(id) on delete set null
) strict;
create index synonym_changed_by on synonym(changed_by) where changed_by is not null
`

export async function up(db: Kysely<unknown>) {
  for (const statement of TABLES.split(';\n')) if (statement.trim()) await sql.raw(statement).execute(db)
}
