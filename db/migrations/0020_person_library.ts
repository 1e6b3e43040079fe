import { sql, type Kysely } from 'kysely'

const STATEMENTS = `
alter table person add column supervisor integer not null default 0 check (supervisor in (0, 1));
alter table person add column library_id integer references library(id) on delete set null;
create index person_library on person(library_id) where library_id is not null;
`

export async function up(db: Kysely<unknown>) {
  for (const statement of STATEMENTS.split(';\n')) if (statement.trim()) await sql.raw(statement).execute(db)
}
