import type { Db, Trx } from '../../database.ts'
import { adminPeople, tell } from '../../people/inbox/inbox.queries.ts'
import { changePerson, disablePerson } from '../../people/manage-person.ts'
import { isAdmin } from '../../people/manage-rights.ts'
import { personById, teamsOf } from '../../people/people.queries.ts'
import type { Person } from '../../people/people.table.ts'
import type { Viewer } from '../../people/viewer.ts'
import { recordChange, type Actor } from '../../platform/changes/changes.queries.ts'
import { givePlans } from '../scheduling/planned.queries.ts'
import { giveDrafts, giveTasks } from './hand-over.queries.ts'

/** What onboarding, which is built on content, has in a person's hands: the started paths that she leads or mentors. */
export interface OnboardingHands {
  count(db: Db, personId: number): Promise<number>
  /** gives them to a colleague; a message key says why that cannot be, and then nothing is given */
  give(trx: Trx, from: number, to: number): Promise<{ given: number } | { problem: string }>
}

interface HandedOver { teams: number; drafts: number; tasks: number; planned: number; onboardings: number; /** teams that only an administrator can give on */ left: number }

/** The teams of a person that the viewer may give on: those that she is in herself, an administrator all. A team opens what is restricted to it. */
export const teamsToGive = (viewer: Viewer, teamIds: number[]) => teamIds.filter((id) => isAdmin(viewer) || viewer.teamIds.includes(id))

/** Thrown so that nothing is given when a part cannot be. */
export class CannotHandOver extends Error {}

/**
 * Everything that a person looks after goes to a colleague in one step: her places in teams, drafts, open work and started onboardings. Teams
 * that a contact person may not give stay, and the administrators are told, so that nothing is left without an owner unseen.
 */
export async function handOver(trx: Trx, at: string, actor: Actor, viewer: Viewer, from: Person, to: Person, { disable, onboarding }: { disable: boolean; onboarding: OnboardingHands }): Promise<HandedOver> {
  const hers = await teamsOf(trx, from.id), given = teamsToGive(viewer, hers), left = hers.filter((id) => !given.includes(id))
  const same = (person: Person, teamIds: number[]) => changePerson(trx, at, actor, person, { role: person.role, municipalityId: person.municipality_id, teamIds })
  await same(to, [...new Set([...await teamsOf(trx, to.id), ...given])])
  await same(from, left)
  const onboardings = await onboarding.give(trx, from.id, to.id)
  if ('problem' in onboardings) throw new CannotHandOver(onboardings.problem)
  const done: HandedOver = { teams: given.length, drafts: await giveDrafts(trx, from.id, to.id), tasks: await giveTasks(trx, from.id, to.id), planned: await givePlans(trx, from.id, to.id), onboardings: onboardings.given, left: left.length }
  await recordChange(trx, { at, actor, action: 'handed-over', subject: { type: 'person', id: from.id }, detail: { to: to.id, ...done } })
  if (to.id !== actor.id) await tell(trx, at, [to.id], { message: 'upkeep.handOver.told', values: { name: from.name }, href: '/oma/tyot' })
  if (left.length > 0) await tell(trx, at, await adminPeople(trx), { message: 'upkeep.handOver.toldLeft', values: { name: from.name }, href: `/hallinta/henkilot/${from.id}/luovutus` })
  if (disable) await disablePerson(trx, at, actor, (await personById(trx, from.id))!)
  return done
}
