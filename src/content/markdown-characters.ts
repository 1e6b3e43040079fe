/** Control characters and orders of direction (U+202E shows a text backwards), and the two characters that stand for a slot (slots.ts). */
const UNWANTED = /[[\p{Cc}--[\t\n]]\u{202A}-\u{202E}\u{2066}-\u{2069}\u{E000}\u{E001}]/gv
/** Pictures inside the text are never shown, and one is the longest line that there is. */
const INLINE_PICTURE = /data:[a-z]+\/[a-z.+-]+;base64,[A-Za-z0-9+/=]+/g

/** Well-formed text in NFC with plain line ends; NUL is shown as a missing character. */
export function cleanSource(source: string): string {
  const plain = source.toWellFormed().replace(/\r\n?/g, '\n').replaceAll('\0', '\u{FFFD}').replace(/^\u{FEFF}/u, '').replace(INLINE_PICTURE, 'data:,')
  return cleanText(plain.normalize('NFC'))
}

/** The same for what character references may have brought in. The overlay U+0338 goes: in NFC it would turn the `>` of a tag into another letter. */
export const cleanText = (text: string) => text.replace(UNWANTED, '').replaceAll('\u{338}', '').toWellFormed().normalize('NFC')
