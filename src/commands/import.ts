import path from 'node:path'
import { importPath, SourceRefused } from '../content/import/import-path.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { catchUpSearch } from '../search/search.sync.ts'
import type { Command } from './command.ts'
import { Failure } from './failure.ts'
import { withApp } from './open-app.ts'
import { Progress } from './progress.ts'

export const importCommand: Command = {
  usage: 'PATH',
  about: 'Takes in a folder (Markdown with optional YAML front matter, .docx, the images they use) or a .jsonl file ' +
    '({id, title, body, lang, kind, municipality?, subjects?} on each line). A second run changes nothing; a changed source makes a new revision. ' +
    'What cannot be taken is listed and the rest goes on; the exit code is 1 when nothing could be taken. The last line is JSON with the counts.',
  options: {},
  operands: ['PATH'],
  run: (_values, [source]) => withApp(async (app) => {
    const progress = new Progress()
    try {
      const counts = await importPath(app, path.resolve(source!), {
        actor: SYSTEM,
        onProgress: ({ created, revised, unchanged, failed }, problems) => {
          for (const { where, reason } of problems) progress.line(`${where}: ${reason}`)
          progress.show(`${created + revised + unchanged + failed} pages: ${created} new, ${revised} changed, ${unchanged} as before, ${failed} not taken`)
        },
      })
      progress.show('Making the new pages findable …')
      await catchUpSearch(app)
      console.log(JSON.stringify(counts))
      return counts.failed > 0 && counts.created + counts.revised + counts.unchanged === 0 ? 1 : 0
    } catch (error) {
      throw error instanceof SourceRefused ? new Failure(error.message) : error
    } finally {
      progress.end()
    }
  }),
}
