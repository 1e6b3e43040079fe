import { imagesWithoutAlt } from '../../content/image-alt.ts'
import { readWord } from '../../content/import/read-word.ts'
import type { PageFile } from '../../content/import/source-page.ts'
import { openZip } from '../read/open-zip.ts'
import { wordLosses, type Lost } from './word-losses.ts'

export interface Converted { title: string; body: string; files: PageFile[]; lost: Lost[] }

/** A Word document as the text of a guide, and what of it did not come along. Runs in the worker; throws for what is no Word document. */
export async function convertWord(bytes: Buffer): Promise<Converted> {
  const { title, body, files } = await readWord(bytes, 'asiakirja.docx'), bare = imagesWithoutAlt(body).length
  return { title, body, files: [...files], lost: [...wordLosses(openZip(bytes)), ...(bare > 0 ? [{ what: 'imagesWithoutAlt' as const, count: bare }] : [])] }
}
