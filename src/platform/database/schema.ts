import { sql, type Kysely } from 'kysely'

/** The whole schema as text, for db/schema.sql: reviewed there, and compared with a fresh migration by a test. */
export async function schemaText(db: Kysely<any>): Promise<string> {
  const { rows } = await sql<{ sql: string }>`
    select sql from sqlite_schema
    where sql is not null and name not like 'sqlite_%' and name not like 'kysely_%' and tbl_name not in (
      select t.name || s.suffix from sqlite_schema t, (select '_data' suffix union all select '_idx' union all select '_docsize' union all select '_config' union all select '_content') s
      where t.sql like 'create virtual table%')
    order by type desc, name`.execute(db)
  return `${rows.map((row) => `${row.sql.trim()};`).join('\n\n')}\n`
}
