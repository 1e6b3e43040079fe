import type { Words } from './markdown-words.ts'
import type { MarkdownLinks } from './markdown.ts'
import type { Anchors, Outline } from './sections.ts'
import type { Slot } from './slots.ts'

/** The state of one rendering. */
export interface Page {
  readonly links: MarkdownLinks
  readonly words: Words
  /** the slots of the source, by the number of their placeholder */
  readonly slots: readonly Slot[]
  readonly anchors: Anchors
  readonly outline: Outline
  /** what the text turned out to use, in order */
  readonly found: { links: Set<string>; images: Set<string>; slots: Map<string, string> }
  /** heading of the section that is being written, as safe text: it names the tables */
  heading: string
  inLink: boolean
  /** containers, and elements of the author's own HTML, that are open now */
  depth: number
}

/** Thrown when a text is nested too deep to be shown as anything but plain text. */
export class TooTangled extends Error {}

/** Browsers flatten what lies deeper than 512 elements and then build another tree than we checked; a container makes at most four elements. */
const DEEPEST = 40

export function inside(page: Page, render: () => string): string {
  if (page.depth >= DEEPEST) throw new TooTangled()
  page.depth++
  const html = render()
  page.depth--
  return html
}

/** The slot of a placeholder, which is used now. */
export function useSlot(page: Page, number: string): Slot | undefined {
  const slot = page.slots[Number(number)]
  if (slot && !page.found.slots.has(slot.name)) page.found.slots.set(slot.name, slot.description)
  return slot
}

export const mayOpen = (page: Page) => page.depth < DEEPEST

const REPLACED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Every character as itself, for text and for attribute values in double quotes. */
export const escapeAll = (text: string) => text.replace(/[&<>"]/g, (char) => REPLACED[char]!)

/** The same for Markdown text, in which `&auml;` and `&#228;` mean a character. */
export const escapeText = (text: string) => text.replace(/[<>"]|&(?!#\d{1,7};|#[xX][\da-fA-F]{1,6};|[a-zA-Z][a-zA-Z\d]{1,31};)/g, (char) => REPLACED[char]!)

/** What escapeAll has written, read back. */
export const unescapeAll = (html: string) => html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

/** The text of safe HTML, still escaped. */
export const withoutTags = (html: string) => html.replace(/<[^>]*>/g, '')
