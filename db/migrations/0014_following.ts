import { sql, type Kysely } from 'kysely'

const TABLES = `
alter table change add column hash text not null default '';
create index change_actor on change(actor_id, id) where actor_id is not null;
create table restricted_read(
  id integer primary key autoincrement,
  at text not null,
  person_id integer references person(id) on delete set null,
  item_id integer not null references item(id) on delete cascade,
  channel text not null
) strict;
create index restricted_read_item on restricted_read(item_id, id);
create index restricted_read_person on restricted_read(person_id);
create index restricted_read_at on restricted_read(at);
create table follow(
  person_id integer not null references person(id) on delete cascade,
  target text not null check (target in ('item', 'subject', 'kind', 'municipality')),
  value text not null,
  since text not null,
  primary key (person_id, target, value)
) strict, without rowid;
create index follow_target on follow(target, value, person_id);
create table mail_wish(
  person_id integer primary key references person(id) on delete cascade,
  news text not null check (news in ('at-once', 'daily', 'weekly', 'never')),
  digest integer not null check (digest in (0, 1)),
  quiet_from text not null,
  quiet_until text not null,
  unsubscribe_token text not null unique,
  feed_hash blob unique
) strict;
create table mailed_digest(
  person_id integer not null references person(id) on delete cascade,
  week text not null,
  primary key (person_id, week)
) strict, without rowid;
create index change_at on change(at);
alter table told add column change_id integer;
create unique index told_change on told(person_id, change_id) where change_id is not null;
alter table mail add column html text not null default '';
alter table mail add column unsubscribe text not null default '';
`

export async function up(db: Kysely<unknown>) {
  for (const statement of TABLES.split(';\n')) if (statement.trim()) await sql.raw(statement).execute(db)
}
