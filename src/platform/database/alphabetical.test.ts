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
