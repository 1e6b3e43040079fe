import { stat } from 'node:fs/promises'
import type { AppContext } from '../../context.ts'
import { ArchiveRefused, importArchive } from '../export/import-archive.ts'
import { withFolderSubjects } from './folder-subjects.ts'
import { importPages, type ImportOptions } from './import-pages.ts'
import type { ImportCounts } from './import-tally.ts'
import { readFolder } from './read-folder.ts'
import { readJsonLines } from './read-json-lines.ts'

/** The path itself cannot be imported; the message is a Finnish sentence for the one who gave it. */
export class SourceRefused extends Error { override name = 'SourceRefused' }

/** Imports a folder, a .jsonl file, or a .zip that an export has written. Throws SourceRefused. */
export async function importPath(app: AppContext, source: string, options: ImportOptions): Promise<ImportCounts> {
  const found = await stat(source).catch(() => null)
  if (!found) throw new SourceRefused(`Polkua ${source} ei löydy.`)
  if (found.isDirectory()) {
    const entries = readFolder(source, { documents: options.documents !== undefined })
    return importPages(app, options.subjectsFromFolders ? withFolderSubjects(entries) : entries, options)
  }
  if (found.isFile() && /\.jsonl$/i.test(source)) return importPages(app, readJsonLines(source), options)
  if (found.isFile() && /\.zip$/i.test(source)) {
    try { return await importArchive(app, source, options) } catch (error) {
      throw error instanceof ArchiveRefused ? new SourceRefused(error.message) : error
    }
  }
  throw new SourceRefused(`Polkua ${source} ei voi tuoda: anna kansio, .jsonl-tiedosto tai Laavun viemä .zip-tiedosto.`)
}
