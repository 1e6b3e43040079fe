import { sql, type Kysely } from 'kysely'

/** Who agrees to a visit: the supervisor of the library that offers, and the supervisor of the colleague who asks. */
const STATEMENTS = `
alter table peer_offer add column supervisor_id integer references person(id) on delete set null;
alter table peer_visit add column supervisor_id integer references person(id) on delete set null;
create index peer_offer_supervisor on peer_offer(supervisor_id) where supervisor_id is not null;
create index peer_visit_supervisor on peer_visit(supervisor_id) where supervisor_id is not null;
`

export async function up(db: Kysely<unknown>) {
  for (const statement of STATEMENTS.split(';\n')) if (statement.trim()) await sql.raw(statement).execute(db)
}
