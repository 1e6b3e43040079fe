import path from 'node:path'
import { fileTypeFromBuffer } from 'file-type'

/** What a file may be, by what its bytes say. `inline`: a browser may show it in a page; all else is only ever downloaded. */
export interface FileKind { mime: string; extension: string; inline: boolean }

const KINDS: FileKind[] = [
  { mime: 'image/png', extension: 'png', inline: true },
  { mime: 'image/jpeg', extension: 'jpg', inline: true },
  { mime: 'image/gif', extension: 'gif', inline: true },
  { mime: 'image/webp', extension: 'webp', inline: true },
  { mime: 'image/avif', extension: 'avif', inline: true },
  { mime: 'application/pdf', extension: 'pdf', inline: false },
  { mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', extension: 'docx', inline: false },
  { mime: 'application/vnd.oasis.opendocument.text', extension: 'odt', inline: false },
  { mime: 'application/vnd.openxmlformats-officedocument.presentationml.presentation', extension: 'pptx', inline: false },
  { mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', extension: 'xlsx', inline: false },
  { mime: 'application/vnd.oasis.opendocument.presentation', extension: 'odp', inline: false },
  { mime: 'application/vnd.oasis.opendocument.spreadsheet', extension: 'ods', inline: false },
  { mime: 'application/rtf', extension: 'rtf', inline: false },
  { mime: 'text/plain', extension: 'txt', inline: false },
  { mime: 'text/markdown', extension: 'md', inline: false },
  { mime: 'text/csv', extension: 'csv', inline: false },
  { mime: 'text/html', extension: 'html', inline: false },
]
const byMime = new Map(KINDS.map((kind) => [kind.mime, kind]))
const texts = new Map(KINDS.filter((kind) => kind.mime.startsWith('text/')).map((kind) => [`.${kind.extension}`, kind]))

/** The kind of a stored file. A type that is not on the list (any more) is treated as bytes to download. */
export const kindOf = (mime: string): FileKind => byMime.get(mime) ?? { mime: 'application/octet-stream', extension: 'bin', inline: false }

/** How a page, a drawing or a program for a computer begins that is written in letters. */
const CODE = /^\s*(?:<\?(?:xml|php)|<!doctype\s|<(?:html|head|body|svg|script|iframe)\b|#!\s?\/)/i

/**
 * What the bytes are; null when that is not on the list. Nothing that the sender claims counts, except that plain text, which has no mark
 * of its own, is told apart by the ending of its name: its bytes must then be UTF-8 without control characters, and begin like no program.
 */
export async function sniff(bytes: Uint8Array, name: string): Promise<FileKind | null> {
  if (hasVirusMark(bytes)) return null
  const found = await fileTypeFromBuffer(bytes)
  if (found) return byMime.get(found.mime) ?? null
  const ending = path.extname(name).toLowerCase(), text = texts.get(ending === '.htm' ? '.html' : ending)
  return text && isPlainText(bytes) && (text.mime === 'text/html' || !CODE.test(new TextDecoder().decode(bytes.subarray(0, 1_000)))) ? text : null
}

/** What virus scanners are tried with (eicar.org), in two halves so that no scanner stops at this file. */
const VIRUS_MARK = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')
/** Laavu has no scanner of its own; this shows whoever tries one that a file is looked at on every way in. */
export const hasVirusMark = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(VIRUS_MARK)

/** The head of the container that Office puts a document into when it is saved with a password, and the name of the part that holds it then (MS-OFFCRYPTO). */
const CONTAINER = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le')
/** Whether the bytes are a Word, Excel or PowerPoint document behind a password: what they are otherwise cannot be told. */
export const isEncryptedOffice = (bytes: Buffer) => bytes.subarray(0, CONTAINER.length).equals(CONTAINER) && bytes.includes(ENCRYPTED)

function isPlainText(bytes: Uint8Array) {
  // eslint-disable-next-line no-control-regex
  try { return !/[\0-\x08\x0e-\x1f]/.test(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) } catch { return false }
}
