import { sql, type Kysely } from 'kysely'

const STATEMENTS = `
alter table revision add column material integer not null default 1 check (material in (0, 1));
create table draft(
  id integer primary key autoincrement,
  person_id integer not null references person(id) on delete cascade,
  item_id integer references item(id) on delete set null,
  lang text not null,
  base integer not null,
  fields text not null,
  created_at text not null,
  saved_at text not null,
  share_token text unique
) strict;
create index draft_person on draft(person_id, item_id, lang);
create index draft_item on draft(item_id) where item_id is not null;
create table draft_file(
  draft_id integer not null references draft(id) on delete cascade,
  path text not null,
  file_id text not null references file(id),
  primary key (draft_id, path)
) strict, without rowid;
create index draft_file_file on draft_file(file_id);
create table scheduled(
  item_id integer primary key references item(id) on delete cascade,
  at text not null
) strict;
create index scheduled_at on scheduled(at);
insert into scheduled select id, iif(visible_from > strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), visible_from, visible_until) from item
  where state = 'published' and iif(visible_from > strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), visible_from, visible_until) > strftime('%Y-%m-%dT%H:%M:%fZ', 'now');
create table notice_target(
  notice_id integer not null references item(id) on delete cascade,
  item_id integer not null references item(id) on delete cascade,
  primary key (notice_id, item_id)
) strict, without rowid;
create index notice_target_item on notice_target(item_id, notice_id);
create table approval(
  id integer primary key autoincrement,
  item_id integer not null references item(id) on delete cascade,
  lang text not null,
  base integer not null,
  fields text not null,
  state text not null check (state in ('open', 'approved', 'returned', 'withdrawn')),
  asked_by integer references person(id) on delete set null,
  asked_at text not null,
  team_id integer not null references team(id),
  wait_days integer not null,
  due_at text not null,
  closed_at text,
  closed_by integer references person(id) on delete set null,
  reason text not null
) strict;
create index approval_item on approval(item_id);
create index approval_turn on approval(team_id);
create index approval_due on approval(due_at) where state = 'open';
create index approval_asked_by on approval(asked_by) where asked_by is not null;
create index approval_closed_by on approval(closed_by) where closed_by is not null;
create table approval_team(
  approval_id integer not null references approval(id) on delete cascade,
  team_id integer not null references team(id) on delete cascade,
  primary key (approval_id, team_id)
) strict, without rowid;
create index approval_team_team on approval_team(team_id);
create table approval_comment(
  id integer primary key autoincrement,
  approval_id integer not null references approval(id) on delete cascade,
  person_id integer references person(id) on delete set null,
  at text not null,
  text text not null
) strict;
create index approval_comment_approval on approval_comment(approval_id);
create index approval_comment_person on approval_comment(person_id) where person_id is not null;
create index item_trashed on item(trashed_at) where trashed_at is not null;
`

export async function up(db: Kysely<unknown>) {
  for (const statement of STATEMENTS.split(';\n')) if (statement.trim()) await sql.raw(statement).execute(db)
}
