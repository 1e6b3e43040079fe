import { inflateRawSync } from 'node:zlib'

/** A zip that is not one, or that unpacks to more than its reader can hold. */
export class ZipRefused extends Error { override name = 'ZipRefused' }

export interface ZipLimits {
  entries: number
  /** bytes in all, unpacked */
  unpacked: number
  /** bytes of the XML parts, unpacked: a reader builds trees a hundred times as big */
  xml: number
}

const END = 0x06054b50, ENTRY = 0x02014b50, LOCAL = 0x04034b50
const LONGEST_COMMENT = 65_535
/** bytes of one entry, unpacked: it is in memory while it is looked at */
const MOST_IN_ONE = 40_000_000
/** Deflate can pack 1032 to one, the most repetitive sheet of an office program some 100. An entry over SMALL that is packed tighter is not unpacked at all. */
const TIGHTEST = 250
const SMALL = 1_000_000

/** The bytes of an entry, packed as `method` says: 0 not at all, 8 deflate. */
export interface ZipPart { method: number; packed: Buffer }

/**
 * Checks an archive before a library unpacks it: the number of entries, the sizes that its directory states, and then, because a directory can
 * lie, that no entry unpacks to more than it states. What is packed tighter than any document is refused unopened. Zip64 and encrypted archives
 * are refused: no office file needs them. Gives the entries by name. Throws ZipRefused.
 */
export function checkZip(bytes: Buffer, limits: ZipLimits): Map<string, ZipPart> {
  const end = findEnd(bytes), entries = new Map<string, ZipPart>()
  const count = bytes.readUInt16LE(end + 10)
  if (count > limits.entries) throw new ZipRefused('too many entries')
  let at = bytes.readUInt32LE(end + 16), unpacked = 0, xml = 0
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== ENTRY) throw new ZipRefused('broken directory')
    const entry = readEntry(bytes, at)
    unpacked += entry.size
    if (/\.(?:xml|rels)$/i.test(entry.name)) xml += entry.size
    if (unpacked > limits.unpacked || xml > limits.xml) throw new ZipRefused('unpacks to too much')
    entries.set(entry.name, { method: entry.method, packed: checkEntry(bytes, entry) })
    at = entry.next
  }
  return entries
}

/** Where the end of the directory is told: the last thing in an archive but for a comment. Throws ZipRefused. */
export function findEnd(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - LONGEST_COMMENT); at--)
    if (bytes.readUInt32LE(at) === END && at + 22 + bytes.readUInt16LE(at + 20) === bytes.length) return at
  throw new ZipRefused('not a zip file')
}

function readEntry(bytes: Buffer, at: number) {
  const short = (offset: number) => bytes.readUInt16LE(at + offset), long = (offset: number) => bytes.readUInt32LE(at + offset)
  return {
    flags: short(8), method: short(10), packed: long(20), size: long(24), start: long(42), name: bytes.toString('utf8', at + 46, at + 46 + short(28)),
    next: at + 46 + short(28) + short(30) + short(32),
  }
}

function checkEntry(bytes: Buffer, { flags, method, packed, size, start }: ReturnType<typeof readEntry>): Buffer {
  if (flags & 1) throw new ZipRefused('encrypted')
  if (start + 30 > bytes.length || bytes.readUInt32LE(start) !== LOCAL) throw new ZipRefused('broken entry')
  const from = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28)
  if (from + packed > bytes.length) throw new ZipRefused('broken entry')
  const part = bytes.subarray(from, from + packed)
  if (method === 0 && packed === size) return part
  if (method !== 8) throw new ZipRefused('unknown packing')
  if (size > MOST_IN_ONE || size > SMALL && size > packed * TIGHTEST) throw new ZipRefused('unpacks to too much')
  try {
    // in one piece of just that size: pieces would be in memory twice when they are put together
    if (inflateRawSync(part, { maxOutputLength: Math.max(size, 1), chunkSize: Math.max(size, 64) }).length === size) return part
  } catch { /* more than stated, or not deflate */ }
  throw new ZipRefused('an entry is not what the directory states')
}
