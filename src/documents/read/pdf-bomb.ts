import { constants, inflateRawSync } from 'node:zlib'

/** bytes that one stream of a PDF may unpack to, and how many of all streams are looked at: a check is short */
const MOST_IN_ONE = 40_000_000, LOOKED_AT = 200_000_000
/** Of what unpacks to more than SMALL bytes: text and drawings reach some 50 to 1. A scanned blank page is far tighter: pictures are left to the limits of their reader. */
const TIGHTEST = 250, SMALL = 1_000_000
/** times that a stream may be packed over again */
const DEEPEST = 3
/** bytes before a stream in which its dictionary is looked for */
const DICTIONARY = 500

/** Whether a stream of a PDF unpacks to far more than any page needs. What this does not see ends with its thread (run-worker.ts). */
export function isPdfBomb(bytes: Buffer): boolean {
  let looked = 0
  for (let at = bytes.indexOf('stream'); at >= 0 && looked < LOOKED_AT; at = bytes.indexOf('stream', at + 6)) {
    if (bytes.toString('latin1', Math.max(0, at - 3), at) === 'end') continue
    const before = bytes.toString('latin1', Math.max(0, at - DICTIONARY), at), dictionary = before.slice(before.lastIndexOf(' obj') + 1)
    if (!/\/Fl(?:ateDecode)?\b/.test(dictionary) || /\/Subtype\s*\/Image\b/.test(dictionary)) continue
    const from = at + 6 + (bytes[at + 6] === 0x0d ? 2 : 1), end = bytes.indexOf('endstream', from), packed = bytes.subarray(from, end < 0 ? bytes.length : end)
    let content = packed
    for (let depth = 0; depth < DEEPEST && isPacked(content); depth++) {
      const unpacked = unpack(content)
      if (unpacked === 'too much' || unpacked.length > SMALL && unpacked.length > packed.length * TIGHTEST) return true
      content = unpacked
      looked += content.length
    }
  }
  return false
}

/** The head of zlib: deflate, and that it divides evenly. */
const isPacked = (bytes: Buffer) => bytes.length > 2 && (bytes[0]! & 15) === 8 && bytes.readUInt16BE(0) % 31 === 0

/** Whether the sum at the end is right is not asked: readers do not ask it either. */
function unpack(bytes: Buffer): Buffer | 'too much' {
  try { return inflateRawSync(bytes.subarray(2), { maxOutputLength: MOST_IN_ONE, finishFlush: constants.Z_SYNC_FLUSH }) } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too much' : Buffer.alloc(0) // not packed so, or encrypted
  }
}
