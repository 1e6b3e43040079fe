import { fillWritten, hasMark } from '../content/facts/facts-in-html.ts'
import { factValues, type FactValue } from '../content/facts/facts.queries.ts'
import type { AppContext } from '../context.ts'
import { finnishDay } from '../i18n/finnish-day.ts'
import type { Lang } from '../language/analyser.ts'
import { createSnippets, type SnippetPart } from '../language/snippet.ts'
import { isMarkedStem } from '../language/stems.ts'
import type { Viewer } from '../people/viewer.ts'
import type { Answer, Result } from './find-items.ts'
import { pauser } from './pause.ts'
import { Recent } from './recent.ts'
import type { Forms } from './search-engine.ts'
import { itemHtml, ownSupplements, sectionTexts, type SectionText } from './search.queries.ts'
import { stepsOf } from './steps-of.ts'

/** Where a result opens and what it shows; `steps` are the section's numbered steps where they are asked for, `others` are further sections that have the words themselves. `section` is null for the page's beginning. */
interface ShownSection { section: Place | null; heading: SnippetPart[]; snippet: SnippetPart[]; steps: SnippetPart[][]; others: Place[] }
type Place = Pick<SectionText, 'anchor' | 'heading' | 'municipality'>
export interface ShownResult { result: Result; shown: ShownSection }
/** Characters of the snippet, whether the numbered steps are shown, and how many further sections are named. */
interface Size { length: number; steps: boolean; others: number }

type Reader = Pick<Viewer, 'municipalityId' | 'municipalitySlug' | 'libraryId'>
const NONE: ReadonlyMap<string, FactValue> = new Map()

const STEP_LENGTH = 240

const REMEMBERED = 1500
const recents = new WeakMap<AppContext, Recent<ShownSection>>()

/**
 * The results with what is shown of them; of supplements, those of the reader's own municipality come first, and facts have its values. A result
 * whose text is gone since it was found is left out.
 */
export async function showSections(app: AppContext, { results, terms, marks }: Answer, sizeOf: (index: number) => Size, reader: Reader | null = null): Promise<ShownResult[]> {
  const municipality = reader?.municipalitySlug ?? ''
  let recent = recents.get(app)
  if (!recent) recents.set(app, (recent = new Recent(REMEMBERED)))
  const values = reader ? await factValues(app.db, { municipalityId: reader.municipalityId, libraryId: reader.libraryId, on: finnishDay(app.now()) }) : NONE
  const keys = results.map(({ hit }, index) => JSON.stringify([hit.itemId, hit.version, hit.lang, hit.positions, marks, sizeOf(index), municipality]))
  const known = keys.map((key) => recent.get(key)), texts = await textsOf(app, results.filter((_result, index) => !known[index]), municipality)
  const snippets = createSnippets(app.analyser, known.every(Boolean) ? [] : marks), all: ShownResult[] = [], pause = pauser()
  for (const [index, result] of results.entries()) {
    const written = texts.get(result.hit.itemId) ?? [], fill = (text: string) => fillWritten(text, values, result.hit.lang)
    const sections = written.map((section) => ({ ...section, text: fill(section.text) })), size = sizeOf(index)
    let shown = known[index] ?? recent.get(keys[index]!) // another request may have made it meanwhile
    if (!shown && sections.length > 0) {
      await pause()
      const lang = result.hit.lang as Lang, marked = async (text: string, length: number) => {
        await snippets.readAhead(text, lang, pause)
        return snippets(text, lang, length)
      }
      shown = await choose(sections, terms, marked, size, municipality)
      if (size.steps) shown.steps = await stepsIn(app, result.hit, shown.section, (step) => marked(withNames(fill(step)), STEP_LENGTH))
      if (!written.some(({ text }) => hasMark(text))) recent.set(keys[index]!, shown) // a value may change any day
    }
    if (shown) all.push({ result, shown })
  }
  return all
}

async function stepsIn({ db }: AppContext, { itemId, lang }: Result['hit'], section: Place | null, show: (step: string) => Promise<SnippetPart[]>): Promise<SnippetPart[][]> {
  if (!section?.anchor || section.municipality) return []
  const shown: SnippetPart[][] = []
  for (const step of stepsOf(await itemHtml(db, itemId, lang), section.anchor)) shown.push(await show(step))
  return shown
}

async function textsOf({ db }: AppContext, results: Result[], municipality: string): Promise<Map<number, SectionText[]>> {
  const wanted = results.flatMap(({ hit: { itemId, lang, positions } }) => positions.map((position) => ({ itemId, lang, position })))
  const texts = new Map<number, SectionText[]>()
  for (const text of wanted.length > 0 ? await sectionTexts(db, wanted) : []) texts.set(text.itemId, [...(texts.get(text.itemId) ?? []), text])
  // of many municipalities' supplements the reader's own may not be among the best
  for (const text of wanted.length > 0 && municipality !== '' ? await ownSupplements(db, wanted, municipality) : []) {
    const known = texts.get(text.itemId) ?? []
    if (known[0]?.lang === text.lang && !known.some(({ position }) => position === text.position)) known.push(text)
  }
  return texts
}

/**
 * Every section is found by the words of its page's title too, so the one is chosen that has the most of the words itself, then in its
 * heading, then the first; when only the title has them, the result opens at its beginning.
 */
async function choose(sections: SectionText[], terms: Answer['terms'], marked: (text: string, length: number) => Promise<SnippetPart[]>, { length, others }: Omit<Size, 'steps'>, municipality: string): Promise<ShownSection> {
  const nearness = (section: SectionText) => (section.municipality === '' ? 1 : section.municipality === municipality ? 2 : 0)
  const lang = sections[0]!.lang, beginnings = terms.map((term) => beginningsOf(term, lang))
  const rated = sections.map((section) => {
    const inHeading = mentioned(section.heading, beginnings)
    return { section, inHeading, own: mentioned(`${section.heading}\n${section.text}`, beginnings) }
  }).sort((a, b) => b.own - a.own || nearness(b.section) - nearness(a.section) || b.inHeading - a.inHeading || a.section.position - b.section.position)
  const best = rated[0]!, isOwn = best.own > 0, anchors = new Set(['', keyOf(best.section)]), further: Place[] = []
  for (const { section, own } of isOwn ? rated : []) {
    if (own < best.own || anchors.has(keyOf(section)) || further.length >= others) continue
    anchors.add(keyOf(section))
    further.push(placeOf(section))
  }
  return {
    section: isOwn ? placeOf(best.section) : null, heading: isOwn ? await marked(withNames(best.section.heading), length) : [],
    snippet: await marked(withNames(flowing(best.section.text)), length), steps: [], others: further,
  }
}

/** What is kept of a section: without its text. */
const placeOf = ({ anchor, heading, municipality }: SectionText): Place => ({ anchor, heading, municipality })
const keyOf = ({ anchor, municipality }: SectionText) => municipality + anchor

/** The lines of a text as running text; those that end without a stop are divided by a dot. */
const flowing = (text: string) => text.replace(/([^.:;!?,…])\n/g, '$1 · ').replaceAll('\n', ' ')

/** The places that whoever answers a customer fills, `{{kirjasto_puhelin}}`, by their names: [kirjasto puhelin]. */
const withNames = (text: string) => (text.includes('{{') ? text.replace(/\{\{([\p{L}\d_]+)(?:\.[\p{L}\d_]+)?\}\}/gu, (_, name: string) => `[${name.replaceAll('_', ' ')}]`) : text)

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
