import { sql, type Kysely } from 'kysely'

const TABLES = `
create table change(
  id integer primary key autoincrement,
  at text not null,
  actor_id integer,
  origin text not null,
  request_id text not null,
  action text not null,
  subject_type text not null,
  subject_id integer,
  result text not null check (result in ('done', 'refused')),
  detail text not null
) strict;
create index change_subject on change(subject_type, subject_id);
create table change_cursor(consumer text primary key, last_id integer not null) strict, without rowid;

create table mail(
  id integer primary key,
  recipient text not null,
  subject text not null,
  body text not null,
  created_at text not null,
  sent_at text,
  attempts integer not null default 0,
  next_try_at text not null,
  last_error text
) strict;
create index mail_waiting on mail(next_try_at) where sent_at is null;

create table municipality(
  id integer primary key,
  slug text not null unique,
  name text not null,
  genitive text not null,
  inside text not null,
  into_form text not null,
  out_of text not null,
  name_sv text not null,
  name_se text not null,
  name_smn text not null,
  name_sms text not null,
  sami_homeland integer not null check (sami_homeland in (0, 1)),
  required_languages text not null
) strict;
create table library(
  id integer primary key,
  municipality_id integer not null references municipality(id),
  name text not null,
  genitive text not null,
  inside text not null,
  into_form text not null,
  out_of text not null,
  kind text not null,
  unique (municipality_id, name)
) strict;

create table person(
  id integer primary key,
  email text not null unique collate nocase,
  name text not null,
  municipality_id integer not null references municipality(id),
  role text not null check (role in ('reader', 'editor', 'contact', 'admin')),
  locale text not null default 'fi' check (locale in ('fi', 'sv', 'en', 'se')),
  theme text not null default '' check (theme in ('', 'light', 'dark')),
  password_hash text,
  created_at text not null,
  disabled_at text
) strict;
create index person_municipality on person(municipality_id);
create table team(
  id integer primary key,
  name text not null unique,
  substitute_team_id integer references team(id),
  sample integer not null default 0 check (sample in (0, 1))
) strict;
create table team_member(
  team_id integer not null references team(id) on delete cascade,
  person_id integer not null references person(id) on delete cascade,
  primary key (team_id, person_id)
) strict, without rowid;
create index team_member_person on team_member(person_id);

create table session(
  id integer primary key autoincrement,
  token_hash blob not null unique,
  person_id integer not null references person(id) on delete cascade,
  created_at text not null,
  used_at text not null,
  proved_at text not null,
  shared_device integer not null check (shared_device in (0, 1)),
  device text not null
) strict;
create index session_person on session(person_id);
create table one_time_link(
  token_hash blob primary key,
  purpose text not null check (purpose in ('setup', 'invitation', 'reset')),
  person_id integer references person(id) on delete cascade,
  created_at text not null,
  expires_at text not null,
  used_at text
) strict, without rowid;
create table attempt(
  key text primary key,
  count integer not null,
  started_at text not null
) strict, without rowid;
create table api_token(
  id integer primary key,
  token_hash blob not null unique,
  person_id integer not null references person(id) on delete cascade,
  name text not null,
  scope text not null check (scope in ('read', 'write')),
  created_at text not null,
  expires_at text,
  revoked_at text
) strict;

create table file(
  id text primary key,
  sha256 text not null unique,
  size integer not null,
  mime text not null,
  name text not null,
  created_at text not null
) strict, without rowid;

create table item(
  id integer primary key autoincrement,
  external_id text unique,
  kind text not null check (kind in ('guide', 'practice', 'template', 'document', 'path', 'notice', 'qa')),
  state text not null check (state in ('draft', 'published', 'trashed')),
  language text not null,
  owner_team_id integer not null references team(id),
  restricted_team_id integer references team(id),
  network_wide integer not null check (network_wide in (0, 1)),
  review_months integer not null default 12,
  checked_at text,
  review_due_at text,
  visible_from text,
  visible_until text,
  notice_type text,
  statutory_task text,
  part_of text,
  data text,
  sample integer not null default 0 check (sample in (0, 1)),
  created_by integer references person(id) on delete set null,
  created_at text not null,
  published_at text,
  changed_at text not null,
  trashed_at text
) strict;
create index item_listed on item(kind, changed_at);
create index item_changed on item(changed_at);
create index item_owner on item(owner_team_id);
create table item_text(
  item_id integer not null references item(id) on delete cascade,
  lang text not null,
  title text not null,
  slug text not null,
  revision_id integer not null references revision(id),
  primary key (item_id, lang)
) strict, without rowid;
create table revision(
  id integer primary key,
  item_id integer not null references item(id) on delete cascade,
  lang text not null,
  number integer not null,
  title text not null,
  body text not null,
  html text not null,
  sections text not null,
  summary text not null,
  author_id integer references person(id) on delete set null,
  created_at text not null,
  unique (item_id, lang, number)
) strict;
create table item_municipality(
  item_id integer not null references item(id) on delete cascade,
  municipality_id integer not null references municipality(id),
  primary key (item_id, municipality_id)
) strict, without rowid;
create index item_municipality_other on item_municipality(municipality_id, item_id);
create table item_role(
  item_id integer not null references item(id) on delete cascade,
  role text not null,
  primary key (item_id, role)
) strict, without rowid;
create index item_role_other on item_role(role, item_id);
create table subject(
  id integer primary key,
  slug text not null unique,
  label text not null,
  label_sv text not null default '',
  label_en text not null default '',
  yso text
) strict;
create table item_subject(
  item_id integer not null references item(id) on delete cascade,
  subject_id integer not null references subject(id),
  primary key (item_id, subject_id)
) strict, without rowid;
create index item_subject_other on item_subject(subject_id, item_id);
create table item_goal(
  item_id integer not null references item(id) on delete cascade,
  goal text not null,
  primary key (item_id, goal)
) strict, without rowid;
create table item_link(
  item_id integer not null references item(id) on delete cascade,
  target text not null,
  primary key (item_id, target)
) strict, without rowid;
create index item_link_target on item_link(target);
create table item_file(
  item_id integer not null references item(id) on delete cascade,
  path text not null,
  file_id text not null references file(id),
  primary key (item_id, path)
) strict, without rowid;
create index item_file_file on item_file(file_id);
`

export async function up(db: Kysely<unknown>) {
  for (const statement of TABLES.split(';\n')) if (statement.trim()) await sql.raw(statement).execute(db)
}
