/** The type sizes of a poster in points, largest first: title and text. */
const SIZES = [
  { title: 66, text: 30 }, { title: 56, text: 26 }, { title: 48, text: 22 }, { title: 40, text: 19 }, { title: 32, text: 16 }, { title: 26, text: 13 }, { title: 20, text: 10.5 },
]

/** Inside the margins of an A4, in points; the foot with the sender's name is left out of the height. */
const [WIDTH, HEIGHT] = [170 / 0.3528, 222 / 0.3528]
/** What a letter takes of its size on average, with room to spare; headings are narrower and heavier. */
const [LETTER, LINE] = [0.53, 1.34]

/** 1 (largest) … 7: the largest type in which the poster stays on one page; null when it does not fit even in the smallest. `foot`: millimetres that the foot takes beside the sender's name. */
export function posterSize(title: string, text: string, { foot = 0 } = {}): number | null {
  const index = SIZES.findIndex(({ title: large, text: small }) => {
    const paragraphs = text.split(/\n\n/).length - 1
    return heightOf(title, large, 1.1) + small * 2 + heightOf(text, small, LINE) - paragraphs * small * LINE * 0.4 <= HEIGHT - foot / 0.3528
  })
  return index < 0 ? null : index + 1
}

function heightOf(text: string, size: number, line: number): number {
  const perLine = Math.floor(WIDTH / (size * LETTER))
  return text.split('\n').reduce((sum, one) => sum + linesOf(one, perLine), 0) * size * line
}

/** Words are moved whole; one that is longer than the line is broken. */
function linesOf(text: string, perLine: number): number {
  let lines = 1, used = 0
  for (const word of text.split(' ')) {
    const length = Array.from(word).length
    if (used > 0 && used + 1 + length > perLine) {
      lines++
      used = 0
    }
    used += (used > 0 ? 1 : 0) + length
    if (used > perLine) {
      lines += Math.ceil(used / perLine) - 1
      used %= perLine
    }
  }
  return lines
}
