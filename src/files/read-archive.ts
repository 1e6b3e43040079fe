import { createReadStream } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { pipeline, Transform } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import { findEnd, ZipRefused } from './zip-limits.ts'

interface Entry { name: string; method: number; packed: number; size: number; crc: number; start: number }
/** A zip on disk whose directory has been read and found sound; what it holds is read entry by entry, never all at once. */
export interface Archive { names: string[]; sizeOf(name: string): number | undefined; read(name: string, most: number): AsyncGenerator<Buffer> }

const TAIL = 22 + 65_535
const DIRECTORY_LIMIT = 40_000_000
const FILE = 0o100000, FOLDER = 0o040000, TYPE = 0o170000
const UNIX = 3

/**
 * Opens an archive that may have been made to do harm. Refused whole, before anything is unpacked: names that are absolute, climb out, come twice
 * or hold control or direction characters; links and devices; entries that share bytes; encrypted and 64-bit archives. Throws ZipRefused.
 */
export async function openArchive(file: string): Promise<Archive> {
  const handle = await open(file, 'r')
  let entries: Map<string, Entry>
  try { entries = await readDirectory(handle) } finally { await handle.close() }
  return {
    names: [...entries.keys()],
    sizeOf: (name) => entries.get(name)?.size,
    read(name, most) {
      const entry = entries.get(name)
      if (!entry) throw new ZipRefused(`no entry ${name}`)
      if (entry.size > most) throw new ZipRefused(`${name} is too big`)
      return readEntry(file, entry)
    },
  }
}

async function readDirectory(handle: FileHandle): Promise<Map<string, Entry>> {
  const { size } = await handle.stat(), tail = await readAt(handle, Math.max(0, size - TAIL), Math.min(size, TAIL))
  const end = findEnd(tail), count = tail.readUInt16LE(end + 10), length = tail.readUInt32LE(end + 12), from = tail.readUInt32LE(end + 16)
  if (count === 0xffff || from === 0xffffffff) throw new ZipRefused('a 64-bit archive')
  if (length > DIRECTORY_LIMIT || from + length > size) throw new ZipRefused('broken directory')
  const directory = await readAt(handle, from, length), entries = new Map<string, Entry>(), known = new Set<string>()
  let at = 0
  for (let left = count; left > 0; left--) {
    const { entry, next } = entryAt(directory, at)
    at = next
    if (entry.name.endsWith('/')) continue
    const plain = entry.name.normalize('NFC').toLowerCase()
    if (known.has(plain)) throw new ZipRefused(`${entry.name} is there twice`)
    known.add(plain)
    entries.set(entry.name, entry)
  }
  let used = 0
  for (const { start, packed, name } of [...entries.values()].sort((a, b) => a.start - b.start)) {
    if (start < used || start + packed > from) throw new ZipRefused(`${name} shares bytes with another entry`)
    used = start + 30 + packed
  }
  return entries
}

function entryAt(directory: Buffer, at: number): { entry: Entry; next: number } {
  if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) throw new ZipRefused('broken directory')
  const short = (offset: number) => directory.readUInt16LE(at + offset), long = (offset: number) => directory.readUInt32LE(at + offset)
  const next = at + 46 + short(28) + short(30) + short(32)
  if (next > directory.length) throw new ZipRefused('broken directory')
  const name = nameOf(directory.subarray(at + 46, at + 46 + short(28))), type = (long(38) >>> 16) & TYPE
  if (short(8) & 1) throw new ZipRefused(`${name} is encrypted`)
  if (directory[at + 5] === UNIX && type !== 0 && type !== FILE && type !== FOLDER) throw new ZipRefused(`${name} is a link or a device`)
  if (short(10) !== 0 && short(10) !== 8) throw new ZipRefused('unknown packing')
  return { entry: { name, method: short(10), crc: long(16), packed: long(20), size: long(24), start: long(42) }, next }
}

function nameOf(bytes: Buffer): string {
  let name: string
  try { name = new TextDecoder('utf-8', { fatal: true }).decode(bytes) } catch { throw new ZipRefused('a name is not UTF-8') }
  if (name === '' || name.length > 400 || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\\]/u.test(name)) throw new ZipRefused('a name has characters that do not belong in one')
  if (/^(?:\/|[a-z]:)/i.test(name) || name.split('/').some((part) => part === '..' || part === '.')) throw new ZipRefused(`the name ${name} leads out of the archive`)
  return name
}

async function* readEntry(file: string, { name, method, packed, size, crc, start }: Entry): AsyncGenerator<Buffer> {
  const handle = await open(file, 'r')
  let from: number
  try {
    const head = await readAt(handle, start, 30)
    if (head.readUInt32LE(0) !== 0x04034b50) throw new ZipRefused(`${name} is broken`)
    from = start + 30 + head.readUInt16LE(26) + head.readUInt16LE(28)
  } finally { await handle.close() }
  let seen = 0, sum = 0
  if (packed > 0) for await (const chunk of unpacked(file, method, from, packed)) {
    seen += chunk.length
    if (seen > size) break
    sum = crc32(chunk, sum)
    yield chunk
  }
  if (seen !== size || sum !== crc) throw new ZipRefused(`${name} is not what the directory states`)
}

async function* unpacked(file: string, method: number, from: number, packed: number): AsyncGenerator<Buffer> {
  const stored = createReadStream(file, { start: from, end: from + packed - 1 }), through: Transform = method === 8 ? createInflateRaw() : new Transform({ transform: (chunk, _encoding, pass) => { pass(null, chunk) } })
  pipeline(stored, through, () => {}) // an error ends `through`, which is read here
  try { for await (const chunk of through) yield chunk as Buffer } catch (error) {
    if ((error as NodeJS.ErrnoException).code?.startsWith('Z_')) throw new ZipRefused('an entry cannot be unpacked')
    throw error
  } finally { stored.destroy(); through.destroy() }
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position)
  if (bytesRead !== length) throw new ZipRefused('it is cut short')
  return buffer
}
