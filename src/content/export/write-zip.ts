import { setImmediate } from 'node:timers/promises'
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'

export interface ZipEntry {
  name: string
  bytes: Uint8Array | AsyncIterable<Uint8Array>
  /** false: the bytes are packed already (pictures, PDF, office files) */
  pack: boolean
}

/** An archive without the 64-bit extension, which old programs cannot open, ends here. */
const MOST_ENTRIES = 65_000
const MOST_BYTES = 4_000_000_000
/** bytes of an entry that are in work at a time */
const PIECE = 64 * 1024
/** The same content makes the same archive: no time of the clock in it. */
const TIME = '2000-01-01T00:00:00'

/** More than one archive can hold. */
export class ArchiveFull extends Error { override name = 'ArchiveFull' }

/** A zip archive as a stream of bytes: what it holds in memory does not grow with it. Names have been made safe by the caller. */
export async function* writeZip(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [], written = 0, count = 0
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    if (chunk.length > 0) ready.push(chunk)
    written += chunk.length
  })
  const take = () => { const chunks = ready; ready = []; return chunks }
  for await (const { name, bytes, pack } of entries) {
    if (++count > MOST_ENTRIES || written > MOST_BYTES) throw new ArchiveFull(name)
    const file = pack ? new ZipDeflate(name, { level: 6 }) : new ZipPassThrough(name)
    file.mtime = TIME
    zip.add(file)
    for await (const piece of piecesOf(bytes)) {
      file.push(piece)
      yield* take()
      await setImmediate() // others get their turn
    }
    file.push(new Uint8Array(0), true)
    yield* take()
  }
  zip.end()
  yield* take()
}

async function* piecesOf(bytes: ZipEntry['bytes']): AsyncGenerator<Uint8Array> {
  if (!(bytes instanceof Uint8Array)) return yield* bytes
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE)
}
