import { sql, type Kysely } from 'kysely'

const TABLES = `
create table placeholder_search(id integer primary key) strict;
`

export async function up(db: Kysely<unknown>) {
  for (const statement of TABLES.split(';\n')) if (statement.trim()) await sql.raw(statement).execute(db)
}
