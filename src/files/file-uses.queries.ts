import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db, Trx } from '../database.ts'
import type { StoredFile } from './files.table.ts'

/**
 * The columns that use a file, read from the schema itself, so that a new table cannot be forgotten. A row that goes away with its file (what was
 * read out of it, the sizes of a picture) is a property of the file and does not use it.
 */
export async function fileUses(db: Db): Promise<{ table: string; column: string }[]> {
  const { rows } = await sql<{ table: string; column: string }>`select m.name as "table", f."from" as "column" from sqlite_master m join pragma_foreign_key_list(m.name) f
    where m.type = 'table' and f."table" = 'file' and f.on_delete <> 'CASCADE' order by 1, 2`.execute(db)
  return rows
}

/** Columns by these names hold HTML, the fields of a form, or facts of a kind: their text may name a file. Old revisions show the pictures that they had. */
const TEXTS = ['html', 'data', 'fields', 'input']
export async function textUses(db: Db): Promise<{ table: string; column: string }[]> {
  const { rows } = await sql<{ table: string; column: string }>`select m.name as "table", c.name as "column" from sqlite_master m join pragma_table_info(m.name) c
    where m.type = 'table' and c.type = 'TEXT' and c.name in (${sql.join(TEXTS)}) and m.sql not like '%without rowid%' order by 1, 2`.execute(db)
  return rows
}

/** rows that are looked through at a time: nobody waits for it */
const ROWS = 100

/** Ids of the files that no column uses. */
export async function unreferencedFiles(db: Db): Promise<string[]> {
  const used = sql.join((await fileUses(db)).map(({ table, column }) => sql`not exists (select 1 from ${sql.table(table)} u where u.${sql.ref(column)} = file.id)`), sql` and `), found: string[] = []
  for (let rows = await filesAfter(db, '', ROWS); rows.length > 0; rows = await filesAfter(db, rows.at(-1)!.id, ROWS)) {
    const unused = await sql<{ id: string }>`select id from file where id in (${sql.join(rows.map(({ id }) => id))}) and ${used}`.execute(db)
    found.push(...unused.rows.map(({ id }) => id))
    await setImmediate()
  }
  return found
}

/** Those of the ids that some text names: each text is read once, however many ids there are. */
export async function idsInTexts(db: Db, ids: string[]): Promise<Set<string>> {
  const wanted = new Set(ids), lengths = [...new Set(ids.map((id) => id.length))], found = new Set<string>()
  if (ids.length === 0) return found
  const runs = new RegExp(`[\\w-]{${Math.min(...lengths)},}`, 'g')
  for (const { table, column } of await textUses(db)) {
    const { rows: [last] } = await sql<{ id: number | null }>`select max(rowid) as id from ${sql.table(table)}`.execute(db)
    for (let from = 0; from < (last?.id ?? 0); from += ROWS) {
      const { rows } = await sql<{ text: string | null }>`select ${sql.ref(column)} as text from ${sql.table(table)} where rowid > ${from} and rowid <= ${from + ROWS}`.execute(db)
      for (const { text } of rows) for (const [run] of (text ?? '').matchAll(runs)) for (const length of lengths) for (let at = 0; at + length <= run.length; at++) {
        const part = run.slice(at, at + length)
        if (wanted.has(part)) found.add(part)
      }
      await setImmediate()
    }
  }
  return found
}

/** Notes since when these and only these files are unused. */
export async function markUnused(trx: Trx, ids: string[], at: string) {
  const listed = JSON.stringify(ids)
  await sql`delete from file_unused where file_id not in (select value from json_each(${listed}))`.execute(trx)
  await sql`insert into file_unused (file_id, since) select value, ${at} from json_each(${listed}) where true on conflict do nothing`.execute(trx)
}

export const unusedSince = (db: Db, before: string, limit: number): Promise<StoredFile[]> =>
  db.selectFrom('file_unused').innerJoin('file', 'file.id', 'file_unused.file_id').where('since', '<=', before).selectAll('file').orderBy('since').limit(limit).execute()

/** Fails when something has begun to use it meanwhile. */
export async function deleteFile(trx: Trx, id: string) {
  await trx.deleteFrom('file').where('id', '=', id).execute()
}

/** Rows after an id, for walking through all of them. */
export const filesAfter = (db: Db, id: string, limit: number): Promise<StoredFile[]> => db.selectFrom('file').where('id', '>', id).selectAll().orderBy('id').limit(limit).execute()
export const hashIsKnown = async (db: Db, sha256: string) => (await db.selectFrom('file').where('sha256', '=', sha256).select('id').executeTakeFirst()) !== undefined
