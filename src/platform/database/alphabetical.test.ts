import { readdirSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { alphabetical } from './alphabetical.ts'
import { openDatabase } from './open.ts'

test('names stand in the order in which people look them up: å ä ö last, Sámi letters after their own, letter case aside', async () => {
  const db = openDatabase(':memory:'), wanted = ['Áhčči', 'aho', 'Cuoŋu', 'Čáhci', 'Nuorta', 'Ŋuoskki', 'sapmi', 'Šaddu', 'Zorro', 'Žeŋŋe', 'Åbo', 'äiti', 'Öljy']
  const { rows } = await sql<{ name: string }>`select value as name from json_each(${JSON.stringify(wanted.toReversed())}) order by ${alphabetical('value')}`.execute(db)
  expect(rows.map(({ name }) => name)).toEqual(wanted)
  await db.destroy()
})

test('no query for people puts names, titles or labels in the order of SQLite, which has å ä ö and the Sámi letters at the end by their codes', () => {
  const raw = /(?:orderBy\(|order by )(?:'?\w+\.)?'?(?:name|title|label|label_fi)\b'?/, files = (readdirSync('src', { recursive: true }) as string[]).filter((file) => file.endsWith('.queries.ts') && !file.startsWith('content/export/'))
  expect(files.length).toBeGreaterThan(40)
  expect([raw.test(".orderBy('person.name')"), raw.test('order by m.name'), raw.test(".orderBy(alphabetical('name'))")]).toEqual([true, true, false])
  expect(files.flatMap((file) => readFileSync(`src/${file}`, 'utf8').split('\n').filter((line) => raw.test(line)).map((line) => `${file}: ${line.trim()}`))).toEqual([])
})
