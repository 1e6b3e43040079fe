import type { Piece } from './render-template.ts'

/** Each channel's own way to write the pieces, safe in it: nothing that a value holds can be more than text there. */

/** For social media, e-mail, text messages and the clipboard. */
export const toPlainText = (pieces: readonly Piece[]) => pieces.map(({ text }) => text).join('')

/** For a title and for the subject of an e-mail: a line break there would begin another header. */
export const toOneLine = (pieces: readonly Piece[]) => toPlainText(pieces).replace(/\s+/g, ' ').trim()

/** For a web page: paragraphs, lists of lines that begin with a dash, links of the addresses that were filled in. */
export function toHtml(pieces: readonly Piece[]): string {
  const lines = pieces.map(pieceHtml).join('').split('\n')
  const blocks: { tag: 'p' | 'ul'; lines: string[] }[] = []
  let open = false
  for (const line of lines) {
    const tag = line.startsWith('- ') ? 'ul' : 'p'
    const last = blocks.at(-1)
    if (!line) open = false
    else if (open && last?.tag === tag) last.lines.push(line)
    else {
      blocks.push({ tag, lines: [line] })
      open = true
    }
  }
  return blocks.map(({ tag, lines: own }) => (tag === 'p'
    ? `<p>${own.join('<br>')}</p>`
    : `<ul>${own.map((line) => `<li>${line.slice(2)}</li>`).join('')}</ul>`)).join('\n')
}

function pieceHtml(piece: Piece): string {
  const text = escapeHtml(piece.text)
  if (piece.missing) return `<mark>${text}</mark>`
  if (piece.href) return `<a href="${escapeHtml(piece.href)}">${text}</a>`
  return piece.language ? `<span lang="${piece.language}">${text}</span>` : text
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character]!)

/** Opens the reader's mail program with the message in it (RFC 6068). Programs cut a link at about 2,000 characters. */
export function mailtoLink(subject: string, text: string): string {
  return `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text.replace(/\n/g, '\r\n'))}`
}
