import { searchDifference } from '../search/check-search.ts'
import type { Command } from './command.ts'
import { withApp } from './open-app.ts'

export const searchCheck: Command = {
  usage: '',
  about: 'Compares the search index, and the copy in Meilisearch where there is one, with the database. Changes nothing; ends with 1 when they differ.',
  options: {},
  operands: [],
  run: () => withApp(async (app) => {
    const { missing, extra, copy } = await searchDifference(app)
    console.log(JSON.stringify({ missing, extra, meilisearch: copy }))
    return missing + extra + (copy?.missing ?? 0) + (copy?.extra ?? 0) === 0 ? 0 : 1
  }),
}
