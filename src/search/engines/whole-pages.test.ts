import { expect, test } from 'vitest'
import { bestFirst } from './best-first.ts'
import type { SectionFacts } from './known-sections.ts'
import { sectionsOfPages, type TermScores } from './whole-pages.ts'

/** Sections 11 and 12 are of item 1, 21 of item 2, 31 (Swedish) of item 3; 41 and 51 are what Inari and Salla have written into items 4 and 5. */
const facts = { get: (id: number) => ({ item: { itemId: Math.floor(id / 10) }, lang: id === 31 ? 'sv' : 'fi', position: 0, municipality: id === 41 ? 'inari' : id === 51 ? 'salla' : '' }) as SectionFacts }
const prefer = { lang: 'fi', municipality: '' }
const term = (index: number, scores: Record<number, number> | null): TermScores =>
  ({ covers: [index], isOther: false, scores: scores && Object.entries(scores).map(([id, score]) => ({ id: Number(id), score })) })

test('an item is found that has the terms in different sections; one that lacks a term is not', () => {
  expect(sectionsOfPages([term(0, { 11: 2, 21: 9 }), term(1, { 12: 3 })], 2, facts, prefer)).toEqual([{ id: 12, score: 5 }, { id: 11, score: 2 }])
})

test('a term that is too common to score need not be there', () => { expect(sectionsOfPages([term(0, { 11: 2 }), term(1, null)], 2, facts, prefer)).toEqual([{ id: 11, score: 2 }]) })

test('other words stand for all the terms that they cover, for four fifths', () => {
  const other: TermScores = { covers: [0, 1], isOther: true, scores: [{ id: 21, score: 5 }] }
  expect(sectionsOfPages([term(0, { 11: 2 }), term(1, {}), other], 2, facts, prefer)).toEqual([{ id: 21, score: 4 }])
})

test('nothing is found when no term could be looked up', () => { expect(sectionsOfPages([term(0, null)], 1, facts, prefer)).toEqual([]) })

test('with Finnish words a text in another language comes later, but not in the reader’s own', () => {
  const sections = [{ id: 31, score: 3 }, { id: 11, score: 2 }]
  expect(bestFirst(sections, facts, { ...prefer, finnish: true }).map(({ id }) => id)).toEqual([11, 31])
  expect(bestFirst(sections, facts, { ...prefer, lang: 'sv', finnish: true }).map(({ id }) => id)).toEqual([31, 11])
  expect(bestFirst(sections, facts, prefer).map(({ id }) => id)).toEqual([31, 11])
})

test('what another municipality has written comes after the reader’s own and after shared texts that match as well', () => {
  const sections = [{ id: 41, score: 3 }, { id: 51, score: 2.5 }, { id: 11, score: 2 }], order = (municipality: string) => bestFirst(sections, facts, { ...prefer, municipality }).map(({ id }) => id)
  expect([order('inari'), order('salla'), order('tornio')]).toEqual([[41, 11, 51], [51, 11, 41], [11, 41, 51]])
})
