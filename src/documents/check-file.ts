import path from 'node:path'
import type { UploadedFile } from '../files/receive-upload.ts'
import { hasVirusMark, isEncryptedOffice, sniff } from '../files/sniff.ts'
import type { Fault } from './read/read-document.ts'
import { checkInWorker, ReadingFailed } from './run-worker.ts'

export type Refusal = 'missing' | 'empty' | 'size' | 'type' | 'picture' | 'mismatch' | 'slow' | 'virus' | Fault

const OFFICE = 'application/vnd.openxmlformats-officedocument.'
/** Endings that a document may have, with the types that browsers declare for them besides the right one. */
const DOCUMENTS: Record<string, { mime: string; declared?: string[] }> = {
  pdf: { mime: 'application/pdf', declared: ['application/x-pdf'] },
  docx: { mime: `${OFFICE}wordprocessingml.document` }, pptx: { mime: `${OFFICE}presentationml.presentation` }, xlsx: { mime: `${OFFICE}spreadsheetml.sheet` },
  odt: { mime: 'application/vnd.oasis.opendocument.text' }, odp: { mime: 'application/vnd.oasis.opendocument.presentation' }, ods: { mime: 'application/vnd.oasis.opendocument.spreadsheet' },
  rtf: { mime: 'application/rtf', declared: ['text/rtf', 'application/msword', 'application/x-rtf'] }, html: { mime: 'text/html' }, htm: { mime: 'text/html' },
  txt: { mime: 'text/plain' }, md: { mime: 'text/markdown', declared: ['text/plain', 'text/x-markdown'] },
  csv: { mime: 'text/csv', declared: ['text/plain', 'application/vnd.ms-excel', 'application/csv', 'text/x-csv', 'text/comma-separated-values'] },
}
export const WORD = `${OFFICE}wordprocessingml.document`
export const ENDINGS = Object.keys(DOCUMENTS).map((ending) => `.${ending}`)
/** What a browser says when it does not know. */
const UNKNOWN = ['application/octet-stream', '']
const WITH_MACROS = /^\.(docm|dotm|xlsm|xltm|xlam|pptm|potm|ppsm)$/
const PICTURES = /^\.(png|jpe?g|gif|webp|avif|svg|heic|bmp|tiff?)$/

/**
 * Why a file is not taken as a document, or its type when it is: the ending of its name, what the sender says it is and what its bytes are
 * must agree, and a quick look inside must find nothing wrong.
 */
export async function checkFile({ name, declared, bytes }: UploadedFile): Promise<{ mime: string } | { refused: Refusal }> {
  if (bytes.length === 0) return { refused: 'empty' }
  if (hasVirusMark(bytes)) return { refused: 'virus' }
  const ending = path.extname(name).toLowerCase()
  if (WITH_MACROS.test(ending)) return { refused: 'macros' }
  if (PICTURES.test(ending)) return { refused: 'picture' }
  const kind = Object.hasOwn(DOCUMENTS, ending.slice(1)) ? DOCUMENTS[ending.slice(1)]! : null
  if (!kind) return { refused: 'type' }
  const said = declared.toLowerCase().split(';')[0]!.trim()
  if (said !== kind.mime && !UNKNOWN.includes(said) && !(kind.declared ?? []).includes(said)) return { refused: 'mismatch' }
  const found = await sniff(bytes, name)
  // a cut or damaged office file has lost the directory that would tell what it is
  if (!found && bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04' && !kind.mime.startsWith('text/')) return { refused: (await faultOf(bytes, kind.mime)) ?? 'mismatch' }
  if (kind.mime.startsWith(OFFICE) && isEncryptedOffice(bytes)) return { refused: 'password' }
  if (found?.mime !== kind.mime) return { refused: 'mismatch' }
  const fault = await faultOf(bytes, kind.mime)
  return fault ? { refused: fault } : { mime: kind.mime }
}

/** A file that the look itself does not survive is broken; of one that it does not end in time, on a busy machine say, nothing is known. */
const faultOf = (bytes: Buffer, mime: string): Promise<Fault | 'slow' | null> => checkInWorker(bytes, mime).catch((error: unknown) => {
  if (error instanceof ReadingFailed) return error.isLate ? 'slow' : 'broken'
  throw error
})
