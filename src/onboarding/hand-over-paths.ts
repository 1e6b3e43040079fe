import type { OnboardingHands } from '../content/upkeep/hand-over.ts'
import { personById } from '../people/people.queries.ts'
import { giveVisits, visitsInHands } from './peer-learning/peer-learning.queries.ts'
import { giveMentor, giveSupervisor, pathsInHands } from './hand-over.queries.ts'

/**
 * The started paths that a person who leaves leads or mentors, and the peer learning that she answers for. Mentor and supervisor see a path only while they work where it was started, and nobody leads
 * her own: a colleague whom the paths cannot go to is refused with the reason.
 */
export const onboardingHands: OnboardingHands = {
  count: async (db, personId) => (await pathsInHands(db, personId)).length + await visitsInHands(db, personId),
  async give(trx, from, to) {
    const paths = await pathsInHands(trx, from), colleague = await personById(trx, to)
    if (paths.some((path) => path.municipality_id !== colleague?.municipality_id)) return { problem: 'upkeep.handOver.otherMunicipality' }
    if (paths.some((path) => path.person_id === to)) return { problem: 'upkeep.handOver.ownPath' }
    for (const { id, supervisor_id, mentor_id } of paths) {
      if (supervisor_id === from) await giveSupervisor(trx, id, to)
      if (mentor_id === from) await giveMentor(trx, id, to)
    }
    return { given: paths.length + await giveVisits(trx, from, to) }
  },
}
