import { sql, type Kysely } from 'kysely'

const TABLES = `
create table failed_search(
  id integer primary key autoincrement,
  key text not null unique,
  typed text not null,
  times integer not null,
  askers integer not null,
  first_day text not null,
  last_day text not null,
  counted_by text not null,
  item_id integer references item(id) on delete set null,
  handled_at text,
  handled_by integer references person(id) on delete set null
) strict;
create index failed_search_askers on failed_search(askers);
create index failed_search_item on failed_search(item_id) where item_id is not null;
create index failed_search_handled_by on failed_search(handled_by) where handled_by is not null;
create table question(
  id integer primary key autoincrement,
  asker_id integer references person(id) on delete set null,
  team_id integer not null references team(id),
  item_id integer references item(id) on delete cascade,
  text text not null,
  search text not null,
  lang text not null,
  state text not null check (state in ('open', 'answered', 'closed')),
  created_at text not null,
  settled_at text,
  settled_by integer references person(id) on delete set null,
  found_at text
) strict;
create index question_asker on question(asker_id) where asker_id is not null;
create index question_team on question(team_id);
create index question_item on question(item_id) where item_id is not null;
create index question_settled_by on question(settled_by) where settled_by is not null;
create index question_state on question(state, id);
create table question_reply(
  id integer primary key autoincrement,
  question_id integer not null references question(id) on delete cascade,
  author_id integer references person(id) on delete set null,
  answers integer not null check (answers in (0, 1)),
  text text not null,
  created_at text not null
) strict;
create index question_reply_question on question_reply(question_id, id);
create index question_reply_author on question_reply(author_id) where author_id is not null
`

export async function up(db: Kysely<unknown>) {
  for (const statement of TABLES.split(';\n')) if (statement.trim()) await sql.raw(statement).execute(db)
}
