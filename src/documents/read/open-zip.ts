import { inflateRawSync } from 'node:zlib'
import { checkZip } from '../../files/zip-limits.ts'

/** An office file; XML is read as text, and a picture is not read at all. */
export const ZIP_LIMITS = { entries: 3_000, unpacked: 100_000_000, xml: 40_000_000 }

/** The names in an archive and its XML parts, unpacked when asked for. Throws ZipRefused for a bomb or what is not a zip. */
export function openZip(bytes: Buffer): { names: string[]; part(name: string): string | undefined } {
  checkZip(bytes, ZIP_LIMITS)
  const entries = directoryOf(bytes)
  return {
    names: [...entries.keys()],
    part(name) {
      const entry = entries.get(name)
      if (!entry) return undefined
      const packed = bytes.subarray(entry.from, entry.from + entry.packed)
      return new TextDecoder().decode(entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: ZIP_LIMITS.xml }))
    },
  }
}

/** Only after checkZip has walked the same directory. */
function directoryOf(bytes: Buffer) {
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1'), entries = new Map<string, { method: number; packed: number; from: number }>()
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = bytes.readUInt16LE(at + 28), start = bytes.readUInt32LE(at + 42)
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    entries.set(name, { method: bytes.readUInt16LE(at + 10), packed: bytes.readUInt32LE(at + 20), from: start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28) })
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}

/** `ppt/slides/slide2.xml` before `slide10.xml`. */
export const inOrder = (names: string[], pattern: RegExp) => names.filter((name) => pattern.test(name)).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
