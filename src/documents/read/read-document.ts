import { openZip } from './open-zip.ts'
import { isPdfBomb } from './pdf-bomb.ts'
import { readDocx } from './read-docx.ts'
import { isActiveHtml, readHtml } from './read-html.ts'
import { readOdt } from './read-odt.ts'
import { openPdf, PasswordNeeded, readPdf } from './read-pdf.ts'
import { readPlain } from './read-plain.ts'
import { readPresentation } from './read-presentation.ts'
import { isActiveRtf, readRtf } from './read-rtf.ts'
import { readSheets } from './read-sheets.ts'
import { readSlides } from './read-slides.ts'
import { readTables } from './read-tables.ts'
import type { Reading } from './reading.ts'

type ZipReader = (zip: ReturnType<typeof openZip>) => Reading
const OFFICE = 'application/vnd.openxmlformats-officedocument.'
const ZIP_READERS: Record<string, ZipReader> = {
  [`${OFFICE}wordprocessingml.document`]: readDocx, [`${OFFICE}presentationml.presentation`]: readSlides, [`${OFFICE}spreadsheetml.sheet`]: readSheets,
  'application/vnd.oasis.opendocument.text': readOdt, 'application/vnd.oasis.opendocument.presentation': readPresentation, 'application/vnd.oasis.opendocument.spreadsheet': readTables,
}

/** The text in a document, by the type that its bytes have. Runs in the worker. */
export async function readDocument(bytes: Buffer, mime: string): Promise<Reading> {
  if (mime === 'application/pdf') return readPdf(bytes)
  if (mime === 'application/rtf') return readRtf(bytes)
  if (mime === 'text/html') return readHtml(bytes)
  const reader = ZIP_READERS[mime]
  return reader ? reader(openZip(bytes)) : readPlain(bytes, mime)
}

/** `active`: a program that opens it would run or fetch something */
export type Fault = 'macros' | 'active' | 'broken' | 'bomb' | 'password'
const MACROS = /(^|\/)(vbaProject\.bin|vbaData\.xml)$|^(Basic|Scripts|xl\/macrosheets)\//i

/** What is wrong with a document before it is taken, by a quick look; null when nothing is. Runs in the worker. */
export async function findFault(bytes: Buffer, mime: string): Promise<Fault | null> {
  if (mime === 'application/pdf') return pdfFault(bytes)
  if (mime === 'text/html') return isActiveHtml(bytes) ? 'active' : null
  if (mime === 'application/rtf') return isActiveRtf(bytes) ? 'active' : null
  if (!ZIP_READERS[mime]) return null
  try {
    const zip = openZip(bytes)
    if (zip.part('META-INF/manifest.xml')?.includes(':encryption-data')) return 'password'
    return zip.names.some((name) => MACROS.test(name)) ? 'macros' : null
  } catch (error) {
    return /too many|too much|not what the directory/.test((error as Error).message) ? 'bomb' : 'broken'
  }
}

/** A PDF ends with %%EOF; some programs write a little after it. */
const TAIL = 2_048
async function pdfFault(bytes: Buffer): Promise<Fault | null> {
  if (!bytes.subarray(-TAIL).includes('%%EOF') || !bytes.subarray(-TAIL * 2).includes('startxref')) return 'broken'
  if (isPdfBomb(bytes)) return 'bomb'
  if (!bytes.includes('/Encrypt')) return null
  try {
    await openPdf(bytes)
    return null
  } catch (error) { return error instanceof PasswordNeeded ? 'password' : 'broken' }
}
