import path from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { checkZip } from '../../files/zip-limits.ts'
import { scanXml } from './scan-xml.ts'

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

/** The parts of the archive that a part refers to, by the name that it has for each of them. */
export function partsOf(zip: ReturnType<typeof openZip>, part: string): Map<string, string> {
  const found = new Map<string, string>(), folder = path.posix.dirname(part)
  scanXml(zip.part(`${folder}/_rels/${path.posix.basename(part)}.rels`) ?? '', {
    open(name, attribute) {
      const id = attribute('Id'), target = attribute('Target')
      if (name === 'Relationship' && id !== null && target !== null && attribute('TargetMode') !== 'External') found.set(id, path.posix.resolve(`/${folder}`, target).slice(1))
    },
  })
  return found
}
