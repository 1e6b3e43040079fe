import { sql, type Kysely } from 'kysely'

const TABLES = `
create table search_item(
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
create index search_item_analyser on search_item(analyser);
create table search_section(
  id integer primary key autoincrement,
  item_id integer not null references search_item(item_id),
  lang text not null,
  position integer not null,
  anchor text not null,
  heading text not null,
  text text not null,
  unique (item_id, lang, position)
) strict;
create virtual table search_text using fts5(title, headings, body, base, parts, fold, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0");
insert into search_text(search_text, rank) values ('usermerge', 2);
create virtual table search_vocabulary using fts5vocab('search_text', 'col');
create table search_generation(id integer primary key check (id = 1), number integer not null) strict;
insert into search_generation(id, number) values (1, 0)
`

export async function up(db: Kysely<unknown>) {
  for (const statement of TABLES.split(';\n')) if (statement.trim()) await sql.raw(statement).execute(db)
}
