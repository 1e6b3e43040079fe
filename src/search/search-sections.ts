import type { IndexedItem, ItemText } from '../content/items.queries.ts'
import type { Analyser, Lang } from '../language/analyser.ts'
import { joinedNumbers } from './joined-numbers.ts'
import { pauser } from './pause.ts'
import type { IndexItem, IndexSection } from './search-engine.ts'

/** Longest text of one indexed section, in UTF-16 units: a longer one is indexed in pieces, so that no step takes long. */
export const LONGEST_SECTION = 16_000
/** Words are never divided by a stretch's end, a space. In UTF-16 units */
const STRETCH = 200
const ANALYSED = new Set<string>(['fi', 'sv', 'en', 'se', 'smn', 'sms', 'no'] satisfies Lang[])

/**
 * An item as an index takes it: its sections in every language with their words analysed. `version` is the id of the item's newest change,
 * read before the item. Takes about a millisecond for 5 kB, and lets other work go on in between.
 */
export async function sectionsToIndex(analyser: Analyser, item: IndexedItem, version: number): Promise<IndexItem> {
  const sections: IndexSection[] = [], pause = pauser()
  for (const { lang, title, sections: written } of item.current) {
    const fields = (text: string) => analyser.fields(text, languageOf(lang)), ofTitle = fields(title), ofSubjects = subjectWords(analyser, item)
    for (const [position, piece] of [...piecesOf(written), ...supplementsIn(item, lang)].entries()) {
      const ofHeading = fields(piece.heading), all = [ofTitle, ofHeading, ...(await fieldsInSteps(fields, piece.text, pause)), ...(position === 0 ? ofSubjects : [])]
      const joined = (name: 'base' | 'parts' | 'fold') => all.map((one) => one[name]).filter((words) => words !== '').join(' ')
      sections.push({
        lang, position, ...piece, title, titleBase: ofTitle.base, headingBase: ofHeading.base,
        base: joined('base'), parts: [joined('parts'), ...new Set(joinedNumbers(`${title}\n${piece.heading}\n${piece.text}`).map(({ number }) => number))].join(' '), fold: joined('fold'),
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

/** Of a text, a stretch at a time: a section full of words that the dictionary only nearly knows takes a second. */
async function fieldsInSteps<Fields>(fields: (text: string) => Fields, text: string, pause: () => Promise<void>): Promise<Fields[]> {
  const all: Fields[] = []
  for (let at = 0; at < text.length;) {
    const rest = text.slice(at + STRETCH).search(/\s/), end = rest < 0 ? text.length : at + STRETCH + rest
    all.push(fields(text.slice(at, end)))
    at = end
    await pause()
  }
  return all
}

interface Piece { anchor: string; heading: string; text: string; /** whose; '' for the shared text */ municipality: string }

/** What municipalities have written into a text, after it: each is found as a section of its own. */
const supplementsIn = ({ supplements }: IndexedItem, lang: string): Piece[] => supplements.filter((one) => one.lang === lang)
  .map(({ anchor, heading, text, municipality }) => ({ anchor, heading, text, municipality }))

function piecesOf(sections: ItemText['sections']): Piece[] {
  const pieces = sections.flatMap((section) => cut(section.text).map((text) => ({ anchor: section.anchor, heading: section.heading, text, municipality: '' })))
  return pieces.length > 0 ? pieces : [{ anchor: '', heading: '', text: '', municipality: '' }]
}

/** A text in pieces of at most LONGEST_SECTION, divided at a line or a space where there is one. */
function cut(text: string): string[] {
  const pieces: string[] = []
  let at = 0
  while (text.length - at > LONGEST_SECTION) {
    // looked for in the piece alone: from the end of a long text that has none, it would be looked for to the very beginning each time
    const most = text.slice(at, at + LONGEST_SECTION + 1), line = most.lastIndexOf('\n'), space = most.lastIndexOf(' ')
    const length = line > LONGEST_SECTION / 2 ? line : space > 0 ? space : LONGEST_SECTION
    pieces.push(text.slice(at, at + length))
    at += length
  }
  return [...pieces, text.slice(at)]
}

/** Subject terms are found like words of the text, in all the languages that they have. */
function subjectWords(analyser: Analyser, { subjects }: IndexedItem) {
  const labels = (name: 'label' | 'label_sv' | 'label_en') => subjects.map((subject) => subject[name]).join('\n')
  return [analyser.fields(labels('label'), 'fi'), analyser.fields(labels('label_sv'), 'sv'), analyser.fields(labels('label_en'), 'en')]
}

const languageOf = (lang: string): Lang => (ANALYSED.has(lang) ? (lang as Lang) : 'fi')
