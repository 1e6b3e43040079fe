import path from 'node:path'

const LONGEST = 120

/**
 * The name that a file is offered under: the last part of the given path, without control and direction characters, ending in what the
 * bytes are (`kuva.jpg.php` that holds a PNG becomes `kuva.jpg.png`). It is text to show; the place on disk never depends on it.
 */
export function safeName(given: string, extension: string): string {
  const last = given.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1)!.slice(0, 1000)
  const clean = last.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"|?*%;]+/gu, ' ').replace(/\s+/g, ' ').trim()
  const stem = path.extname(clean) === '' ? clean : clean.slice(0, -path.extname(clean).length)
  const short = Array.from(stem.replace(/^[. ]+|[. ]+$/g, '')).slice(0, LONGEST).join('')
  return `${short || 'tiedosto'}.${extension}`
}

/** One header line for any name: an ASCII form for old clients and the full name after RFC 8187. */
export function contentDisposition(type: 'inline' | 'attachment', name: string): string {
  const ascii = name.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const full = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  return `${type}; filename="${ascii}"; filename*=UTF-8''${full}`
}
