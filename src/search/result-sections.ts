import type { AppContext } from '../context.ts'
import type { Analyser, Lang } from '../language/analyser.ts'
import { snippet, type SnippetPart } from '../language/snippet.ts'
import { isMarkedStem } from '../language/stems.ts'
import type { Answer, Result } from './find-items.ts'
import { Recent } from './recent.ts'
import type { Forms } from './search-engine.ts'
import { itemHtml, sectionTexts, type SectionText } from './search.queries.ts'
import { stepsOf } from './steps-of.ts'

/** Where a result opens and what it shows; `steps` are the section's numbered steps where they are asked for, `others` are further sections that have the words themselves. `section` is null for the page's beginning. */
export interface ShownSection { section: SectionText | null; heading: SnippetPart[]; snippet: SnippetPart[]; steps: SnippetPart[][]; others: SectionText[] }
export interface ShownResult { result: Result; shown: ShownSection }
/** Characters of the snippet, whether the numbered steps are shown, and how many further sections are named. */
interface Size { length: number; steps: boolean; others: number }

const STEP_LENGTH = 240

const REMEMBERED = 6000
const recents = new WeakMap<AppContext, Recent<ShownSection>>()

/** The results with what is shown of them. A result whose text is gone since it was found is left out. */
export async function showSections(app: AppContext, { results, terms, marks }: Answer, sizeOf: (index: number) => Size): Promise<ShownResult[]> {
  let recent = recents.get(app)
  if (!recent) recents.set(app, (recent = new Recent(REMEMBERED)))
  const keys = results.map(({ hit }, index) => JSON.stringify([hit.itemId, hit.version, hit.lang, hit.positions, marks, sizeOf(index)]))
  const known = keys.map((key) => recent.get(key)), texts = await textsOf(app, results.filter((_result, index) => !known[index]))
  const all: ShownResult[] = []
  for (const [index, result] of results.entries()) {
    const sections = texts.get(result.hit.itemId) ?? [], size = sizeOf(index)
    let shown = known[index]
    if (!shown && sections.length > 0) {
      shown = choose(app.analyser, sections, terms, marks, size)
      if (size.steps) shown.steps = await stepsIn(app, shown.section, marks)
      recent.set(keys[index]!, shown)
    }
    if (shown) all.push({ result, shown })
  }
  return all
}

async function stepsIn({ analyser, db }: AppContext, section: SectionText | null, marks: Answer['marks']): Promise<SnippetPart[][]> {
  if (!section?.anchor) return []
  const steps = stepsOf(await itemHtml(db, section.itemId, section.lang), section.anchor)
  return steps.map((step) => snippet(analyser, step, section.lang as Lang, marks, STEP_LENGTH))
}

async function textsOf({ db }: AppContext, results: Result[]): Promise<Map<number, SectionText[]>> {
  const wanted = results.flatMap(({ hit: { itemId, lang, positions } }) => positions.map((position) => ({ itemId, lang, position })))
  const texts = new Map<number, SectionText[]>()
  for (const text of wanted.length > 0 ? await sectionTexts(db, wanted) : []) texts.set(text.itemId, [...(texts.get(text.itemId) ?? []), text])
  return texts
}

/**
 * Every section is found by the words of its page's title too, so the one is chosen that has the most of the words itself, then in its
 * heading, then the first; when only the title has them, the result opens at its beginning.
 */
function choose(analyser: Analyser, sections: SectionText[], terms: Answer['terms'], marks: Answer['marks'], { length, others }: Omit<Size, 'steps'>): ShownSection {
  const lang = sections[0]!.lang, beginnings = terms.map((term) => beginningsOf(term, lang))
  const rated = sections.map((section) => {
    const inHeading = mentioned(section.heading, beginnings)
    return { section, inHeading, own: mentioned(`${section.heading}\n${section.text}`, beginnings) }
  }).sort((a, b) => b.own - a.own || b.inHeading - a.inHeading || a.section.position - b.section.position)
  const best = rated[0]!, isOwn = best.own > 0, anchors = new Set(['', best.section.anchor]), further: SectionText[] = []
  for (const { section, own } of isOwn ? rated : []) {
    if (own < best.own || anchors.has(section.anchor) || further.length >= others) continue
    anchors.add(section.anchor)
    further.push(section)
  }
  const marked = (text: string) => snippet(analyser, text, lang as Lang, marks, length)
  return { section: isOwn ? best.section : null, heading: isOwn ? marked(best.section.heading) : [], snippet: marked(flowing(best.section.text)), steps: [], others: further }
}

/** The lines of a text as running text; those that end without a stop are divided by a dot. */
const flowing = (text: string) => text.replace(/([^.:;!?,…])\n/g, '$1 · ').replaceAll('\n', ' ')

const mentioned = (text: string, beginnings: string[][]) => {
  const lower = text.toLowerCase()
  return beginnings.filter((some) => some.some((beginning) => lower.includes(beginning))).length
}

/**
 * The unchanging beginnings of a term's words, two thirds of each: enough to tell sections apart, at a thousandth of the cost of analysing
 * them all. What is marked as a hit is decided by the analysis.
 */
function beginningsOf(term: Forms[], lang: string): string[] {
  const mark = lang === 'fi' ? '' : `z${lang === 'smn' || lang === 'sms' ? 'se' : lang}`
  const inLanguage = (base: string) => (mark === '' ? !isMarkedStem(base) : base.startsWith(mark))
  const words = term.flatMap(({ word, bases }) => [word, ...bases.filter(inLanguage).map((base) => base.slice(mark.length))])
  return [...new Set(words.map((word) => word.slice(0, Math.max(3, Math.floor(word.length * 0.67)))))].filter((beginning) => beginning.length >= 3)
}
