CREATE TABLE acknowledgement(
  id integer primary key autoincrement,
  item_id integer not null references item(id) on delete cascade,
  person_id integer not null references person(id) on delete cascade,
  revision_id integer not null references revision(id) on delete cascade,
  acknowledged_on text not null,
  unique (person_id, item_id, revision_id)
) strict;

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

CREATE TABLE approval(
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

CREATE TABLE approval_comment(
  id integer primary key autoincrement,
  approval_id integer not null references approval(id) on delete cascade,
  person_id integer references person(id) on delete set null,
  at text not null,
  text text not null
) strict;

CREATE TABLE approval_team(
  approval_id integer not null references approval(id) on delete cascade,
  team_id integer not null references team(id) on delete cascade,
  primary key (approval_id, team_id)
) strict, without rowid;

CREATE TABLE attempt(
  key text primary key,
  count integer not null,
  started_at text not null
) strict, without rowid;

CREATE TABLE calendar_day(
  id integer primary key autoincrement,
  key text not null unique,
  data text not null,
  number integer not null,
  team_id integer references team(id) on delete set null,
  reminded text,
  removed_at text
) strict;

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
, hash text not null default '') strict;

CREATE TABLE change_cursor(consumer text primary key, last_id integer not null) strict, without rowid;

CREATE TABLE counted_use(
  use text primary key,
  at text not null
) strict, without rowid;

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

CREATE TABLE draft(
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

CREATE TABLE draft_file(
  draft_id integer not null references draft(id) on delete cascade,
  path text not null,
  file_id text not null references file(id),
  primary key (draft_id, path)
) strict, without rowid;

CREATE TABLE fact(
  name text primary key,
  type text not null check (type in ('phone', 'email', 'price', 'hours', 'route', 'address', 'url', 'role', 'number', 'text')),
  label_fi text not null,
  label_sv text not null,
  label_en text not null,
  sample integer not null default 0 check (sample in (0, 1)),
  created_at text not null
) strict;

CREATE TABLE fact_use(
  item_id integer not null references item(id) on delete cascade,
  lang text not null,
  fact text not null,
  primary key (item_id, lang, fact)
) strict, without rowid;

CREATE TABLE fact_value(
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

CREATE TABLE failed_search(
  id integer primary key autoincrement,
  key text not null unique,
  typed text not null,
  times integer not null,
  askers integer not null,
  first_day text not null,
  last_day text not null,
  counted_by text not null,
  item_id integer references item(id) on delete set null,
  handled_at text,
  handled_by integer references person(id) on delete set null
) strict;

CREATE TABLE field_use(
  item_id integer not null references item(id) on delete cascade,
  month text not null,
  field text not null,
  uses integer not null,
  changed integer not null,
  primary key(item_id, month, field)
) strict, without rowid;

CREATE TABLE file(
  id text primary key,
  sha256 text not null unique,
  size integer not null,
  mime text not null,
  name text not null,
  created_at text not null
) strict, without rowid;

CREATE TABLE file_unused(
  file_id text primary key references file(id) on delete cascade,
  since text not null
) strict, without rowid;

CREATE TABLE follow(
  person_id integer not null references person(id) on delete cascade,
  target text not null check (target in ('item', 'subject', 'kind', 'municipality')),
  value text not null,
  since text not null,
  primary key (person_id, target, value)
) strict, without rowid;

CREATE TABLE help_answer(
  id integer primary key autoincrement,
  item_id integer not null references item(id) on delete cascade,
  lang text not null,
  helped integer not null check (helped in (0, 1)),
  words text not null,
  day text not null
) strict;

CREATE TABLE help_offer(
  person_id integer primary key references person(id) on delete cascade,
  text text not null
) strict;

CREATE TABLE image(
  file_id text primary key references file(id) on delete cascade,
  width integer not null,
  height integer not null,
  alt text not null default '',
  author text not null default '',
  licence text not null default '',
  consent_until text,
  consent_ended_at text
) strict, without rowid;

CREATE TABLE image_size(
  file_id text not null references file(id) on delete cascade,
  width integer not null,
  height integer not null,
  stored_id text not null references file(id),
  primary key (file_id, width)
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

CREATE TABLE item_merged(
  item_id integer primary key,
  external_id text,
  into_id integer not null references item(id) on delete cascade
) strict;

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
  revision_id integer not null references revision(id), stale integer not null default 0 check (stale in (0, 1)),
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
  kind text not null, edited_at text, forms_confirmed_at text, name_sv text not null default '', name_se text not null default '', name_smn text not null default '', name_sms text not null default '', origin text, closed_at text,
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
, html text not null default '', unsubscribe text not null default '') strict;

CREATE TABLE mail_wish(
  person_id integer primary key references person(id) on delete cascade,
  news text not null check (news in ('at-once', 'daily', 'weekly', 'never')),
  digest integer not null check (digest in (0, 1)),
  quiet_from text not null,
  quiet_until text not null,
  unsubscribe_token text not null unique,
  feed_hash blob unique
) strict;

CREATE TABLE mailed_digest(
  person_id integer not null references person(id) on delete cascade,
  week text not null,
  primary key (person_id, week)
) strict, without rowid;

CREATE TABLE mandatory(
  id integer primary key autoincrement,
  item_id integer not null references item(id) on delete cascade,
  network_wide integer not null check (network_wide in (0, 1)),
  from_on text not null,
  due_on text not null,
  keep_months integer not null check (keep_months between 1 and 120),
  made_by integer references person(id) on delete set null,
  ended_on text
) strict;

CREATE TABLE mandatory_municipality(
  mandatory_id integer not null references mandatory(id) on delete cascade,
  municipality_id integer not null references municipality(id) on delete cascade,
  primary key (mandatory_id, municipality_id)
) strict;

CREATE TABLE mandatory_team(
  mandatory_id integer not null references mandatory(id) on delete cascade,
  team_id integer not null references team(id) on delete cascade,
  primary key (mandatory_id, team_id)
) strict;

CREATE TABLE message_use(
  item_id integer not null references item(id) on delete cascade,
  municipality_id integer not null references municipality(id) on delete cascade,
  month text not null,
  channel text not null,
  language text not null,
  uses integer not null,
  edited integer not null,
  primary key(item_id, municipality_id, month, channel, language)
) strict, without rowid;

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
, edited_at text, forms_confirmed_at text) strict;

CREATE TABLE municipality_left(slug text primary key, at text not null) strict, without rowid;

CREATE TABLE notice_target(
  notice_id integer not null references item(id) on delete cascade,
  item_id integer not null references item(id) on delete cascade,
  primary key (notice_id, item_id)
) strict, without rowid;

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
, feedback_given integer not null default 0 check (feedback_given in (0, 1)), counted integer not null default 0 check (counted in (0, 1))) strict;

CREATE TABLE onboarding_earlier(
  id integer primary key autoincrement,
  task_id integer not null references onboarding_task(id) on delete cascade,
  done_on text not null,
  done_by integer references person(id) on delete set null,
  signed_on text,
  signed_by integer references person(id) on delete set null
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
, read_revision_id integer references revision(id) on delete set null, reopened_on text) strict;

CREATE TABLE one_time_link(
  token_hash blob primary key,
  purpose text not null check (purpose in ('setup', 'invitation', 'reset')),
  person_id integer references person(id) on delete cascade,
  created_at text not null,
  expires_at text not null,
  used_at text
) strict, without rowid;

CREATE TABLE path_count(
  path_id integer primary key references item(id) on delete cascade,
  people integer not null,
  shown_people integer not null
) strict;

CREATE TABLE path_feedback(
  id integer primary key autoincrement,
  path_id integer not null references item(id) on delete cascade,
  grade integer not null check (grade between 1 and 5),
  helped text not null,
  missed text not null
) strict;

CREATE TABLE path_figure(
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

CREATE TABLE peer_offer(
  id integer primary key autoincrement,
  municipality_id integer not null references municipality(id) on delete cascade,
  library_id integer references library(id) on delete set null,
  topic text not null,
  text text not null,
  dates text not null,
  until text not null,
  made_by integer references person(id) on delete set null,
  closed_on text
, supervisor_id integer references person(id) on delete set null) strict;

CREATE TABLE peer_visit(
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
, supervisor_id integer references person(id) on delete set null) strict;

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
, supervisor integer not null default 0 check (supervisor in (0, 1)), library_id integer references library(id) on delete set null) strict;

CREATE TABLE planned_change(
  id integer primary key autoincrement,
  item_id integer not null references item(id) on delete cascade,
  lang text not null,
  base integer not null,
  fields text not null,
  at text not null,
  state text not null check (state in ('waiting', 'published', 'stopped', 'withdrawn')),
  made_by integer references person(id) on delete set null,
  made_at text not null,
  closed_at text,
  closed_by integer references person(id) on delete set null
) strict;

CREATE TABLE question(
  id integer primary key autoincrement,
  asker_id integer references person(id) on delete set null,
  team_id integer not null references team(id),
  item_id integer references item(id) on delete cascade,
  text text not null,
  search text not null,
  lang text not null,
  state text not null check (state in ('open', 'answered', 'closed')),
  created_at text not null,
  settled_at text,
  settled_by integer references person(id) on delete set null,
  found_at text
) strict;

CREATE TABLE question_reply(
  id integer primary key autoincrement,
  question_id integer not null references question(id) on delete cascade,
  author_id integer references person(id) on delete set null,
  answers integer not null check (answers in (0, 1)),
  text text not null,
  created_at text not null
) strict;

CREATE TABLE reminded(
  person_id integer not null references person(id) on delete cascade,
  day text not null,
  primary key (person_id, day)
) strict;

CREATE TABLE restricted_read(
  id integer primary key autoincrement,
  at text not null,
  person_id integer references person(id) on delete set null,
  item_id integer not null references item(id) on delete cascade,
  channel text not null
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
  created_at text not null, material integer not null default 1 check (material in (0, 1)),
  unique (item_id, lang, number)
) strict;

CREATE TABLE saved_message(
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

CREATE TABLE scheduled(
  item_id integer primary key references item(id) on delete cascade,
  at text not null
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
  text text not null, municipality text not null default '',
  unique (item_id, lang, position)
) strict;

CREATE VIRTUAL TABLE search_text using fts5(title, headings, body, base, parts, fold, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0");

CREATE VIRTUAL TABLE search_text_page using fts5(words, content='', contentless_delete=1, detail=none, tokenize="unicode61 remove_diacritics 0");

CREATE VIRTUAL TABLE search_vocabulary using fts5vocab('search_text', 'col');

CREATE VIRTUAL TABLE search_vocabulary_page using fts5vocab('search_text_page', 'row');

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

CREATE TABLE statement(
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

CREATE TABLE statement_fault(
  id integer primary key autoincrement,
  fi text not null,
  sv text not null,
  en text not null,
  se text not null,
  noted_at text not null,
  mended_at text
) strict;

CREATE TABLE statement_feedback(
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

CREATE TABLE subject(
  id integer primary key,
  slug text not null unique,
  label text not null,
  label_sv text not null default '',
  label_en text not null default '',
  yso text
) strict;

CREATE TABLE suggestion(
  id integer primary key autoincrement,
  item_id integer not null references item(id) on delete cascade,
  lang text not null,
  base_number integer not null,
  anchor text not null,
  heading text not null,
  from_line integer not null,
  to_line integer not null,
  text text not null,
  reason text not null,
  named integer not null check (named in (0, 1)),
  person_id integer references person(id) on delete set null,
  created_at text not null,
  state text not null check (state in ('open', 'taken', 'declined')),
  answer text not null,
  answered_by integer references person(id) on delete set null,
  answered_at text,
  taken_number integer
) strict;

CREATE TABLE supplement(
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

CREATE TABLE supplement_revision(
  supplement_id integer not null references supplement(id) on delete cascade,
  number integer not null,
  body text not null,
  author_id integer references person(id) on delete set null,
  created_at text not null,
  primary key (supplement_id, number)
) strict, without rowid;

CREATE TABLE synonym(
  id integer primary key autoincrement,
  shipped text unique,
  typed text not null,
  said text not null,
  both_ways integer not null check (both_ways in (0, 1)),
  removed integer not null check (removed in (0, 1)),
  revision integer not null,
  changed_at text,
  changed_by integer references person(id) on delete set null
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

CREATE TABLE template_revision(
  revision_id integer primary key references revision(id) on delete cascade,
  data text not null
) strict;

CREATE TABLE text_override(
  key text not null,
  locale text not null check (locale in ('fi', 'sv', 'en', 'se')),
  text text not null,
  source text not null,
  changed_by integer references person(id) on delete set null,
  changed_at text not null,
  primary key (key, locale)
) strict, without rowid;

CREATE TABLE text_reviewer(person_id integer primary key references person(id) on delete cascade) strict;

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
, change_id integer) strict;

CREATE TABLE translation(
  item_id integer not null references item(id) on delete cascade,
  lang text not null,
  owner_team_id integer references team(id) on delete set null,
  primary key (item_id, lang)
) strict, without rowid;

CREATE TABLE translation_order(
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

CREATE TABLE translation_section(
  item_id integer not null references item(id) on delete cascade,
  lang text not null,
  original_anchor text not null,
  anchor text not null,
  original_number integer not null,
  followed text not null,
  stale integer not null check (stale in (0, 1)),
  primary key (item_id, lang, original_anchor)
) strict, without rowid;

CREATE TABLE translator_team(
  language text primary key,
  team_id integer not null references team(id) on delete cascade
) strict, without rowid;

CREATE TABLE upload_day(
  person_id integer not null references person(id) on delete cascade,
  municipality_id integer not null references municipality(id),
  day text not null,
  files integer not null,
  bytes integer not null,
  primary key (person_id, municipality_id, day)
) strict, without rowid;

CREATE INDEX acknowledgement_item on acknowledgement(item_id);

CREATE INDEX acknowledgement_revision on acknowledgement(revision_id);

CREATE INDEX approval_asked_by on approval(asked_by) where asked_by is not null;

CREATE INDEX approval_closed_by on approval(closed_by) where closed_by is not null;

CREATE INDEX approval_comment_approval on approval_comment(approval_id);

CREATE INDEX approval_comment_person on approval_comment(person_id) where person_id is not null;

CREATE INDEX approval_due on approval(due_at) where state = 'open';

CREATE INDEX approval_item on approval(item_id);

CREATE INDEX approval_team_team on approval_team(team_id);

CREATE INDEX approval_turn on approval(team_id);

CREATE INDEX calendar_day_team on calendar_day(team_id) where team_id is not null;

CREATE INDEX change_actor on change(actor_id, id) where actor_id is not null;

CREATE INDEX change_at on change(at);

CREATE INDEX change_subject on change(subject_type, subject_id);

CREATE INDEX document_text_state on document_text(state, tries);

CREATE INDEX document_version_author on document_version(author_id);

CREATE INDEX document_version_file on document_version(file_id);

CREATE INDEX document_version_filled on document_version(filled_revision_id);

CREATE INDEX draft_file_file on draft_file(file_id);

CREATE INDEX draft_item on draft(item_id) where item_id is not null;

CREATE INDEX draft_person on draft(person_id, item_id, lang);

CREATE INDEX fact_use_fact on fact_use(fact);

CREATE INDEX fact_value_author on fact_value(author_id);

CREATE UNIQUE INDEX fact_value_day on fact_value(fact, coalesce(municipality_id, 0), coalesce(library_id, 0), valid_from) where replaced_at is null;

CREATE INDEX fact_value_fact on fact_value(fact);

CREATE INDEX fact_value_library on fact_value(library_id);

CREATE INDEX fact_value_municipality on fact_value(municipality_id);

CREATE INDEX failed_search_askers on failed_search(askers);

CREATE INDEX failed_search_handled_by on failed_search(handled_by) where handled_by is not null;

CREATE INDEX failed_search_item on failed_search(item_id) where item_id is not null;

CREATE INDEX follow_target on follow(target, value, person_id);

CREATE INDEX help_answer_item on help_answer(item_id, day);

CREATE INDEX image_consent on image(consent_until) where consent_until is not null;

CREATE INDEX image_size_stored on image_size(stored_id);

CREATE INDEX item_changed on item(changed_at);

CREATE INDEX item_file_file on item_file(file_id);

CREATE INDEX item_link_target on item_link(target);

CREATE INDEX item_listed on item(kind, changed_at);

CREATE INDEX item_merged_external on item_merged(external_id) where external_id is not null;

CREATE INDEX item_merged_into on item_merged(into_id);

CREATE INDEX item_municipality_other on item_municipality(municipality_id, item_id);

CREATE INDEX item_owner on item(owner_team_id);

CREATE INDEX item_role_other on item_role(role, item_id);

CREATE INDEX item_subject_other on item_subject(subject_id, item_id);

CREATE INDEX item_trashed on item(trashed_at) where trashed_at is not null;

CREATE UNIQUE INDEX library_origin on library(municipality_id, origin) where origin is not null;

CREATE INDEX mail_waiting on mail(next_try_at) where sent_at is null;

CREATE INDEX mandatory_item on mandatory(item_id);

CREATE INDEX mandatory_made_by on mandatory(made_by);

CREATE INDEX mandatory_municipality_of on mandatory_municipality(municipality_id);

CREATE INDEX mandatory_team_of on mandatory_team(team_id);

CREATE INDEX message_use_municipality on message_use(municipality_id);

CREATE INDEX notice_target_item on notice_target(item_id, notice_id);

CREATE INDEX onboarding_earlier_done_by on onboarding_earlier(done_by);

CREATE INDEX onboarding_earlier_signed_by on onboarding_earlier(signed_by);

CREATE INDEX onboarding_earlier_task on onboarding_earlier(task_id);

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

CREATE INDEX onboarding_task_link on onboarding_task(link) where link is not null;

CREATE INDEX onboarding_task_of on onboarding_task(onboarding_id, position);

CREATE INDEX onboarding_task_read on onboarding_task(read_revision_id) where read_revision_id is not null;

CREATE INDEX onboarding_task_signed_by on onboarding_task(signed_by);

CREATE INDEX path_feedback_of on path_feedback(path_id);

CREATE INDEX peer_offer_library on peer_offer(library_id);

CREATE INDEX peer_offer_made_by on peer_offer(made_by);

CREATE INDEX peer_offer_municipality on peer_offer(municipality_id);

CREATE INDEX peer_offer_supervisor on peer_offer(supervisor_id) where supervisor_id is not null;

CREATE INDEX peer_visit_home_by on peer_visit(home_by);

CREATE INDEX peer_visit_host_by on peer_visit(host_by);

CREATE INDEX peer_visit_item on peer_visit(item_id);

CREATE INDEX peer_visit_municipality on peer_visit(municipality_id);

CREATE INDEX peer_visit_offer on peer_visit(offer_id);

CREATE UNIQUE INDEX peer_visit_once on peer_visit(offer_id, person_id) where declined_on is null;

CREATE INDEX peer_visit_person on peer_visit(person_id);

CREATE INDEX peer_visit_supervisor on peer_visit(supervisor_id) where supervisor_id is not null;

CREATE INDEX person_library on person(library_id) where library_id is not null;

CREATE INDEX person_municipality on person(municipality_id);

CREATE INDEX planned_change_closed_by on planned_change(closed_by) where closed_by is not null;

CREATE INDEX planned_change_due on planned_change(at) where state = 'waiting';

CREATE INDEX planned_change_item on planned_change(item_id);

CREATE INDEX planned_change_made_by on planned_change(made_by) where made_by is not null;

CREATE INDEX question_asker on question(asker_id) where asker_id is not null;

CREATE INDEX question_item on question(item_id) where item_id is not null;

CREATE INDEX question_reply_author on question_reply(author_id) where author_id is not null;

CREATE INDEX question_reply_question on question_reply(question_id, id);

CREATE INDEX question_settled_by on question(settled_by) where settled_by is not null;

CREATE INDEX question_state on question(state, id);

CREATE INDEX question_team on question(team_id);

CREATE INDEX restricted_read_at on restricted_read(at);

CREATE INDEX restricted_read_item on restricted_read(item_id, id);

CREATE INDEX restricted_read_person on restricted_read(person_id);

CREATE INDEX saved_message_changed_by on saved_message(changed_by) where changed_by is not null;

CREATE INDEX saved_message_item on saved_message(item_id);

CREATE INDEX saved_message_owner on saved_message(owner_id);

CREATE INDEX saved_message_person on saved_message(shared_person_id) where shared_person_id is not null;

CREATE INDEX saved_message_team on saved_message(shared_team_id) where shared_team_id is not null;

CREATE INDEX scheduled_at on scheduled(at);

CREATE INDEX search_item_analyser on search_item(analyser);

CREATE INDEX search_item_removed on search_item(item_id) where removed = 1;

CREATE INDEX search_section_places on search_section(id, item_id, lang, position, municipality);

CREATE INDEX session_person on session(person_id);

CREATE INDEX statement_changed_by on statement(changed_by) where changed_by is not null;

CREATE INDEX statement_feedback_answered_by on statement_feedback(answered_by) where answered_by is not null;

CREATE INDEX statement_feedback_open on statement_feedback(due_at) where answered_at is null;

CREATE INDEX suggestion_answered_by on suggestion(answered_by) where answered_by is not null;

CREATE INDEX suggestion_item on suggestion(item_id, state);

CREATE INDEX suggestion_person on suggestion(person_id) where person_id is not null;

CREATE INDEX supplement_library on supplement(library_id);

CREATE INDEX supplement_municipality on supplement(municipality_id);

CREATE INDEX supplement_owner on supplement(owner_team_id);

CREATE UNIQUE INDEX supplement_place on supplement(item_id, municipality_id, slot, coalesce(library_id, 0), lang);

CREATE INDEX supplement_revision_author on supplement_revision(author_id);

CREATE INDEX synonym_changed_by on synonym(changed_by) where changed_by is not null;

CREATE INDEX task_closed_by on task(closed_by) where closed_by is not null;

CREATE INDEX task_item on task(item_id) where item_id is not null;

CREATE INDEX task_municipality on task(municipality_id) where closed_at is null;

CREATE UNIQUE INDEX task_open on task(key) where closed_at is null;

CREATE INDEX task_person on task(person_id) where closed_at is null;

CREATE INDEX task_team on task(team_id) where closed_at is null;

CREATE INDEX team_member_person on team_member(person_id);

CREATE INDEX text_override_changed_by on text_override(changed_by) where changed_by is not null;

CREATE UNIQUE INDEX told_change on told(person_id, change_id) where change_id is not null;

CREATE INDEX told_item on told(item_id) where item_id is not null;

CREATE INDEX told_person on told(person_id, id);

CREATE INDEX told_unmailed on told(person_id) where mailed_at is null;

CREATE INDEX translation_order_closed_by on translation_order(closed_by) where closed_by is not null;

CREATE INDEX translation_order_item on translation_order(item_id);

CREATE INDEX translation_order_municipality on translation_order(municipality_id);

CREATE INDEX translation_order_ordered_by on translation_order(ordered_by) where ordered_by is not null;

CREATE INDEX translation_owner on translation(owner_team_id) where owner_team_id is not null;

CREATE INDEX translation_section_stale on translation_section(lang, item_id) where stale = 1;

CREATE INDEX translator_team_team on translator_team(team_id);

CREATE INDEX upload_day_municipality on upload_day(municipality_id);
