import { inflateRawSync } from 'node:zlib'
import { checkZip } from '../../files/zip-limits.ts'

/** An office file; XML is read as text, and a picture is not read at all. */
const ZIP_LIMITS = { entries: 3_000, unpacked: 100_000_000, xml: 40_000_000 }

/** The names in an archive and its XML parts, unpacked when asked for. Throws ZipRefused for a bomb or what is not a zip. */
export function openZip(bytes: Buffer): { names: string[]; part(name: string): string | undefined } {
  const entries = checkZip(bytes, ZIP_LIMITS)
  return {
    names: [...entries.keys()],
    part(name) {
      const entry = entries.get(name)
      return entry && new TextDecoder().decode(entry.method === 0 ? entry.packed : inflateRawSync(entry.packed, { maxOutputLength: ZIP_LIMITS.xml }))
    },
  }
}

/** `ppt/slides/slide2.xml` before `slide10.xml`. */
export const inOrder = (names: string[], pattern: RegExp) => names.filter((name) => pattern.test(name)).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
