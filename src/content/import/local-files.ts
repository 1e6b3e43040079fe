import { lstat, readFile, realpath } from 'node:fs/promises'
import path from 'node:path'
import { PageRefused } from './source-page.ts'

// every part has a limit: a megabyte of brackets must not take a minute
const ALT = String.raw`!\[[^[\]\n]{0,500}\]`
const DESTINATION = String.raw`(?:<([^>\n]{1,500})>|([^()\s<>]{1,500}(?:\([^()\s]{0,100}\)[^()\s]{0,100}){0,5}))`
const TITLE = String.raw`(?:[ \t]{1,9}(?:"[^"\n]{0,500}"|'[^'\n]{0,500}'))?`
const IMAGE = new RegExp(String.raw`${ALT}\([ \t]{0,9}${DESTINATION}${TITLE}[ \t]{0,9}\)`, 'g')
const ELSEWHERE = /^(?:[a-z][a-z0-9+.-]*:|\/\/|#)/i

/** The paths of the images that a Markdown text uses, as it writes them; addresses of other places are left out. */
export function imagePaths(markdown: string): string[] {
  const found = [...markdown.matchAll(IMAGE)].map((match) => match[1] ?? match[2]!)
  return [...new Set(found.filter((written) => !ELSEWHERE.test(written) || /^[a-z]:[\\/]/i.test(written)))]
}

/**
 * A file of the source folder by a path that a text in `folder` writes. Only what really lies inside `root` is read: no absolute path, no
 * climbing out, no link that leads out, nothing but plain files. Throws PageRefused.
 */
export async function readInside(root: string, folder: string, written: string, limit: number): Promise<Uint8Array> {
  const place = await placeInside(root, path.resolve(folder, relative(written)))
  const { size } = await lstat(place)
  if (size > limit) throw new PageRefused(`Tiedosto ${written} on liian suuri.`)
  return readFile(place)
}

function relative(written: string) {
  let decoded = written
  try { decoded = decodeURIComponent(written) } catch { /* a name with a plain percent sign */ }
  if (decoded.includes('\0') || path.isAbsolute(decoded) || path.win32.isAbsolute(decoded))
    throw new PageRefused(`Tiedostoon ${written} pitää viitata suhteellisella polulla.`)
  return decoded
}

/** The real place of a path, when that is a plain file inside the root. */
export async function placeInside(root: string, place: string): Promise<string> {
  const isInside = (found: string) => found.startsWith(root + path.sep)
  const shown = path.relative(root, place)
  if (!isInside(place)) throw new PageRefused(`Tiedosto ${shown} on tuotavan kansion ulkopuolella.`)
  const real = await realpath(place).catch(() => null)
  if (real === null) throw new PageRefused(`Tiedostoa ${shown} ei löydy.`)
  if (!isInside(real)) throw new PageRefused(`Linkki ${shown} vie tuotavan kansion ulkopuolelle.`)
  if (!(await lstat(real)).isFile()) throw new PageRefused(`${shown} ei ole tiedosto.`)
  return real
}
