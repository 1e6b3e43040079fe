import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Lang } from '../../language/analyser.ts'
import { testAnalyser } from '../../language/test-dictionary.ts'
import { migrate } from '../../platform/database/migrate.ts'
import { openDatabase } from '../../platform/database/open.ts'
import type { Alternative, Audience, IndexItem, IndexSection, Known } from '../search-engine.ts'
import { indexVocabulary } from './sqlite-vocabulary.ts'
import { sqliteSearch } from './sqlite.ts'

const analyser = testAnalyser()
const outsider: Audience = { audiences: ['all'], now: '2026-06-01T12:00:00.000Z' }
const member: Audience = { ...outsider, audiences: ['all', 'team:5'] }

type Written = Partial<Omit<IndexItem, 'sections'>> & { itemId: number; title?: string; texts: string[]; lang?: Lang }
let version = 0
function itemOf({ title = 'Otsikko', texts, lang = 'fi', ...different }: Written): IndexItem {
  const sections = texts.map((text, position): IndexSection => ({
    lang, position, anchor: '', heading: '', title, text, titleBase: analyser.fields(title, lang).base, headingBase: '', ...analyser.fields(`${title}\n${text}`, lang),
  }))
  return {
    version: ++version, analyser: analyser.version, audience: 'all', kind: 'guide', networkWide: true, municipalities: [], roles: [], subjects: [], visibleFrom: null, visibleUntil: null, freshAt: '', sections, ...different,
  }
}

/** An index, and the guesses from its vocabulary with every word that is looked up for them. `everyGuess`: none that is looked up is seen, so that guessing goes on to its end. */
async function indexOf(...items: Written[]) {
  const db = openDatabase(':memory:')
  await migrate(db)
  const engine = sqliteSearch(db, analyser), asked: string[] = []
  const knows = (answer: (word: string, audience: Audience) => Promise<Known>) => indexVocabulary(db, analyser, async (words, audience) => {
    asked.push(...words.map(({ word }) => word))
    return Promise.all(words.map(({ word }) => answer(word, audience)))
  }).alternatives
  const put = (...some: Written[]) => engine.put(some.map(itemOf))
  const alternatives = knows(async (word, audience) => (await engine.knows([{ word, bases: [word], prefix: false }], audience))[0]!), none = knows(() => Promise.resolve('nowhere'))
  await put(...items)
  const guesses = async (word: string, audience: Audience): Promise<{ guessed: string[]; asked: string[] }> => {
    asked.length = 0
    const guessed: Alternative[] = await alternatives(word, audience)
    return { guessed: guessed.map((one) => one.word), asked: [...asked] }
  }
  const everyGuess = async (word: string, audience: Audience): Promise<string[]> => {
    asked.length = 0
    await none(word, audience)
    return [...asked]
  }
  return { put, remove: (itemId: number) => engine.remove([{ itemId, version: ++version }]), guesses, everyGuess }
}

test('Q-7: a word that only others see is no guess and is not even looked up; who sees it gets it', async () => {
  const { guesses } = await indexOf({ itemId: 1, texts: ['Hopeaharkko on kassakaapissa.'], audience: 'team:5' }, { itemId: 2, texts: ['Avoin sivu.'] })
  for (const typed of ['hopeaharko', 'hopeaharkkko', 'hopeaharkoo']) {
    expect(await guesses(typed, outsider), typed).toEqual({ guessed: [], asked: [] })
    expect((await guesses(typed, member)).guessed, typed).toContain('hopeaharkko')
  }
})

test('Q-7: nor is one of a title, of another language, without its dots, or by a form that no text has', async () => {
  const { guesses } = await indexOf(
    { itemId: 1, title: 'Jääkaivos', texts: ['Tekstiä.', 'Muuta.'], audience: 'team:5' }, { itemId: 2, texts: ['Snökanonen skramlar.'], lang: 'sv', audience: 'team:5' }, { itemId: 3, texts: ['Avoin sivu.'] },
  )
  for (const [typed, meant] of [['jaakaivos', 'jääkaivos'], ['jaakaivoksista', 'jääkaivos'], ['jääkiavoksista', 'jääkaivos'], ['snökanonnen', 'snökanonen']] as const) {
    expect(await guesses(typed, outsider), typed).toEqual({ guessed: [], asked: [] })
    expect((await guesses(typed, member)).guessed, typed).toContain(meant)
  }
})

test('a word of both open and restricted pages keeps its place, and counts for each reader by the pages that she sees', async () => {
  const restricted = Array.from({ length: 6 }, (_, n): Written => ({ itemId: 10 + n, texts: ['Kahu.', 'Kahu.'], audience: 'team:5' }))
  const { guesses } = await indexOf({ itemId: 1, texts: ['Katu.', 'Katu.', 'Kahu.'] }, ...restricted)
  expect((await guesses('kavu', outsider)).guessed).toEqual(['katu', 'kahu'])
  expect((await guesses('kavu', member)).guessed).toEqual(['kahu', 'katu'])
})

test('Q-7: a word of a page that has its time is looked up while the page is in force, not before or after', async () => {
  const times = { visibleFrom: '2026-06-01T00:00:00.000Z', visibleUntil: '2026-06-02T00:00:00.000Z' }
  const { guesses } = await indexOf({ itemId: 1, texts: ['Hopeaharkko on kassakaapissa.'], ...times }, { itemId: 2, texts: ['Kultaharkko on muualla.'], audience: 'team:5', ...times })
  const at = async (typed: string, audience: Audience, now: string) => (await guesses(typed, { ...audience, now })).asked
  for (const [typed, audience] of [['hopeaharkkko', outsider], ['kultaharkkko', member]] as const) {
    expect(await at(typed, audience, '2026-05-31T23:59:59.999Z')).toEqual([])
    expect(await at(typed, audience, '2026-06-01T00:00:00.000Z')).not.toEqual([])
    expect(await at(typed, audience, '2026-06-01T23:59:59.999Z')).not.toEqual([])
    expect(await at(typed, audience, '2026-06-02T00:00:00.000Z')).toEqual([])
  }
  expect(await at('kultaharkkko', outsider, '2026-06-01T12:00:00.000Z')).toEqual([])
})

test('Q-2: the guesses follow a page that becomes restricted, open again, and is removed', async () => {
  const { put, remove, guesses } = await indexOf({ itemId: 1, texts: ['Hopeaharkko on kassakaapissa.'] }, { itemId: 2, texts: ['Avoin sivu.'] })
  const texts = ['Hopeaharkko on kassakaapissa.'], none = { guessed: [], asked: [] }, found = { guessed: ['hopeaharkko'] }
  expect(await guesses('hopeaharkkko', outsider)).toMatchObject(found)
  await put({ itemId: 1, texts, audience: 'team:5' })
  expect(await guesses('hopeaharkkko', outsider)).toEqual(none)
  expect(await guesses('hopeaharkkko', member)).toMatchObject(found)
  await put({ itemId: 1, texts })
  expect(await guesses('hopeaharkkko', outsider)).toMatchObject(found)
  await remove(1)
  expect(await guesses('hopeaharkkko', member)).toEqual(none)
})

test('Q-2: what was restricted after the vocabulary was read is kept back by the look-up', async () => {
  const db = openDatabase(':memory:')
  await migrate(db)
  const engine = sqliteSearch(db, analyser)
  await engine.put([itemOf({ itemId: 1, texts: ['Hopeaharkko on kassakaapissa.'] })])
  const { alternatives } = indexVocabulary(db, analyser, async (words, audience) => {
    await engine.put([itemOf({ itemId: 1, texts: ['Hopeaharkko on kassakaapissa.'], audience: 'team:5' })])
    return engine.knows(words, audience)
  })
  expect(await alternatives('hopeaharkkko', outsider)).toEqual([])
  expect(await alternatives('hopeaharkkko', member)).toEqual([{ word: 'hopeaharkko', how: 'typo' }])
})

const WORDS = ['katu', 'kahu', 'katua', 'kaatu', 'kattu', 'kätü', 'käytävä', 'kaytava', 'karhu', 'kärhu', '𐐨atu', 'katu5']
const someText = fc.array(fc.constantFrom(...WORDS), { maxLength: 4 }).map((words) => words.join(' '))
const anyItem = fc.record({
  title: someText, texts: fc.array(someText, { minLength: 1, maxLength: 3 }), lang: fc.constantFrom('fi' as const, 'sv' as const), audience: fc.constantFrom('all', 'all', 'team:5', 'team:6'),
  visibleFrom: fc.constantFrom(null, null, '2026-05-01', '2027-01-01'), visibleUntil: fc.constantFrom(null, null, '2026-05-31', '2027-02-01'),
})
test('Q-7: of any pages, every guess for an outsider is one of an index that has only the pages which she sees, in its order', async () => {
  await fc.assert(fc.asyncProperty(fc.array(anyItem, { maxLength: 6 }), async (items) => {
    const all = items.map((item, n): Written => ({ itemId: n + 1, ...item })), { now } = outsider
    const seen = all.filter((item) => item.audience === 'all' && (item.visibleFrom ?? '') <= now && (item.visibleUntil ?? '9') > now)
    const whole = await indexOf(...all), own = await indexOf(...seen), isTimed = seen.some((item) => item.visibleFrom ?? item.visibleUntil)
    const ordered = (guesses: string[]) => (isTimed ? guesses.toSorted() : guesses) // of equally likely ones, those of pages that have their time come last
    for (const typed of ['kavu', 'kaytäva', 'kaytava', 'kahuu']) expect(ordered(await whole.everyGuess(typed, outsider))).toEqual(ordered(await own.everyGuess(typed, outsider)))
  }), { numRuns: 20 })
})
