import { sql, type Kysely } from 'kysely'

/** How often what a field begins with (its default, or what is known of the library) is changed: counts only, no values, places or persons. */
export async function up(db: Kysely<unknown>) {
  await sql`
create table field_use(
  item_id integer not null references item(id) on delete cascade,
  month text not null,
  field text not null,
  uses integer not null,
  changed integer not null,
  primary key(item_id, month, field)
) strict, without rowid`.execute(db)
}
