import { scanXml, type XmlReader } from './scan-xml.ts'

/** What is no text of the document: who wrote a comment and when, the number of a footnote, and what was deleted while changes were being recorded. */
const APART = new Set(['dc:creator', 'dc:date', 'meta:creator-initials', 'text:note-citation', 'text:tracked-changes'])
const SPACES = new Set(['text:s', 'text:tab', 'text:line-break'])

/**
 * Reads the content of an OpenDocument file; `line` gets each paragraph and heading when it ends. Footnotes, text boxes and comments stand inside
 * a paragraph: their own paragraphs come before it.
 */
export function scanOdf(xml: string | undefined, { line, open, close }: { line: (text: string, name: string) => void } & Pick<XmlReader, 'open' | 'close'>) {
  const lines: string[] = []
  let apart = 0
  scanXml(xml ?? '', {
    open(name, attribute) {
      if (APART.has(name)) apart++
      else if (name === 'text:p' || name === 'text:h') lines.push('')
      else if (SPACES.has(name) && lines.length > 0) lines[lines.length - 1] += ' '
      open?.(name, attribute)
    },
    text(text) { if (apart === 0 && lines.length > 0) lines[lines.length - 1] += text },
    close(name) {
      if (APART.has(name)) apart--
      else if (name === 'text:p' || name === 'text:h') { const ended = lines.pop(); if (ended !== undefined && apart === 0) line(ended, name) }
      close?.(name)
    },
  })
}
