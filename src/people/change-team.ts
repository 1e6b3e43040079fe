import type { Trx } from '../database.ts'
import { recordChange, type Actor } from '../platform/changes/changes.queries.ts'
import { changePerson } from './manage-person.ts'
import { personById, teamById, teamsOf } from './people.queries.ts'
import { setSubstitute } from './teams.queries.ts'

/** What a form changes: who was taken out, who was taken in, and who stands in. Others stay, whoever changed them meanwhile. */
interface TeamChange { removed: number[]; added: number[]; substituteId: number | null }

/** One change row for each person and for the substitute, and none for what stays as it was. */
export async function changeTeam(trx: Trx, at: string, actor: Actor, teamId: number, { removed, added, substituteId }: TeamChange) {
  for (const id of [...removed, ...added]) {
    const person = await personById(trx, id), before = await teamsOf(trx, id)
    if (person) await changePerson(trx, at, actor, person, { role: person.role, municipalityId: person.municipality_id, teamIds: removed.includes(id) ? before.filter((team) => team !== teamId) : [...new Set([...before, teamId])] })
  }
  const known = (await teamById(trx, teamId))!.substitute_team_id
  if (known === substituteId) return
  await setSubstitute(trx, teamId, substituteId)
  await recordChange(trx, { at, actor, action: 'substitute-changed', subject: { type: 'team', id: teamId }, detail: { from: known, to: substituteId } })
}
