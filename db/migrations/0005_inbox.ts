import { sql, type Kysely } from 'kysely'

const TABLES = `
create table told(
  id integer primary key autoincrement,
  person_id integer not null references person(id) on delete cascade,
  at text not null,
  message text not null,
  detail text not null,
  href text not null,
  item_id integer references item(id) on delete cascade,
  read_at text,
  mailed_at text
) strict;
create index told_person on told(person_id, id);
create index told_item on told(item_id) where item_id is not null;
create index told_unmailed on told(person_id) where mailed_at is null;
create table task(
  id integer primary key autoincrement,
  key text not null,
  team_id integer references team(id) on delete cascade,
  person_id integer references person(id) on delete cascade,
  municipality_id integer references municipality(id) on delete cascade,
  message text not null,
  detail text not null,
  href text not null,
  item_id integer references item(id) on delete cascade,
  created_at text not null,
  due_at text,
  closed_at text,
  closed_by integer references person(id) on delete set null,
  check ((team_id is not null) + (person_id is not null) + (municipality_id is not null) = 1)
) strict;
create unique index task_open on task(key) where closed_at is null;
create index task_team on task(team_id) where closed_at is null;
create index task_person on task(person_id) where closed_at is null;
create index task_municipality on task(municipality_id) where closed_at is null;
create index task_item on task(item_id) where item_id is not null;
create index task_closed_by on task(closed_by) where closed_by is not null;
`

export async function up(db: Kysely<unknown>) {
  for (const statement of TABLES.split(';\n')) if (statement.trim()) await sql.raw(statement).execute(db)
}
