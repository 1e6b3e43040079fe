import { numbered, TEXT_LIMIT, type Reading } from './reading.ts'

const LF = 10, CR = 13
/** What divides the words of a row of values. */
const CELLS = /[;\t]/g
const HEADING = /^#{1,6}\s+(.{1,300})$/
/** characters of a line that may still be a heading */
const LONGEST_HEADING = 400

/** Text, Markdown (a part for each heading) and tables of values. Blank lines cost nothing, and what comes after the limit is not looked at. */
export function readPlain(bytes: Buffer, mime: string): Reading {
  const text = new TextDecoder().decode(withNewlines(bytes)), parts: { heading: string; lines: string[] }[] = [{ heading: '', lines: [] }]
  let room = TEXT_LIMIT
  for (let at = 0, end = 0; at < text.length && room > 0; at = end + 1) {
    while (text.charCodeAt(at) === LF) at++
    end = text.indexOf('\n', at)
    if (end < 0) end = text.length
    const line = text.slice(at, end).trim().slice(0, room)
    if (line === '') continue
    room -= line.length + 1
    const heading = mime === 'text/markdown' && line.length < LONGEST_HEADING ? HEADING.exec(line)?.[1] : undefined
    if (heading === undefined) parts.at(-1)!.lines.push(mime === 'text/csv' ? line.replace(CELLS, ' – ') : line)
    else parts.push({ heading, lines: [] })
  }
  const kept = parts.map(({ heading, lines }) => ({ heading, text: lines.join('\n') })).filter((part) => part.heading !== '' || part.text !== '')
  return { parts: numbered('part', kept), pages: null, checks: [] }
}

/** The line ends of other systems as ours, byte by byte: in UTF-8 no other letter has these bytes. */
function withNewlines(bytes: Buffer): Buffer {
  if (!bytes.includes(CR)) return bytes
  const same = Buffer.from(bytes)
  for (let at = same.indexOf(CR); at >= 0 && at < same.length; at++) if (same[at] === CR) same[at] = LF
  return same
}
