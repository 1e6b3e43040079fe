import { stat } from 'node:fs/promises'
import type { AppContext } from '../../context.ts'
import { importPages, type ImportOptions } from './import-pages.ts'
import type { ImportCounts } from './import-tally.ts'
import { readFolder } from './read-folder.ts'
import { readJsonLines } from './read-json-lines.ts'

/** The path itself cannot be imported; the message is a Finnish sentence for the one who gave it. */
export class SourceRefused extends Error { override name = 'SourceRefused' }

/** Imports a folder of .md and .docx files, or a .jsonl file. Throws SourceRefused. */
export async function importPath(app: AppContext, source: string, options: ImportOptions): Promise<ImportCounts> {
  const found = await stat(source).catch(() => null)
  if (!found) throw new SourceRefused(`Polkua ${source} ei löydy.`)
  if (found.isDirectory()) return importPages(app, readFolder(source), options)
  if (found.isFile() && /\.jsonl$/i.test(source)) return importPages(app, readJsonLines(source), options)
  throw new SourceRefused(`Polkua ${source} ei voi tuoda: anna kansio tai .jsonl-tiedosto.`)
}
