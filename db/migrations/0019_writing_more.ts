import { sql, type Kysely } from 'kysely'

const STATEMENTS = `
create table planned_change(
  id integer primary key autoincrement,
  item_id integer not null references item(id) on delete cascade,
  lang text not null,
  base integer not null,
  fields text not null,
  at text not null,
  state text not null check (state in ('waiting', 'published', 'stopped', 'withdrawn')),
  made_by integer references person(id) on delete set null,
  made_at text not null,
  closed_at text,
  closed_by integer references person(id) on delete set null
) strict;
create index planned_change_item on planned_change(item_id);
create index planned_change_due on planned_change(at) where state = 'waiting';
create index planned_change_made_by on planned_change(made_by) where made_by is not null;
create index planned_change_closed_by on planned_change(closed_by) where closed_by is not null;
`

export async function up(db: Kysely<unknown>) {
  for (const statement of STATEMENTS.split(';\n')) if (statement.trim()) await sql.raw(statement).execute(db)
}
