import { cleanText } from './markdown-characters.ts'
import { slugOf } from './slug.ts'

/** `level` 0 is the text before the first heading. `text` is plain: one line for each block, no markup. */
export interface Section { anchor: string; heading: string; level: number; text: string }

/**
 * Every id in a text begins with `k-` (kohta): it can neither meet an id of the shell nor shadow a property of `document` or `window`
 * (DOM clobbering), whatever the heading says.
 */
export const ANCHOR_PREFIX = 'k-'
const NAMELESS = 'kohta'

export const anchorOf = (heading: string) => ANCHOR_PREFIX + slugOf(heading, NAMELESS)

/** Anchors that are unique within a text: `k-kysy`, `k-kysy-2`. An h2's own id is its anchor with `-h`, so that is kept free too. */
export class Anchors {
  readonly #taken = new Set<string>()
  readonly #numbers = new Map<string, number>()

  next(heading: string): string {
    const wanted = anchorOf(heading)
    let anchor = wanted
    let number = this.#numbers.get(wanted) ?? 1
    while (this.#taken.has(anchor) || this.#taken.has(`${anchor}-h`)) anchor = `${wanted}-${++number}`
    this.#numbers.set(wanted, number)
    this.#taken.add(anchor).add(`${anchor}-h`)
    return anchor
  }
}

/** Turns the depths that an author wrote into levels h2–h4 that never skip one: the title of the page is the h1. */
export class Outline {
  readonly #open: number[] = []

  level(depth: number): 2 | 3 | 4 {
    while (this.#open.length > 0 && this.#open.at(-1)! >= depth) this.#open.pop()
    this.#open.push(depth)
    return Math.min(this.#open.length + 1, 4) as 2 | 3 | 4
  }
}

const LINE_TAGS = new Set('blockquote br caption details div h4 header hr li ol p pre section summary table tr ul'.split(' '))
/** Words that rendering has added: shown, but not what the author wrote. */
const NOT_READ = new Set(['h', 'vh', 'bad', 'muted'])

/** Reads the sections out of rendered HTML while it is sanitised, so that search finds exactly what the page shows. */
export class SectionReader {
  readonly #sections: Section[] = [{ anchor: '', heading: '', level: 0, text: '' }]
  #inHeading = false
  #unread = 0
  #firstCell = true

  open(name: string, attributes: Record<string, string>) {
    if (this.#unread > 0 || attributes['aria-hidden'] || NOT_READ.has(attributes['class'] ?? '')) this.#unread++
    else if ((name === 'h2' || name === 'h3') && attributes['id']) {
      const anchor = name === 'h2' ? attributes['id'].replace(/-h$/, '') : attributes['id']
      this.#sections.push({ anchor, heading: '', level: Number(name.slice(1)), text: '' })
      this.#inHeading = true
    } else if (name === 'td' || name === 'th') {
      if (!this.#firstCell) this.text(' – ')
      this.#firstCell = false
    } else if (name === 'img') this.text(attributes['alt'] ?? '')
    else this.#line(name)
  }

  close(name: string) {
    if (this.#unread > 0) this.#unread--
    else if (name === 'h2' || name === 'h3') this.#inHeading = false
    else this.#line(name)
  }

  text(text: string) {
    if (this.#unread > 0) return
    const section = this.#sections.at(-1)!
    const flowing = text.replace(/\s+/g, ' ')
    if (this.#inHeading) section.heading += flowing
    else section.text += flowing
  }

  sections(): Section[] {
    const read = this.#sections.map((section) => ({
      ...section, heading: cleanText(section.heading).replace(/ +/g, ' ').trim(),
      text: cleanText(section.text).replace(/ +/g, ' ').replace(/ ?\n[\n ]*/g, '\n').trim(),
    }))
    return read.filter((section) => section.level > 0 || section.text !== '')
  }

  #line(name: string) {
    if (LINE_TAGS.has(name) && !this.#inHeading) this.#sections.at(-1)!.text += '\n'
    if (name === 'tr') this.#firstCell = true
  }
}
