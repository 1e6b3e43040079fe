import { escapeText, mayOpen, type Page } from './markdown-page.ts'

/** What an author may write as HTML. Each tag is written anew from its name, `lang` and `dir`: no class, id, style or handler can pass. */
const IN_TEXT = new Set('abbr b bdi br cite code del em i ins kbd mark q s samp small span strong sub sup u var wbr'.split(' '))
const IN_BLOCKS = new Set([...IN_TEXT, 'blockquote', 'details', 'div', 'hr', 'p', 'summary'])
const VOID = new Set(['br', 'hr', 'wbr'])
/** Elements whose content is not text for a reader: it goes with the tag. */
const HIDDEN = new Set(('applet audio canvas embed iframe math noembed noframes noscript object script select style svg template textarea title '
  + 'video xmp').split(' '))
/** Other elements of HTML: the tag goes, the text stays. Any other name is shown, for `<käyttäjän nimi>` and `<Group>` are text. */
const DROPPED = new Set(('a address area article aside base basefont bgsound big blink body button caption center col colgroup data datalist dd dfn '
  + 'dialog dir dl dt fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup html input label legend li link '
  + 'main map marquee menu meta meter nav nobr ol optgroup option output p param picture plaintext pre progress rb rp rt rtc ruby search section slot '
  + 'source strike table tbody td tfoot th thead time tr track tt ul').split(' '))
/** Those of them that stand within a line: the others leave a space, so that words do not run together. */
const FLOWING = new Set('a big data dfn font input label output rb rp rt rtc ruby strike time tt'.split(' '))

const TAG = /<(\/?)([a-z][a-z0-9]*)(?=[\s/>])([^<>]*)>/iy
const ATTRIBUTE = /([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=`]+))/gi
const LANGUAGE = /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/i

/** Writes the tags of one run of text or one container: what is opened in it is closed in it, so an author can never close our elements. */
export class AuthorHtml {
  readonly #page: Page
  readonly #inBlocks: boolean
  readonly #open: string[] = []

  constructor(page: Page, inBlocks: boolean) {
    this.#page = page
    this.#inBlocks = inBlocks
  }

  /** `text` and `image` write what stands between the tags. */
  write(source: string, text: (part: string) => string, image: (src: string, alt: string) => string): string {
    const lower = source.toLowerCase(), missing = new Set<string>()
    const find = (end: string, from: number) => {
      const at = missing.has(end) ? -1 : lower.indexOf(end, from)
      if (at === -1) missing.add(end)
      return at
    }
    let html = '', from = 0
    for (let at = source.indexOf('<'); at !== -1; at = source.indexOf('<', from)) {
      html += text(source.slice(from, at))
      from = at + 1
      if (source.startsWith('<!--', at)) {
        const end = find('-->', at + 4)
        if (end === -1) html += '&lt;'
        else from = end + 3
        continue
      }
      TAG.lastIndex = at
      const tag = TAG.exec(source)
      const name = tag?.[2]!.toLowerCase() ?? ''
      if (tag && HIDDEN.has(name)) {
        const end = tag[1] ? -1 : find(`</${name}`, TAG.lastIndex)
        from = end === -1 ? at + tag[0].length : end
      } else if (tag && name === 'img') {
        const { src = '', alt = '' } = attributesOf(tag[3]!)
        html += image(src, alt)
        from = at + tag[0].length
      } else if (tag && (IN_BLOCKS.has(name) || DROPPED.has(name))) {
        html += tag[1] ? this.#close(name) : this.#start(name, tag[3]!)
        from = at + tag[0].length
      } else html += '&lt;'
    }
    return html + text(source.slice(from))
  }

  closeAll(): string {
    return this.#closeTo(0)
  }

  #start(given: string, rest: string): string {
    const name = given === 'p' && this.#inBlocks ? 'div' : given
    const allowed = (this.#inBlocks ? IN_BLOCKS : IN_TEXT).has(name) && mayOpen(this.#page) && (name !== 'summary' || this.#open.at(-1) === 'details')
    if (!allowed) return FLOWING.has(name) ? '' : ' '
    const { lang = '', dir = '' } = attributesOf(rest)
    const attributes = (LANGUAGE.test(lang) ? ` lang="${lang}"` : '') + (/^(?:ltr|rtl|auto)$/.test(dir) ? ` dir="${dir}"` : '')
    if (!VOID.has(name)) {
      this.#open.push(name)
      this.#page.depth++
    }
    return `<${name}${attributes}>`
  }

  #close(given: string): string {
    const at = this.#open.lastIndexOf(given === 'p' && this.#inBlocks ? 'div' : given)
    if (at === -1) return FLOWING.has(given) || IN_TEXT.has(given) ? '' : ' '
    return this.#closeTo(at)
  }

  #closeTo(first: number): string {
    const closed = this.#open.splice(first).toReversed()
    this.#page.depth -= closed.length
    return closed.map((name) => `</${name}>`).join('')
  }
}

function attributesOf(rest: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [, name, ...values] of rest.matchAll(ATTRIBUTE)) found[name!.toLowerCase()] ??= escapeText(values.find((value) => value !== undefined) ?? '')
  return found
}
