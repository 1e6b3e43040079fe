import { actsFor } from '../../people/manage-rights.ts'
import { isAtLeast, type Viewer } from '../../people/viewer.ts'

/** Who may write into the slots of a municipality: its contact person, the team that owns the shared text, and the administrator. */
export const mayFill = (viewer: Viewer, item: { owner_team_id: number }, municipalityId: number) => actsFor(viewer, municipalityId)
  || (isAtLeast(viewer, 'editor') && viewer.teamIds.includes(item.owner_team_id))

/** A supplement may besides be kept by a team of its own. */
export const mayKeep = (viewer: Viewer, item: { owner_team_id: number }, supplement: { municipality_id: number; owner_team_id: number | null }) =>
  mayFill(viewer, item, supplement.municipality_id) || (isAtLeast(viewer, 'editor') && supplement.owner_team_id !== null && viewer.teamIds.includes(supplement.owner_team_id))
