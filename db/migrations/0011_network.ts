import { sql, type Kysely } from 'kysely'

const TABLES = `
alter table municipality add column edited_at text;
alter table municipality add column forms_confirmed_at text;
alter table library add column edited_at text;
alter table library add column forms_confirmed_at text;
alter table library add column name_sv text not null default '';
alter table library add column name_se text not null default '';
alter table library add column name_smn text not null default '';
alter table library add column name_sms text not null default '';
alter table library add column origin text;
update library set origin = name;
create unique index library_origin on library(municipality_id, origin) where origin is not null;
create table municipality_left(slug text primary key, at text not null) strict, without rowid;
create table fact(
  name text primary key,
  type text not null check (type in ('phone', 'email', 'price', 'hours', 'address', 'url', 'role', 'number', 'text')),
  label_fi text not null,
  label_sv text not null,
  label_en text not null,
  sample integer not null default 0 check (sample in (0, 1)),
  created_at text not null
) strict;
create table fact_value(
  id integer primary key autoincrement,
  fact text not null references fact(name),
  municipality_id integer references municipality(id) on delete cascade,
  library_id integer references library(id) on delete cascade,
  valid_from text not null,
  value text,
  author_id integer references person(id) on delete set null,
  created_at text not null,
  replaced_at text,
  sample integer not null default 0 check (sample in (0, 1)),
  check (municipality_id is null or library_id is null)
) strict;
create unique index fact_value_day on fact_value(fact, coalesce(municipality_id, 0), coalesce(library_id, 0), valid_from) where replaced_at is null;
create index fact_value_fact on fact_value(fact);
create index fact_value_municipality on fact_value(municipality_id);
create index fact_value_library on fact_value(library_id);
create index fact_value_author on fact_value(author_id);
create table fact_use(
  item_id integer not null references item(id) on delete cascade,
  lang text not null,
  fact text not null,
  primary key (item_id, lang, fact)
) strict, without rowid;
create index fact_use_fact on fact_use(fact);
create table supplement(
  id integer primary key autoincrement,
  item_id integer not null references item(id) on delete cascade,
  slot text not null,
  name text not null,
  lang text not null,
  municipality_id integer not null references municipality(id) on delete cascade,
  library_id integer references library(id) on delete cascade,
  owner_team_id integer references team(id) on delete set null,
  number integer not null,
  body text not null,
  html text not null,
  seen text not null,
  outdated integer not null default 0 check (outdated in (0, 1)),
  checked_at text not null,
  changed_at text not null,
  sample integer not null default 0 check (sample in (0, 1))
) strict;
create unique index supplement_place on supplement(item_id, municipality_id, slot, coalesce(library_id, 0), lang);
create index supplement_municipality on supplement(municipality_id);
create index supplement_library on supplement(library_id);
create index supplement_owner on supplement(owner_team_id);
create table supplement_revision(
  supplement_id integer not null references supplement(id) on delete cascade,
  number integer not null,
  body text not null,
  author_id integer references person(id) on delete set null,
  created_at text not null,
  primary key (supplement_id, number)
) strict, without rowid;
create index supplement_revision_author on supplement_revision(author_id);
alter table search_section add column municipality text not null default ''
`

export async function up(db: Kysely<unknown>) {
  for (const statement of TABLES.split(';\n')) if (statement.trim()) await sql.raw(statement).execute(db)
}
