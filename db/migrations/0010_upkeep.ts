import { sql, type Kysely } from 'kysely'

const TABLES = `
create table suggestion(
  id integer primary key autoincrement,
  item_id integer not null references item(id) on delete cascade,
  lang text not null,
  base_number integer not null,
  anchor text not null,
  heading text not null,
  from_line integer not null,
  to_line integer not null,
  text text not null,
  reason text not null,
  named integer not null check (named in (0, 1)),
  person_id integer references person(id) on delete set null,
  created_at text not null,
  state text not null check (state in ('open', 'taken', 'declined')),
  answer text not null,
  answered_by integer references person(id) on delete set null,
  answered_at text,
  taken_number integer
) strict;
create index suggestion_item on suggestion(item_id, state);
create index suggestion_person on suggestion(person_id) where person_id is not null;
create index suggestion_answered_by on suggestion(answered_by) where answered_by is not null;
create table help_answer(
  id integer primary key autoincrement,
  item_id integer not null references item(id) on delete cascade,
  lang text not null,
  helped integer not null check (helped in (0, 1)),
  words text not null,
  day text not null
) strict;
create index help_answer_item on help_answer(item_id, day);
`

export async function up(db: Kysely<unknown>) {
  for (const statement of TABLES.split(';\n')) if (statement.trim()) await sql.raw(statement).execute(db)
}
