import { sql, type Kysely } from 'kysely'

const TABLES = `
alter table onboarding add column feedback_given integer not null default 0 check (feedback_given in (0, 1));
alter table onboarding add column counted integer not null default 0 check (counted in (0, 1));
alter table onboarding_task add column read_revision_id integer references revision(id) on delete set null;
alter table onboarding_task add column reopened_on text;
create index onboarding_task_read on onboarding_task(read_revision_id) where read_revision_id is not null;
create index onboarding_task_link on onboarding_task(link) where link is not null;
create table onboarding_earlier(
  id integer primary key autoincrement,
  task_id integer not null references onboarding_task(id) on delete cascade,
  done_on text not null,
  done_by integer references person(id) on delete set null,
  signed_on text,
  signed_by integer references person(id) on delete set null
) strict;
create index onboarding_earlier_task on onboarding_earlier(task_id);
create index onboarding_earlier_done_by on onboarding_earlier(done_by);
create index onboarding_earlier_signed_by on onboarding_earlier(signed_by);
create table path_feedback(
  id integer primary key autoincrement,
  path_id integer not null references item(id) on delete cascade,
  grade integer not null check (grade between 1 and 5),
  helped text not null,
  missed text not null
) strict;
create index path_feedback_of on path_feedback(path_id);
create table path_count(
  path_id integer primary key references item(id) on delete cascade,
  people integer not null,
  shown_people integer not null
) strict;
create table path_figure(
  path_id integer not null references item(id) on delete cascade,
  title text not null,
  people integer not null,
  late integer not null,
  undone integer not null,
  shown_people integer not null,
  shown_late integer not null,
  shown_undone integer not null,
  primary key (path_id, title)
) strict;
create table help_offer(
  person_id integer primary key references person(id) on delete cascade,
  text text not null
) strict;
create table reminded(
  person_id integer not null references person(id) on delete cascade,
  day text not null,
  primary key (person_id, day)
) strict;
create table mandatory(
  id integer primary key autoincrement,
  item_id integer not null references item(id) on delete cascade,
  network_wide integer not null check (network_wide in (0, 1)),
  from_on text not null,
  due_on text not null,
  keep_months integer not null check (keep_months between 1 and 120),
  made_by integer references person(id) on delete set null,
  ended_on text
) strict;
create index mandatory_item on mandatory(item_id);
create index mandatory_made_by on mandatory(made_by);
create table mandatory_municipality(
  mandatory_id integer not null references mandatory(id) on delete cascade,
  municipality_id integer not null references municipality(id) on delete cascade,
  primary key (mandatory_id, municipality_id)
) strict;
create index mandatory_municipality_of on mandatory_municipality(municipality_id);
create table mandatory_team(
  mandatory_id integer not null references mandatory(id) on delete cascade,
  team_id integer not null references team(id) on delete cascade,
  primary key (mandatory_id, team_id)
) strict;
create index mandatory_team_of on mandatory_team(team_id);
create table acknowledgement(
  id integer primary key autoincrement,
  item_id integer not null references item(id) on delete cascade,
  person_id integer not null references person(id) on delete cascade,
  revision_id integer not null references revision(id) on delete cascade,
  acknowledged_on text not null,
  unique (person_id, item_id, revision_id)
) strict;
create index acknowledgement_item on acknowledgement(item_id);
create index acknowledgement_revision on acknowledgement(revision_id);
create table peer_offer(
  id integer primary key autoincrement,
  municipality_id integer not null references municipality(id) on delete cascade,
  library_id integer references library(id) on delete set null,
  topic text not null,
  text text not null,
  dates text not null,
  until text not null,
  made_by integer references person(id) on delete set null,
  closed_on text
) strict;
create index peer_offer_municipality on peer_offer(municipality_id);
create index peer_offer_library on peer_offer(library_id);
create index peer_offer_made_by on peer_offer(made_by);
create table peer_visit(
  id integer primary key autoincrement,
  offer_id integer not null references peer_offer(id) on delete cascade,
  person_id integer not null references person(id) on delete cascade,
  municipality_id integer not null references municipality(id) on delete cascade,
  wish text not null,
  asked_on text not null,
  home_on text,
  home_by integer references person(id) on delete set null,
  host_on text,
  host_by integer references person(id) on delete set null,
  declined_on text,
  memo text not null,
  memo_on text,
  item_id integer references item(id) on delete set null
) strict;
create unique index peer_visit_once on peer_visit(offer_id, person_id) where declined_on is null;
create index peer_visit_offer on peer_visit(offer_id);
create index peer_visit_person on peer_visit(person_id);
create index peer_visit_municipality on peer_visit(municipality_id);
create index peer_visit_home_by on peer_visit(home_by);
create index peer_visit_host_by on peer_visit(host_by);
create index peer_visit_item on peer_visit(item_id);
`

export async function up(db: Kysely<unknown>) {
  for (const statement of TABLES.split(';\n')) if (statement.trim()) await sql.raw(statement).execute(db)
}
