CREATE TABLE api_token(
  id integer primary key,
  token_hash blob not null unique,
  person_id integer not null references person(id) on delete cascade,
  name text not null,
  scope text not null check (scope in ('read', 'write')),
  created_at text not null,
  expires_at text,
  revoked_at text
) strict;

CREATE TABLE attempt(
  key text primary key,
  count integer not null,
  started_at text not null
) strict, without rowid;

CREATE TABLE change(
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

CREATE TABLE change_cursor(consumer text primary key, last_id integer not null) strict, without rowid;

CREATE TABLE document_text(
  file_id text primary key references file(id) on delete cascade,
  extractor integer not null,
  state text not null check (state in ('waiting', 'done', 'no-text', 'failed')),
  tries integer not null,
  reading text not null
) strict, without rowid;

CREATE TABLE document_version(
  item_id integer not null references item(id) on delete cascade,
  number integer not null,
  file_id text not null references file(id),
  why text not null,
  author_id integer references person(id) on delete set null,
  created_at text not null,
  filled_revision_id integer references revision(id) on delete set null,
  primary key (item_id, number)
) strict, without rowid;

CREATE TABLE file(
  id text primary key,
  sha256 text not null unique,
  size integer not null,
  mime text not null,
  name text not null,
  created_at text not null
) strict, without rowid;

CREATE TABLE item(
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

CREATE TABLE item_file(
  item_id integer not null references item(id) on delete cascade,
  path text not null,
  file_id text not null references file(id),
  primary key (item_id, path)
) strict, without rowid;

CREATE TABLE item_goal(
  item_id integer not null references item(id) on delete cascade,
  goal text not null,
  primary key (item_id, goal)
) strict, without rowid;

CREATE TABLE item_link(
  item_id integer not null references item(id) on delete cascade,
  target text not null,
  primary key (item_id, target)
) strict, without rowid;

CREATE TABLE item_municipality(
  item_id integer not null references item(id) on delete cascade,
  municipality_id integer not null references municipality(id),
  primary key (item_id, municipality_id)
) strict, without rowid;

CREATE TABLE item_role(
  item_id integer not null references item(id) on delete cascade,
  role text not null,
  primary key (item_id, role)
) strict, without rowid;

CREATE TABLE item_subject(
  item_id integer not null references item(id) on delete cascade,
  subject_id integer not null references subject(id),
  primary key (item_id, subject_id)
) strict, without rowid;

CREATE TABLE item_text(
  item_id integer not null references item(id) on delete cascade,
  lang text not null,
  title text not null,
  slug text not null,
  revision_id integer not null references revision(id),
  primary key (item_id, lang)
) strict, without rowid;

CREATE TABLE library(
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

CREATE TABLE mail(
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

CREATE TABLE municipality(
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

CREATE TABLE onboarding(
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

CREATE TABLE onboarding_note(
  id integer primary key autoincrement,
  onboarding_id integer not null references onboarding(id) on delete cascade,
  author_id integer references person(id) on delete set null,
  text text not null,
  written_on text not null
) strict;

CREATE TABLE onboarding_task(
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

CREATE TABLE one_time_link(
  token_hash blob primary key,
  purpose text not null check (purpose in ('setup', 'invitation', 'reset')),
  person_id integer references person(id) on delete cascade,
  created_at text not null,
  expires_at text not null,
  used_at text
) strict, without rowid;

CREATE TABLE person(
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

CREATE TABLE revision(
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

CREATE TABLE search_generation(id integer primary key check (id = 1), number integer not null) strict;

CREATE TABLE search_item(
  item_id integer primary key,
  version integer not null,
  analyser text not null,
  removed integer not null check (removed in (0, 1)),
  audience text not null,
  kind text not null,
  network_wide integer not null check (network_wide in (0, 1)),
  municipalities text not null,
  roles text not null,
  subjects text not null,
  visible_from text,
  visible_until text,
  fresh_at text not null
) strict;

CREATE TABLE search_section(
  id integer primary key autoincrement,
  item_id integer not null references search_item(item_id),
  lang text not null,
  position integer not null,
  anchor text not null,
  heading text not null,
  text text not null,
  unique (item_id, lang, position)
) strict;

CREATE VIRTUAL TABLE search_text using fts5(title, headings, body, base, parts, fold, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0");

CREATE VIRTUAL TABLE search_vocabulary using fts5vocab('search_text', 'col');

CREATE TABLE session(
  id integer primary key autoincrement,
  token_hash blob not null unique,
  person_id integer not null references person(id) on delete cascade,
  created_at text not null,
  used_at text not null,
  proved_at text not null,
  shared_device integer not null check (shared_device in (0, 1)),
  device text not null
) strict;

CREATE TABLE subject(
  id integer primary key,
  slug text not null unique,
  label text not null,
  label_sv text not null default '',
  label_en text not null default '',
  yso text
) strict;

CREATE TABLE task(
  id integer primary key autoincrement,
  key text not null,
  team_id integer references team(id) on delete cascade,
  person_id integer references person(id) on delete cascade,
  municipality_id integer references municipality(id) on delete cascade,
  message text not null,
  detail text not null,
  href text not null,
  item_id integer references item(id) on delete cascade,
  created_at text not null,
  due_at text,
  closed_at text,
  closed_by integer references person(id) on delete set null,
  check ((team_id is not null) + (person_id is not null) + (municipality_id is not null) = 1)
) strict;

CREATE TABLE team(
  id integer primary key,
  name text not null unique,
  substitute_team_id integer references team(id),
  sample integer not null default 0 check (sample in (0, 1))
) strict;

CREATE TABLE team_member(
  team_id integer not null references team(id) on delete cascade,
  person_id integer not null references person(id) on delete cascade,
  primary key (team_id, person_id)
) strict, without rowid;

CREATE TABLE told(
  id integer primary key autoincrement,
  person_id integer not null references person(id) on delete cascade,
  at text not null,
  message text not null,
  detail text not null,
  href text not null,
  item_id integer references item(id) on delete cascade,
  read_at text,
  mailed_at text
) strict;

CREATE INDEX change_subject on change(subject_type, subject_id);

CREATE INDEX document_text_state on document_text(state);

CREATE INDEX document_version_author on document_version(author_id);

CREATE INDEX document_version_file on document_version(file_id);

CREATE INDEX document_version_filled on document_version(filled_revision_id);

CREATE INDEX item_changed on item(changed_at);

CREATE INDEX item_file_file on item_file(file_id);

CREATE INDEX item_link_target on item_link(target);

CREATE INDEX item_listed on item(kind, changed_at);

CREATE INDEX item_municipality_other on item_municipality(municipality_id, item_id);

CREATE INDEX item_owner on item(owner_team_id);

CREATE INDEX item_role_other on item_role(role, item_id);

CREATE INDEX item_subject_other on item_subject(subject_id, item_id);

CREATE INDEX mail_waiting on mail(next_try_at) where sent_at is null;

CREATE INDEX onboarding_library on onboarding(library_id);

CREATE INDEX onboarding_mentor on onboarding(mentor_id);

CREATE INDEX onboarding_municipality on onboarding(municipality_id);

CREATE INDEX onboarding_note_author on onboarding_note(author_id);

CREATE INDEX onboarding_note_of on onboarding_note(onboarding_id);

CREATE UNIQUE INDEX onboarding_open on onboarding(person_id) where ended_on is null;

CREATE INDEX onboarding_path on onboarding(path_id);

CREATE INDEX onboarding_person on onboarding(person_id);

CREATE INDEX onboarding_supervisor on onboarding(supervisor_id);

CREATE INDEX onboarding_task_done_by on onboarding_task(done_by);

CREATE INDEX onboarding_task_of on onboarding_task(onboarding_id, position);

CREATE INDEX onboarding_task_signed_by on onboarding_task(signed_by);

CREATE INDEX person_municipality on person(municipality_id);

CREATE INDEX search_item_analyser on search_item(analyser);

CREATE INDEX session_person on session(person_id);

CREATE INDEX task_closed_by on task(closed_by) where closed_by is not null;

CREATE INDEX task_item on task(item_id) where item_id is not null;

CREATE INDEX task_municipality on task(municipality_id) where closed_at is null;

CREATE UNIQUE INDEX task_open on task(key) where closed_at is null;

CREATE INDEX task_person on task(person_id) where closed_at is null;

CREATE INDEX task_team on task(team_id) where closed_at is null;

CREATE INDEX team_member_person on team_member(person_id);

CREATE INDEX told_item on told(item_id) where item_id is not null;

CREATE INDEX told_person on told(person_id, id);

CREATE INDEX told_unmailed on told(person_id) where mailed_at is null;
