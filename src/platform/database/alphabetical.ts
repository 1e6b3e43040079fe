import { sql, type RawBuilder } from 'kysely'

/** Letters that SQLite would put elsewhere: å ä ö at the end, as Finnish and Swedish have them; each Sámi letter after the one that it comes from. */
const PLACES: [letters: string, as: string][] = [['Áá', 'a'], ['Čč', 'c{'], ['Đđ', 'd{'], ['Ŋŋ', 'n{'], ['Šš', 's{'], ['Ŧŧ', 't{'], ['Žž', 'z{0'], ['Åå', 'z{1'], ['Ää', 'z{2'], ['Öö', 'z{3']]

/** To order by a name as people look it up: letter case aside, å ä ö and the Sámi letters in their places. */
export function alphabetical(column: string): RawBuilder<string> {
  let key: RawBuilder<string> = sql<string>`lower(${sql.ref(column)})`
  for (const [letters, as] of PLACES) for (const letter of letters) key = sql<string>`replace(${key}, ${sql.lit(letter)}, ${sql.lit(as)})`
  // most names have none of these letters, and replacing them one after the other costs more than the rest of a short query
  return sql<string>`case when ${sql.ref(column)} glob '*[^ -~]*' then ${key} else lower(${sql.ref(column)}) end`
}
