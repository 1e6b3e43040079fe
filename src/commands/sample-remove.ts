import { removeSample } from '../content/import/sample-library.ts'
import { catchUpSearch } from '../search/search.sync.ts'
import type { Command } from './command.ts'
import { withApp } from './open-app.ts'

export const sampleRemove: Command = {
  usage: '',
  about: 'Takes the sample library away for good. Your own pages stay.',
  options: {},
  operands: [],
  run: () => withApp(async (app) => {
    console.log(JSON.stringify(await removeSample(app)))
    await catchUpSearch(app)
  }),
}
