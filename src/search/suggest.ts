import { setTimeout } from 'node:timers/promises'
import { visibleItemsByIds, type ItemCard } from '../content/items.queries.ts'
import { audiencesOf } from '../content/visibility.ts'
import type { AppContext } from '../context.ts'
import { tokenize } from '../language/words.ts'
import type { Viewer } from '../people/viewer.ts'
import { catchUpBeforeSearch } from './search.sync.ts'
import { nameIndex } from './suggest-names.ts'
import { visibleSubjects, visibleTeams, type Subject } from './suggest.queries.ts'
import { titleIndex } from './suggest-titles.ts'
import { wordIndex } from './suggest-words.ts'

/** What may be meant by a search that is being typed; every item, subject, team and word of it is one that the viewer sees. */
export interface Suggestions {
  /** whole searches: what was typed with its last word completed */
  searches: string[]
  titles: { card: ItemCard; lang: string; title: string }[]
  subjects: Subject[]
  teams: { id: number; name: string }[]
}

const MOST = { searches: 3, titles: 6, subjects: 3, teams: 2 }
const NONE: Suggestions = { searches: [], titles: [], subjects: [], teams: [] }
/** Of one letter almost everything is the beginning. */
const SHORTEST = 2
const MOST_WORDS = 8
/** Letters that are taken from the end when nothing begins so: the ending of an inflected form, or a slip. */
const FORGIVEN = 4
const SHORTEST_FORGIVEN = 4
/** Subjects and teams that are looked up for the viewer. */
const ASKED = 12
/** Right after a start the lists are not read yet: then what is there is suggested. In milliseconds. */
const WAITS = 200

interface Lists { titles: ReturnType<typeof titleIndex>; words: ReturnType<typeof wordIndex>; names: ReturnType<typeof nameIndex> }
const lists = new WeakMap<AppContext, Lists>()

export async function suggest(app: AppContext, viewer: Viewer, typed: string): Promise<Suggestions> {
  const words = tokenize(typed).map(({ word }) => word).slice(0, MOST_WORDS), last = words.at(-1) ?? '', now = app.now()
  if (last.length < SHORTEST && words.length < 2) return NONE
  await catchUpBeforeSearch(app)
  const { titles, words: vocabulary, names } = listsOf(app), at = now.toISOString(), audience = { audiences: audiencesOf(viewer), now: at }
  await Promise.race([readSuggestions(app), setTimeout(WAITS, undefined, { ref: false })])
  const prefer = { lang: viewer.locale, municipality: viewer.municipalitySlug }
  const found = forgiving(words, (these) => titles.find(these, audience, prefer, MOST.titles))
  const completed = typed.toLowerCase().endsWith(last) ? await forgivingWords(last, (beginning) => vocabulary.find(beginning, audience, MOST.searches)) : []
  const subjects = forgiving(words, (these) => names.subjects(these, ASKED)), teams = names.teams(words, ASKED)
  return {
    searches: completed.map((word) => typed.slice(0, typed.length - last.length).trimStart() + word),
    titles: await readTitles(app, viewer, at, found), subjects: await readSubjects(app, viewer, at, subjects), teams: await readTeams(app, viewer, at, teams),
  }
}

/** Brings the lists up to date; for a job too, so that nobody who types waits for it. */
export async function readSuggestions(app: AppContext): Promise<void> {
  const { titles, words, names } = listsOf(app)
  await Promise.all([titles.current(), words.current(), names.current()])
}

function listsOf(app: AppContext): Lists {
  let made = lists.get(app)
  if (!made) lists.set(app, (made = { titles: titleIndex(app.db, app.analyser), words: wordIndex(app.db, app.analyser, (words, audience) => app.search.knows(words, audience)), names: nameIndex(app.db, app.analyser) }))
  return made
}

/** The last word as typed, else with letters taken from its end. */
function* endings(last: string): Generator<string> {
  yield last
  for (let cut = 1; cut <= FORGIVEN && last.length - cut >= SHORTEST_FORGIVEN; cut++) yield last.slice(0, -cut)
}

function forgiving<Found>(words: string[], find: (words: string[]) => Found[]): Found[] {
  for (const last of endings(words.at(-1)!)) {
    const found = find([...words.slice(0, -1), last])
    if (found.length > 0) return found
  }
  return []
}

async function forgivingWords(last: string, find: (beginning: string) => Promise<string[]>): Promise<string[]> {
  if (last.length < SHORTEST) return []
  for (const beginning of endings(last)) {
    const found = (await find(beginning)).filter((word) => word !== last)
    if (found.length > 0) return found
  }
  return []
}

async function readTitles({ db }: AppContext, viewer: Viewer, now: string, found: { itemId: number; lang: string; title: string }[]): Promise<Suggestions['titles']> {
  if (found.length === 0) return []
  const cards = new Map((await visibleItemsByIds(db, viewer, now, found.map(({ itemId }) => itemId))).map((card) => [card.id, card]))
  return found.flatMap(({ itemId, lang }) => {
    const card = cards.get(itemId), text = card?.texts.find((one) => one.lang === lang)
    return card && text ? [{ card, lang, title: text.title }] : []
  })
}

async function readSubjects({ db }: AppContext, viewer: Viewer, now: string, found: Subject[]): Promise<Suggestions['subjects']> {
  if (found.length === 0) return []
  const visible = await visibleSubjects(db, viewer, now, found.map(({ id }) => id))
  return found.filter(({ id }) => visible.has(id)).slice(0, MOST.subjects)
}

async function readTeams({ db }: AppContext, viewer: Viewer, now: string, found: { id: number; name: string }[]): Promise<Suggestions['teams']> {
  if (found.length === 0) return []
  const visible = await visibleTeams(db, viewer, now, found.map(({ id }) => id))
  return found.filter(({ id }) => visible.has(id)).slice(0, MOST.teams).map(({ id, name }) => ({ id, name }))
}
