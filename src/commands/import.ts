import { closeSync, openSync, writeSync } from 'node:fs'
import path from 'node:path'
import { importPath, SourceRefused } from '../content/import/import-path.ts'
import type { FileNote } from '../content/import/import-tally.ts'
import { readDocuments } from '../documents/read-documents.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { backgroundTurn } from '../platform/database/turn.ts'
import { stepBack } from '../platform/step-back.ts'
import type { Command } from './command.ts'
import { Failure, UsageError } from './failure.ts'
import { followImport } from './follow-import.ts'
import { importDocuments } from './import-documents.ts'
import { reportDuplicates } from './import-duplicates.ts'
import { withApp } from './open-app.ts'
import { Progress } from './progress.ts'

/** Longer than any file takes. In milliseconds. */
const PATIENCE = 120_000

export const importCommand: Command = {
  usage: 'PATH [--subjects-from-folders] [--merge-duplicates] [--report FILE]',
  about: 'Takes in a folder (.md with optional YAML front matter, .docx and .html become pages; .pdf, .odt, .odp, .ods, .pptx, .xlsx, .rtf, .txt and .csv documents, whose text is read and found; ' +
    'pictures come with the pages that use them), a .jsonl file ({id, title, body, lang, kind, municipality?, subjects?} on each line), or a .zip that export has written. ' +
    'A second run changes nothing; a changed source makes a new revision. --subjects-from-folders names subjects after folders; pages that are nearly the same are listed with how much of their text is, ' +
    'and --merge-duplicates makes one of those that share 90 %: the newer stays, the older becomes its earlier version. --report writes what became of every file, a line of JSON each. ' +
    'What cannot be taken is listed and the rest goes on; the exit code is 1 when nothing could be taken. The last line is JSON with the counts.',
  options: { 'subjects-from-folders': { type: 'boolean' }, 'merge-duplicates': { type: 'boolean' }, report: { type: 'string' } },
  operands: ['PATH'],
  run: (values, [source]) => withApp(async (app) => {
    const progress = new Progress(), report = typeof values['report'] === 'string' ? newFile(values['report']) : null, touched = new Set<string>()
    stepBack()
    await backgroundTurn(app.db).wait(PATIENCE) // the server finishes its file, and leaves what comes now to this process
    const behind = followImport(app)
    const write = (line: object) => { if (report !== null) writeSync(report, `${JSON.stringify(line)}\n`) }
    try {
      const counts = await importPath(app, path.resolve(source!), {
        actor: SYSTEM, documents: importDocuments, subjectsFromFolders: values['subjects-from-folders'] === true,
        onFile: (note: FileNote) => {
          write(note)
          if (note.externalId !== undefined && note.result !== 'failed') touched.add(note.externalId)
        },
        onProgress: ({ created, revised, unchanged, failed }, problems) => {
          for (const { where, reason } of problems) progress.line(`${where}: ${reason}`)
          progress.show(`${created + revised + unchanged + failed} pages: ${created} new, ${revised} changed, ${unchanged} as before, ${failed} not taken`)
        },
      })
      progress.show('Reading the text of documents …')
      await readDocuments(app)
      progress.show('Comparing texts …')
      const alike = await reportDuplicates(app, touched, values['merge-duplicates'] === true, (pair) => {
        write(pair)
        progress.line(`${pair.newer} and ${pair.older}: ${Math.floor(pair.similarity * 100)} % of the text is the same${pair.merged ? '; merged' : ''}`)
      })
      progress.show('Making the new pages findable …')
      await behind.end()
      console.log(JSON.stringify({ ...counts, ...alike }))
      return counts.failed > 0 && counts.created + counts.revised + counts.unchanged === 0 ? 1 : 0
    } catch (error) {
      throw error instanceof SourceRefused ? new Failure(error.message) : error
    } finally {
      await behind.end()
      if (report !== null) closeSync(report)
      progress.end()
    }
  }),
}

function newFile(file: string): number {
  try { return openSync(path.resolve(file), 'wx', 0o600) } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new UsageError(`${file} exists already. Choose another name for the report.`)
    throw error
  }
}
