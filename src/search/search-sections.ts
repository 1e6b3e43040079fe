import { setImmediate } from 'node:timers/promises'
import type { IndexedItem, ItemText } from '../content/items.queries.ts'
import type { Analyser, Lang } from '../language/analyser.ts'
import { joinedNumbers } from './joined-numbers.ts'
import type { IndexItem, IndexSection } from './search-engine.ts'

/** Longest text of one indexed section, in UTF-16 units: a longer one is indexed in pieces, so that no step takes long. */
export const LONGEST_SECTION = 16_000
/** The analysis pauses for other work after this long. */
const PAUSE_AFTER_MS = 15
const ANALYSED = new Set<string>(['fi', 'sv', 'en', 'se', 'smn', 'sms', 'no'] satisfies Lang[])

/**
 * An item as an index takes it: its sections in every language with their words analysed. `version` is the id of the item's newest change,
 * read before the item. Takes about a millisecond for 5 kB, and lets other work go on in between.
 */
export async function sectionsToIndex(analyser: Analyser, item: IndexedItem, version: number): Promise<IndexItem> {
  const sections: IndexSection[] = [], pause = pauser()
  for (const { lang, title, sections: written } of item.current) {
    const fields = (text: string) => analyser.fields(text, languageOf(lang)), ofTitle = fields(title), ofSubjects = subjectWords(analyser, item)
    for (const [position, piece] of piecesOf(written).entries()) {
      const ofHeading = fields(piece.heading), all = [ofTitle, ofHeading, fields(piece.text), ...(position === 0 ? ofSubjects : [])]
      const joined = (name: 'base' | 'parts' | 'fold') => all.map((one) => one[name]).filter((words) => words !== '').join(' ')
      sections.push({
        lang, position, ...piece, title, titleBase: ofTitle.base, headingBase: ofHeading.base,
        base: joined('base'), parts: [joined('parts'), ...joinedNumbers(`${title}\n${piece.heading}\n${piece.text}`)].join(' '), fold: joined('fold'),
      })
      await pause()
    }
  }
  return {
    itemId: item.id, version, analyser: analyser.version, audience: item.audience, kind: item.kind, networkWide: item.network_wide === 1,
    municipalities: item.municipalities.map(({ slug }) => slug), roles: item.roles, subjects: item.subjects.map(({ slug }) => slug),
    visibleFrom: item.visible_from, visibleUntil: item.visible_until,
    freshAt: [item.checked_at, ...item.current.map((text) => text.created_at)].reduce<string>((newest, at) => (at !== null && at > newest ? at : newest), item.created_at),
    sections,
  }
}

/** Lets other work go on when it has been kept waiting for long enough. */
function pauser() {
  let pausedAt = performance.now()
  return async () => {
    if (performance.now() - pausedAt < PAUSE_AFTER_MS) return
    await setImmediate()
    pausedAt = performance.now()
  }
}

interface Piece { anchor: string; heading: string; text: string }

function piecesOf(sections: ItemText['sections']): Piece[] {
  const pieces = sections.flatMap((section) => cut(section.text).map((text) => ({ anchor: section.anchor, heading: section.heading, text })))
  return pieces.length > 0 ? pieces : [{ anchor: '', heading: '', text: '' }]
}

/** A text in pieces of at most LONGEST_SECTION, divided at a line or a space where there is one. */
function cut(text: string): string[] {
  const pieces: string[] = []
  let at = 0
  while (text.length - at > LONGEST_SECTION) {
    const end = Math.max(text.lastIndexOf('\n', at + LONGEST_SECTION), at + LONGEST_SECTION / 2)
    const space = text.lastIndexOf(' ', at + LONGEST_SECTION)
    const next = end > at + LONGEST_SECTION / 2 ? end : space > at ? space : at + LONGEST_SECTION
    pieces.push(text.slice(at, next))
    at = next
  }
  return [...pieces, text.slice(at)]
}

/** Subject terms are found like words of the text, in all the languages that they have. */
function subjectWords(analyser: Analyser, { subjects }: IndexedItem) {
  const labels = (name: 'label' | 'label_sv' | 'label_en') => subjects.map((subject) => subject[name]).join('\n')
  return [analyser.fields(labels('label'), 'fi'), analyser.fields(labels('label_sv'), 'sv'), analyser.fields(labels('label_en'), 'en')]
}

const languageOf = (lang: string): Lang => (ANALYSED.has(lang) ? (lang as Lang) : 'fi')
