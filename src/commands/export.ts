import { createWriteStream, existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { exportLibrary } from '../content/export/export-library.ts'
import { allItemIds } from '../content/export/export.queries.ts'
import { ArchiveFull, writeZip } from '../content/export/write-zip.ts'
import '../i18n/view-helpers.ts'
import { recordChange, SYSTEM } from '../platform/changes/changes.queries.ts'
import type { Command } from './command.ts'
import { Failure } from './failure.ts'
import { withApp } from './open-app.ts'
import { Progress } from './progress.ts'

export const exportCommand: Command = {
  usage: 'FILE',
  about: 'Writes the whole library into a ZIP: every item (restricted ones, drafts and the trash too) as Markdown and as a page that opens without a server (index.html), ' +
    'the files, and the whole history. `import FILE.zip` takes it in again. People, passwords and settings are not in it: for those there is backup.',
  options: {},
  operands: ['FILE'],
  run: (_values, [file]) => withApp(async (app) => {
    const target = path.resolve(file!), draft = `${target}.partial-${process.pid}`, progress = new Progress(), lost: string[] = []
    if (existsSync(target)) throw new Failure(`${target} exists already. Choose another name; an export is never overwritten.`)
    if (!existsSync(path.dirname(target))) throw new Failure(`The folder ${path.dirname(target)} does not exist.`)
    process.umask(0o077)
    try {
      const ids = await allItemIds(app.db, null)
      await pipeline(Readable.from(writeZip(exportLibrary(app, null, ids, { locale: 'fi', whole: true }, lost)), { objectMode: false }), createWriteStream(draft, { flags: 'wx', mode: 0o600 }))
      await rename(draft, target)
      await app.db.transaction().execute((trx) => recordChange(trx, { at: app.now().toISOString(), actor: SYSTEM, action: 'exported', subject: { type: 'system', id: null }, detail: { scope: 'library', items: ids.length } }))
      for (const name of lost) progress.line(`Warning: the file ${name} is missing from the disk or has changed there; it is not in the export.`)
      console.log(`${target}: ${ids.length} items`)
      return lost.length > 0 ? 1 : 0
    } catch (error) {
      await rm(draft, { force: true })
      throw error instanceof ArchiveFull ? new Failure('The library is too big for one ZIP file. Use backup.') : error
    } finally {
      progress.end()
    }
  }),
}
