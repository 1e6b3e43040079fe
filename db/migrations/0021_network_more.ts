import { sql, type Kysely } from 'kysely'

// A check cannot be altered: `fact` is made anew. Its values point to it meanwhile, so they are checked when the transaction ends.
// `library.closed_at`: null while it is open. `item_text.stale`: 1 while a section of the translation is behind its original.
const STATEMENTS = `
pragma defer_foreign_keys = on;
alter table library add column closed_at text;
alter table item_text add column stale integer not null default 0 check (stale in (0, 1));
update item_text set stale = 1 where exists (select 1 from translation_section s where s.item_id = item_text.item_id and s.lang = item_text.lang and s.stale = 1);
create table fact_kept as select * from fact;
drop table fact;
create table fact(
  name text primary key,
  type text not null check (type in ('phone', 'email', 'price', 'hours', 'route', 'address', 'url', 'role', 'number', 'text')),
  label_fi text not null,
  label_sv text not null,
  label_en text not null,
  sample integer not null default 0 check (sample in (0, 1)),
  created_at text not null
) strict;
insert into fact select * from fact_kept;
drop table fact_kept
`

export async function up(db: Kysely<unknown>) {
  await db.transaction().execute(async (trx) => {
    for (const statement of STATEMENTS.split(';\n')) await sql.raw(statement).execute(trx)
  })
}
