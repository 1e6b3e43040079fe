import type { AppContext } from '../context.ts'
import { allMunicipalities, allTeams } from '../people/people.queries.ts'
import type { Viewer } from '../people/viewer.ts'
import type { FactsChoices } from './edit-facts.views.ts'
import { usedSubjects } from './edit-item.queries.ts'

const SUGGESTED = 300

/** What the fields of an item's facts offer. */
export async function factsChoices({ db }: AppContext, viewer: Viewer, now: string): Promise<FactsChoices> {
  const [teams, municipalities, subjects] = await Promise.all([allTeams(db), allMunicipalities(db), usedSubjects(db, viewer, now, SUGGESTED)])
  return { teams, municipalities, subjects }
}
