import { BODY_LIMIT } from '../text-limits.ts'
import { PageRefused } from './source-page.ts'

const HEADING = /^ {0,3}(#{1,6})[ \t]+(\S.*)$/m

/** Bytes as text. Throws PageRefused when they are not UTF-8. */
export function textOf(bytes: Uint8Array): string {
  try { return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n') } catch {
    throw new PageRefused('Teksti ei ole UTF-8-muotoa. Tallenna se uudelleen UTF-8-merkistöllä.')
  }
}

/**
 * Title and body of a page. Without a given title it is the first heading, then the name in the source. A first heading that says what the
 * title says is left out of the body: the page shows its title anyway. Throws PageRefused for a text that is empty or too long.
 */
export function titleAndBody(given: string | undefined, text: string, name: string): { title: string; body: string } {
  if (Buffer.byteLength(text) > BODY_LIMIT) throw new PageRefused('Teksti on yli megatavun. Jaa se useaan sivuun.')
  const body = text.replace(/^\s*\n/, '').trimEnd()
  if (body.trim() === '') throw new PageRefused('Sivulla ei ole tekstiä.')
  const heading = HEADING.exec(body)
  const title = given || plain(heading?.[2] ?? '') || name
  const repeats = heading?.index === 0 && heading[1] === '#' && plain(heading[2]!) === plain(title)
  return { title, body: repeats ? body.slice(heading[0].length).trim() || body : body }
}

/** A heading as a title: without its marks. */
function plain(heading: string) {
  const line = heading.slice(0, 1000).replace(/\s+/g, ' ').trim().replace(/ #+$/, '')
  return line.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/\\([^\w\s])/g, '$1').replace(/[*_`]/g, '').trim()
}
