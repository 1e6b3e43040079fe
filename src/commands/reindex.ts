import { rebuildSearch } from '../search/search.sync.ts'
import type { Command } from './command.ts'
import { withApp } from './open-app.ts'
import { Progress } from './progress.ts'

export const reindex: Command = {
  usage: '',
  about: 'Makes the search index anew from the database. Searching goes on meanwhile.',
  options: {},
  operands: [],
  run: () => withApp(async (app) => {
    const progress = new Progress()
    await rebuildSearch(app, (done, all) => { progress.show(`${done} / ${all}`) })
    progress.end()
    const { items, sections } = await app.search.health()
    console.log(`${items} pages in ${sections} sections can be found.`)
  }),
}
