import type { Analyser } from '../language/analyser.ts'
import { saysLittle } from '../language/common-words.ts'
import { tokenize } from '../language/words.ts'
import { joinedNumbers } from './joined-numbers.ts'
import { pauser } from './pause.ts'
import type { Alternative, Audience, EngineQuery, Forms, SearchEngine, Term } from './search-engine.ts'
import type { SearchQuery } from './search-query.ts'
import type { OtherWords } from './other-words.ts'

const LONGEST_JOINED = 40
/** A shorter word begins too many others. */
const SHORTEST_PREFIX = 3

/** The words of a query as an engine takes them, and what was added to the typed ones. */
export interface WantedWords extends Pick<EngineQuery, 'terms' | 'need' | 'also' | 'others' | 'phrases' | 'without'> {
  /** `shown`: the alternative's dictionary form where there is one */
  spelled: { typed: string; alternatives: (Alternative & { shown: string })[] }[]
  synonyms: string[]
  /** every typed word is one of the Finnish dictionary */
  finnish: boolean
}

/** The typed words, all of them wanted; where `asTyped` is false, words that the audience sees nowhere, and that the library's lists do not know, get other spellings beside them. */
export async function wantedWords(analyser: Analyser, engine: SearchEngine, query: SearchQuery, audience: Audience, asTyped: boolean, otherWords: OtherWords): Promise<WantedWords> {
  // made-up compounds take the dictionary long
  const words: Forms[] = [], pause = pauser()
  let finnish = query.words.length > 0
  for (const word of query.words) {
    words.push(formsOf(analyser, word))
    finnish &&= analyser.word(word, 'fi').known
    await pause()
  }
  const known = await engine.knows(words, audience)
  // a beginning costs as much as all the words that it begins, and those of a common word are many; a whole word's compounds are found by their parts
  const mayBegin = ({ word }: Forms, index: number) =>
    !asTyped && index === words.length - 1 && known[index] !== 'often' && word.length >= SHORTEST_PREFIX && !analyser.queryWord(word).known
  const typed = words.map((forms, index): Forms => ({ ...forms, prefix: mayBegin(forms, index), unseen: known[index] === 'nowhere' }))
  const spelled: WantedWords['spelled'] = []
  if (!asTyped) {
    for (const [index, { word }] of typed.entries()) {
      const isWord = known[index] !== 'nowhere' || otherWords([word]).some(({ general }) => !general)
      const alternatives = isWord ? [] : await engine.alternatives(word, audience)
      if (alternatives.length > 0) spelled.push({ typed: word, alternatives: alternatives.map((one) => ({ ...one, shown: dictionaryForm(analyser, one.word) })) })
    }
  }
  const otherwise = (word: string) => spelled.find((one) => one.typed === word)?.alternatives.map((one) => formsOf(analyser, one.word)) ?? []
  const joined = await joinedNeighbours(analyser, query.words, pause)
  return {
    need: 'all', also: [], synonyms: [], spelled, finnish,
    terms: typed.map((forms, index): Term => [forms, ...otherwise(forms.word), ...joined[index]!]),
    phrases: query.phrases.map((words) => words.join(' ')),
    without: query.without.map((word) => formsOf(analyser, word)),
  }
}

/** The second step, when nothing has them all: the last word, and it joined with the one before, may be the beginning of a longer one. */
export function unfinished(wanted: WantedWords): WantedWords {
  const beginning = (forms: Forms): Forms => ({ ...forms, prefix: forms.word.length >= SHORTEST_PREFIX })
  return { ...wanted, terms: wanted.terms.map((term, index, all) => (index < all.length - 1 ? term : term.map(beginning))) }
}

/** When few sections have them all: pages that have them in any place, as typed or in other words. Words that say little are left out. */
export function onPages(analyser: Analyser, wanted: WantedWords, query: SearchQuery, otherWords: OtherWords): WantedWords {
  const kept = tellingWords(query.words), said = otherWords(query.words)
  const others = said.map(({ at, length, said: text }) => ({ words: formsOfText(analyser, text), covers: kept.flatMap((index, term) => (index >= at && index < at + length ? [term] : [])) }))
  return { ...wanted, need: 'page', synonyms: textsOf(said), terms: kept.map((index) => wanted.terms[index]!), others: others.filter(({ covers }) => covers.length > 0) }
}

/** The last step, when nothing has them all: any of the words, what their compounds are made of, and other words for them. */
export async function relaxed(analyser: Analyser, wanted: WantedWords, query: SearchQuery, otherWords: OtherWords): Promise<WantedWords> {
  const said = textsOf(otherWords(query.words)), kept = tellingWords(query.words), parts: string[] = [], pause = pauser()
  for (const word of query.words) {
    parts.push(...analyser.word(word, 'fi').parts.filter((part) => part.length > 2))
    await pause()
  }
  return {
    ...wanted, need: 'any', synonyms: said,
    terms: kept.map((index) => wanted.terms[index]!.map((forms) => ({ ...forms, prefix: false }))),
    also: [...parts.map((part) => [{ word: part, bases: [part], prefix: false }]), ...said.map((text) => formsOfText(analyser, text))],
  }
}

/** The indexes of the words that tell what is meant; of all when none does. */
export function tellingWords(words: string[]): number[] {
  const all = [...words.keys()], telling = all.filter((index) => !saysLittle(words[index]!))
  return telling.length > 0 ? telling : all
}

const textsOf = (said: { said: string }[]) => [...new Set(said.map((one) => one.said))]
const formsOfText = (analyser: Analyser, text: string) => tokenize(text).map(({ word }) => formsOf(analyser, word))

function dictionaryForm(analyser: Analyser, word: string): string {
  const { known, bases } = analyser.word(word, 'fi')
  return known && bases.length === 1 ? bases[0]! : word
}

function formsOf(analyser: Analyser, word: string): Forms {
  return { word, bases: analyser.queryWord(word).bases, prefix: false }
}

/** For each word, what it gives together with the next or the one before: tila varaus is also tilavaraus, 040 123 4567 one number. */
async function joinedNeighbours(analyser: Analyser, words: string[], pause: () => Promise<void>): Promise<Forms[][]> {
  const joined: Forms[][] = words.map(() => [])
  for (let at = 0; at + 1 < words.length; at++) {
    await pause()
    const whole = words[at]! + words[at + 1]!
    if (whole.length > LONGEST_JOINED) continue
    const forms = formsOf(analyser, whole)
    joined[at]!.push(forms)
    joined[at + 1]!.push(forms)
  }
  let next = 0
  const places = words.map((word) => ({ start: next, end: (next += word.length + 1) - 1 }))
  for (const { number, start, end } of joinedNumbers(words.join(' '))) {
    const forms = { word: number, bases: [number], prefix: false }
    for (const [at, place] of places.entries()) if (place.start < end && place.end > start) joined[at]!.push(forms)
  }
  return joined
}
