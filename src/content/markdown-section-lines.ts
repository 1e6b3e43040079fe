import type { Tokens } from 'marked'
import { readHeading } from './markdown-blocks.ts'
import { cleanSource } from './markdown-characters.ts'
import { openPage, tokensOf } from './markdown.ts'
import { takeSlots } from './slots.ts'

/** Where a section stands in its Markdown: lines from `from` to before `to`, counted from 0. Its h3 sections are inside it. */
export interface SectionLines { anchor: string; heading: string; from: number; to: number }

const LINKS = { item: () => ({ href: '/' }), image: () => '/' }

/**
 * The sections of a stored body as its author wrote them, by the anchors that rendering gives them. Cleaning a text takes no line away, so the
 * lines are those of the body as it is stored. Empty for a text that is too tangled to have sections.
 */
export function sectionLines(body: string, lang: string): SectionLines[] {
  const { text, slots } = takeSlots(cleanSource(body)), tokens = tokensOf(text), page = openPage(LINKS, lang, slots)
  if (tokens === null || tokens.map(({ raw }) => raw).join('') !== text) return []
  const starts: { anchor: string; heading: string; level: number; from: number }[] = []
  let at = 0
  for (const token of tokens) {
    const found = token.type === 'heading' ? readHeading(token as Tokens.Heading, page) : null
    if (found?.anchor) starts.push({ anchor: found.anchor, heading: (token as Tokens.Heading).text, level: found.level, from: at })
    at += token.raw.split('\n').length - 1
  }
  const end = body.split('\n').length
  return starts.map(({ anchor, heading, level, from }, i) => ({ anchor, heading, from, to: starts.slice(i + 1).find((next) => next.level <= level)?.from ?? end }))
}

/** Those lines of a text. */
export const linesBetween = (body: string, from: number, to: number) => body.split('\n').slice(from, to).join('\n')

/** A body with other lines in the place of these; the empty lines around them stay as they were. */
export function withLines(body: string, { from_line: from, to_line: to }: { from_line: number; to_line: number }, text: string): string {
  const lines = body.split('\n'), old = lines.slice(from, to), filled = old.findLastIndex((line) => line.trim() !== '')
  return [...lines.slice(0, from), ...text.trimEnd().split('\n'), ...old.slice(filled + 1), ...lines.slice(to)].join('\n')
}
