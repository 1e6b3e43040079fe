import type { Section } from './sections.ts'

/** The first words of a text for a list: its first line, cut at a word when it is longer than `longest` characters. */
export function leadText(sections: Section[], longest = 240): string {
  const line = sections.find((section) => section.text !== '')?.text.split('\n', 1)[0] ?? ''
  if (line.length <= longest) return line
  return `${line.slice(0, longest).replace(/\s+\S*$/, '')} …`
}

/** Finnish words are long: a practised reader of Finnish reads 161 in a minute (Trauzettel-Klosinski and Dietz 2012). */
const WORDS_PER_MINUTE = 160

/** Minutes that a careful reader needs, at least one. */
export function readingMinutes(sections: Section[]): number {
  const words = sections.reduce((sum, section) => sum + (`${section.heading} ${section.text}`.match(/\S+/g)?.length ?? 0), 0)
  return Math.max(1, Math.ceil(words / WORDS_PER_MINUTE))
}
