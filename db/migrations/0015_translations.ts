import { sql, type Kysely } from 'kysely'

const TABLES = `
create table translation(
  item_id integer not null references item(id) on delete cascade,
  lang text not null,
  owner_team_id integer references team(id) on delete set null,
  primary key (item_id, lang)
) strict, without rowid;
create index translation_owner on translation(owner_team_id) where owner_team_id is not null;
create table translation_section(
  item_id integer not null references item(id) on delete cascade,
  lang text not null,
  original_anchor text not null,
  anchor text not null,
  original_number integer not null,
  followed text not null,
  stale integer not null check (stale in (0, 1)),
  primary key (item_id, lang, original_anchor)
) strict, without rowid;
create index translation_section_stale on translation_section(lang, item_id) where stale = 1;
create table text_override(
  key text not null,
  locale text not null check (locale in ('fi', 'sv', 'en', 'se')),
  text text not null,
  source text not null,
  changed_by integer references person(id) on delete set null,
  changed_at text not null,
  primary key (key, locale)
) strict, without rowid;
create index text_override_changed_by on text_override(changed_by) where changed_by is not null;
create table text_reviewer(person_id integer primary key references person(id) on delete cascade) strict;
create table statement(
  id integer primary key check (id = 1),
  state text not null check (state in ('full', 'partial', 'none')),
  contact text not null,
  email text not null,
  authority text not null,
  authority_href text not null,
  controller text not null,
  written_at text not null,
  changed_by integer references person(id) on delete set null
) strict;
create index statement_changed_by on statement(changed_by) where changed_by is not null;
create table statement_fault(
  id integer primary key autoincrement,
  fi text not null,
  sv text not null,
  en text not null,
  se text not null,
  noted_at text not null,
  mended_at text
) strict;
create table statement_feedback(
  id integer primary key autoincrement,
  text text not null,
  reply_to text not null,
  lang text not null,
  received_at text not null,
  due_at text not null,
  answered_at text,
  answered_by integer references person(id) on delete set null,
  answer text not null
) strict;
create index statement_feedback_open on statement_feedback(due_at) where answered_at is null;
create index statement_feedback_answered_by on statement_feedback(answered_by) where answered_by is not null;
`

export async function up(db: Kysely<unknown>) {
  for (const statement of TABLES.split(';\n')) if (statement.trim()) await sql.raw(statement).execute(db)
}
