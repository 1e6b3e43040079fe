import { sql, type Kysely } from 'kysely'

const TABLES = `
create table template_revision(
  revision_id integer primary key references revision(id) on delete cascade,
  data text not null
) strict;
create table saved_message(
  id integer primary key autoincrement,
  item_id integer not null references item(id) on delete cascade,
  title text not null,
  input text not null,
  number integer not null,
  owner_id integer not null references person(id) on delete cascade,
  shared_person_id integer references person(id) on delete set null,
  shared_team_id integer references team(id) on delete set null,
  changed_by integer references person(id) on delete set null,
  created_at text not null,
  changed_at text not null
) strict;
create index saved_message_item on saved_message(item_id);
create index saved_message_owner on saved_message(owner_id);
create index saved_message_person on saved_message(shared_person_id) where shared_person_id is not null;
create index saved_message_team on saved_message(shared_team_id) where shared_team_id is not null;
create index saved_message_changed_by on saved_message(changed_by) where changed_by is not null;
create table calendar_day(
  id integer primary key autoincrement,
  key text not null unique,
  data text not null,
  number integer not null,
  team_id integer references team(id) on delete set null,
  reminded text,
  removed_at text
) strict;
create index calendar_day_team on calendar_day(team_id) where team_id is not null;
create table message_use(
  item_id integer not null references item(id) on delete cascade,
  municipality_id integer not null references municipality(id) on delete cascade,
  month text not null,
  channel text not null,
  language text not null,
  uses integer not null,
  edited integer not null,
  primary key(item_id, municipality_id, month, channel, language)
) strict, without rowid;
create index message_use_municipality on message_use(municipality_id);
create table counted_use(
  use text primary key,
  at text not null
) strict, without rowid;
create table translation_order(
  id integer primary key autoincrement,
  item_id integer not null references item(id) on delete cascade,
  municipality_id integer not null references municipality(id) on delete cascade,
  languages text not null,
  reason text not null,
  texts text not null,
  ordered_by integer references person(id) on delete set null,
  ordered_at text not null,
  answer text,
  closed_at text,
  closed_by integer references person(id) on delete set null
) strict;
create index translation_order_item on translation_order(item_id);
create index translation_order_municipality on translation_order(municipality_id);
create index translation_order_ordered_by on translation_order(ordered_by) where ordered_by is not null;
create index translation_order_closed_by on translation_order(closed_by) where closed_by is not null;
create table translator_team(
  language text primary key,
  team_id integer not null references team(id) on delete cascade
) strict, without rowid;
create index translator_team_team on translator_team(team_id);
`

export async function up(db: Kysely<unknown>) {
  for (const statement of TABLES.split(';\n')) if (statement.trim()) await sql.raw(statement).execute(db)
}
