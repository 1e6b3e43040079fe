import { getDefaults, Lexer, type Token } from 'marked'
import { renderBody } from './markdown-blocks.ts'
import { cleanSource } from './markdown-characters.ts'
import { InlineBudget, shapeOf, withinTime } from './markdown-limits.ts'
import { escapeAll, TooTangled, type Page } from './markdown-page.ts'
import { sanitise } from './markdown-sanitise.ts'
import { wordsIn } from './markdown-words.ts'
import { Anchors, Outline, SectionReader, type Section } from './sections.ts'
import { putBack, takeSlots, type Slot } from './slots.ts'

export type { Section } from './sections.ts'

export interface RenderedMarkdown {
  /** safe HTML of the whole body */
  html: string
  sections: Section[]
  /** external ids that `laavu:ASP-01` links point to, unique, in order */
  links: string[]
  /** slots that a municipality fills, unique by name, in order */
  slots: { name: string; description: string }[]
  /** local images that the text uses, as their paths are written, unique, in order */
  images: string[]
}

export interface MarkdownLinks {
  /** address of an item by its external id, or null when there is none that may be linked */
  item(externalId: string): { href: string } | null
  /** address of a local image by the path written in the text, null when it is not stored, '' when it may not be shown */
  image(path: string): string | null
}

/**
 * Renders a body. `lang` is the language of the text: the words that rendering adds are in it. A text that is too tangled to read as Markdown
 * (markdown-limits.ts) comes out whole, as plain text. Never throws for a text, whatever it holds.
 */
export function renderMarkdown(source: string, links: MarkdownLinks, lang = 'fi'): RenderedMarkdown {
  const { text, slots } = takeSlots(cleanSource(source))
  const page = openPage(links, lang, slots)
  const body = rendered(text, page)
  const found = (body === null ? openPage(links, lang, slots) : page).found
  const reader = new SectionReader()
  const html = sanitise(putBack(body ?? `<pre class="plain" tabindex="0"><code>${escapeAll(text)}</code></pre>`, slots), reader)
  return {
    html, sections: reader.sections(), links: [...found.links], images: [...found.images],
    slots: [...found.slots].map(([name, description]) => ({ name, description })),
  }
}

export const openPage = (links: MarkdownLinks, lang: string, slots: Slot[]): Page => ({
  links, words: wordsIn(lang), slots, anchors: new Anchors(), outline: new Outline(),
  found: { links: new Set(), images: new Set(), slots: new Map() }, heading: '', inLink: false, depth: 0,
})

function rendered(text: string, page: Page): string | null {
  const tokens = tokensOf(text)
  try {
    return tokens && renderBody(tokens, page)
  } catch (error) {
    if (error instanceof TooTangled) return null
    throw error
  }
}

/** marked as a reader only: what it finds is written by us. Null when the text is too tangled, or marked gives up. */
export function tokensOf(text: string): Token[] | null {
  const shape = shapeOf(text)
  if (shape === 'tangled') return null
  try {
    return shape === 'simple' ? lex(text) : withinTime(1_000 + Math.ceil(text.length / 100), () => lex(text))
  } catch {
    return null
  }
}

function lex(text: string): Token[] {
  const lexer = new Lexer(getDefaults())
  const budget = new InlineBudget(text.length)
  lexer.blockTokens(text, lexer.tokens)
  for (const { src, tokens } of lexer.inlineQueue) {
    lexer.state.inLink = lexer.state.inRawBlock = false
    if (budget.allows(src)) lexer.inlineTokens(src, tokens)
    else tokens.push({ type: 'text', raw: src, text: src })
  }
  return lexer.tokens
}
