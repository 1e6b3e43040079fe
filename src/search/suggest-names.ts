import type { Db } from '../database.ts'
import { isMarkedStem } from '../language/stems.ts'
import type { Analyser } from '../language/analyser.ts'
import { tokenize } from '../language/words.ts'
import { lastChangeId } from '../platform/changes/changes.queries.ts'
import { Beginnings } from './suggest-beginnings.ts'
import { publicSubjects, publicTeams, type Subject } from './suggest.queries.ts'

interface Team { id: number; name: string }

/**
 * Subjects and teams in memory, by the words of their names in any language: those of pages that everyone sees, so that others take no time.
 * They are read again when anything has changed, some milliseconds for 10,000 pages; who sees which now is for the caller to ask.
 */
export function nameIndex(db: Db, analyser: Analyser) {
  let subjects: Subject[] = [], teams: Team[] = [], ofSubjects = new Beginnings(), ofTeams = new Beginnings(), read = -1

  async function current() {
    const newest = await lastChangeId(db)
    if (newest === read) return
    ;[subjects, teams] = await Promise.all([publicSubjects(db), publicTeams(db)])
    ofSubjects = new Beginnings()
    ofTeams = new Beginnings()
    for (const [number, { label, label_sv, label_en }] of subjects.entries()) addWords(ofSubjects, number, label, [label_sv, label_en])
    for (const [number, { name }] of teams.entries()) addWords(ofTeams, number, name, [])
    read = newest
  }

  function addWords(words: Beginnings, number: number, finnish: string, others: string[]) {
    for (const { word } of tokenize([finnish, ...others].join('\n'))) words.add(word, number)
    for (const { word } of tokenize(finnish)) {
      const { bases, parts } = analyser.word(word, 'fi')
      for (const form of [...bases, ...parts]) if (form.length > 2 && !isMarkedStem(form)) words.add(form, number)
    }
  }

  /** Numbers of those that have all the words, the last of which may be unfinished. */
  function having(words: Beginnings, typed: string[], most: number): number[] {
    let kept: Set<number> | undefined
    for (const word of typed) {
      const found = new Set<number>()
      const take = (numbers: readonly number[]) => { for (const number of numbers) if (!kept || kept.has(number)) found.add(number) }
      for (const { holders } of words.startingWith(word)) take(holders)
      for (const base of analyser.queryWord(word).bases) if (!isMarkedStem(base)) take(words.holdersOf(base))
      kept = found
    }
    return [...(kept ?? [])].slice(0, most)
  }

  return {
    current,
    subjects: (typed: string[], most: number) => having(ofSubjects, typed, most).map((number) => subjects[number]!),
    teams: (typed: string[], most: number) => having(ofTeams, typed, most).map((number) => teams[number]!),
  }
}
