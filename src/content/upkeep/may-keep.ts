import { isAtLeast, type Viewer } from '../../people/viewer.ts'

/** The teams that look after an item: the one that owns it and the one that stands in for it. */
interface Keepers { owner_team_id: number; substitute_team_id: number | null }

/** Who says that an item is still right and answers what readers suggest: a writer in its team or in the substitute, and the administrator. */
export const mayKeep = (viewer: Viewer, { owner_team_id, substitute_team_id }: Keepers) =>
  isAtLeast(viewer, 'admin') || (isAtLeast(viewer, 'editor') && (viewer.teamIds.includes(owner_team_id) || (substitute_team_id !== null && viewer.teamIds.includes(substitute_team_id))))
