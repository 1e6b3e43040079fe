/**
 * Whether the bytes hold a picture and nothing else: no place, camera, author or program (EXIF, XMP, IPTC, comments, profiles), and nothing
 * before, between or after its parts, where another kind of file could hide. Such a picture is kept as it is; one of any other format is not
 * looked at and never plain. It says nothing of the pixels themselves.
 */
export function isPlainImage(bytes: Buffer, mime: string): boolean {
  try {
    if (mime === 'image/jpeg') return isPlainJpeg(bytes)
    if (mime === 'image/png') return isPlainPng(bytes)
    return mime === 'image/webp' && isPlainWebp(bytes)
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** JFIF without a thumbnail, Adobe's colour mark, tables and frames. */
function isPlainJpeg(bytes: Buffer) {
  if (bytes.readUInt16BE(0) !== 0xffd8) return false
  for (let at = 2; at < bytes.length;) {
    if (bytes[at] !== 0xff) return false
    const marker = bytes[at + 1]!
    if (marker === 0xd9) return at + 2 === bytes.length
    const length = bytes.readUInt16BE(at + 2), isFrame = marker >= 0xc0 && marker <= 0xcf
    const isJfif = marker === 0xe0 && length === 16 && bytes.toString('latin1', at + 4, at + 9) === 'JFIF\0'
    const isAdobe = marker === 0xee && length === 14 && bytes.toString('latin1', at + 4, at + 9) === 'Adobe'
    if (!isFrame && ![0xda, 0xdb, 0xdd].includes(marker) && !isJfif && !isAdobe) return false
    at += 2 + length
    if (marker === 0xda) while (!(bytes[at] === 0xff && bytes[at + 1] !== 0 && (bytes[at + 1]! < 0xd0 || bytes[at + 1]! > 0xd7))) if (++at >= bytes.length) return false
  }
  return false
}

const PNG_PARTS = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'pHYs', 'sBIT', 'bKGD'])
function isPlainPng(bytes: Buffer) {
  if (bytes.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n') return false
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at), name = bytes.toString('latin1', at + 4, at + 8)
    if (!PNG_PARTS.has(name)) return false
    at += 12 + length
    if (name === 'IEND') return length === 0 && at === bytes.length
  }
  return false
}

const WEBP_PARTS = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF'])
function isPlainWebp(bytes: Buffer) {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP' || bytes.readUInt32LE(4) + 8 !== bytes.length) return false
  let at = 12
  while (at < bytes.length) {
    if (!WEBP_PARTS.has(bytes.toString('latin1', at, at + 4))) return false
    const length = bytes.readUInt32LE(at + 4)
    at += 8 + length + (length % 2)
  }
  return at === bytes.length
}
