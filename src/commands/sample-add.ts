import { addSample } from '../content/import/sample-library.ts'
import { catchUpSearch } from '../search/search.sync.ts'
import type { Command } from './command.ts'
import { withApp } from './open-app.ts'

export const sampleAdd: Command = {
  usage: '',
  about: 'Adds the sample library: guides, questions with answers and notices in Finnish, marked as sample. The first start does it by itself.',
  options: {},
  operands: [],
  run: () => withApp(async (app) => {
    console.log(JSON.stringify(await addSample(app)))
    await catchUpSearch(app)
  }),
}
