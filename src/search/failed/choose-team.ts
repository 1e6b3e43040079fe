import { ownedCounts } from '../../content/who-helps.queries.ts'
import type { AppContext } from '../../context.ts'
import type { Viewer } from '../../people/viewer.ts'
import type { Answer } from '../find-items.ts'
import { suggest } from '../suggest.ts'

const MOST_WORDS = 4

/**
 * Whom to ask about a search that failed: the team that owns most of what was found instead; else the one whose page has a word of the search,
 * or a part of one, in its title; else the one with most pages, who can pass the question on. Null in an empty library.
 */
export async function chooseTeam(app: AppContext, viewer: Viewer, { query, results }: Answer): Promise<number | null> {
  const found = commonest(results.map(({ card }) => card.owner_team_id))
  if (found !== null) return found
  for (const word of wordsAndParts(app, [...query.words, ...query.phrases.flat()])) {
    const owner = commonest((await suggest(app, viewer, word)).titles.map(({ card }) => card.owner_team_id))
    if (owner !== null) return owner
  }
  return mostOf(await ownedCounts(app.db, viewer, app.now().toISOString()))
}

/** Long words say more of the matter than short ones. */
function wordsAndParts({ analyser }: AppContext, words: string[]): string[] {
  const longest = words.toSorted((a, b) => b.length - a.length).slice(0, MOST_WORDS)
  return [...longest, ...longest.flatMap((word) => analyser.word(word, 'fi').parts.filter((part) => part.length > 3)).slice(0, MOST_WORDS)]
}

function commonest(ids: number[]): number | null {
  const counts = new Map<number, number>()
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1)
  return mostOf(counts)
}

function mostOf(counts: Map<number, number>): number | null {
  return [...counts].reduce<[number, number] | null>((most, one) => (most === null || one[1] > most[1] ? one : most), null)?.[0] ?? null
}
