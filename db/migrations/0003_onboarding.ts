import { sql, type Kysely } from 'kysely'

const TABLES = `
create table onboarding(
  id integer primary key autoincrement,
  path_id integer references item(id) on delete set null,
  path_title text not null,
  language text not null,
  person_id integer not null references person(id) on delete cascade,
  municipality_id integer not null references municipality(id),
  library_id integer references library(id) on delete set null,
  supervisor_id integer references person(id) on delete set null,
  mentor_id integer references person(id) on delete set null,
  buddy text not null,
  roles text not null,
  start_date text not null,
  ended_on text
) strict;
create unique index onboarding_open on onboarding(person_id) where ended_on is null;
create index onboarding_person on onboarding(person_id);
create index onboarding_supervisor on onboarding(supervisor_id);
create index onboarding_mentor on onboarding(mentor_id);
create index onboarding_municipality on onboarding(municipality_id);
create index onboarding_path on onboarding(path_id);
create index onboarding_library on onboarding(library_id);
create table onboarding_task(
  id integer primary key autoincrement,
  onboarding_id integer not null references onboarding(id) on delete cascade,
  position integer not null,
  phase text not null,
  title text not null,
  why text not null,
  by_supervisor integer not null check (by_supervisor in (0, 1)),
  by_mentor integer not null check (by_mentor in (0, 1)),
  by_employee integer not null check (by_employee in (0, 1)),
  due_days integer not null,
  due_date text not null,
  link text,
  required integer not null check (required in (0, 1)),
  on_path integer not null check (on_path in (0, 1)),
  done_on text,
  done_by integer references person(id) on delete set null,
  signed_on text,
  signed_by integer references person(id) on delete set null
) strict;
create index onboarding_task_of on onboarding_task(onboarding_id, position);
create index onboarding_task_done_by on onboarding_task(done_by);
create index onboarding_task_signed_by on onboarding_task(signed_by);
create table onboarding_note(
  id integer primary key autoincrement,
  onboarding_id integer not null references onboarding(id) on delete cascade,
  author_id integer references person(id) on delete set null,
  text text not null,
  written_on text not null
) strict;
create index onboarding_note_of on onboarding_note(onboarding_id);
create index onboarding_note_author on onboarding_note(author_id);
`

export async function up(db: Kysely<unknown>) {
  for (const statement of TABLES.split(';\n')) if (statement.trim()) await sql.raw(statement).execute(db)
}
