import { sql, type Kysely } from 'kysely'

const TABLES = `
create table image(
  file_id text primary key references file(id) on delete cascade,
  width integer not null,
  height integer not null,
  alt text not null default '',
  author text not null default '',
  licence text not null default '',
  consent_until text,
  consent_ended_at text
) strict, without rowid;
create index image_consent on image(consent_until) where consent_until is not null;
create table image_size(
  file_id text not null references file(id) on delete cascade,
  width integer not null,
  height integer not null,
  stored_id text not null references file(id),
  primary key (file_id, width)
) strict, without rowid;
create index image_size_stored on image_size(stored_id);
create table upload_day(
  person_id integer not null references person(id) on delete cascade,
  municipality_id integer not null references municipality(id),
  day text not null,
  files integer not null,
  bytes integer not null,
  primary key (person_id, municipality_id, day)
) strict, without rowid;
create index upload_day_municipality on upload_day(municipality_id);
`

export async function up(db: Kysely<unknown>) {
  for (const statement of TABLES.split(';\n')) if (statement.trim()) await sql.raw(statement).execute(db)
}
