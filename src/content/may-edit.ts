import { isAtLeast, type Viewer } from '../people/viewer.ts'
import type { ItemFacts } from './items.queries.ts'

/** Who may change an item: an editor whose team owns it or whose municipality it applies to; the administrator any item that she may read. */
export const mayEdit = (viewer: Viewer, item: Pick<ItemFacts, 'owner_team_id' | 'network_wide' | 'municipalities'>) =>
  isAtLeast(viewer, 'admin') || (isAtLeast(viewer, 'editor') && (
    viewer.teamIds.includes(item.owner_team_id) || item.network_wide === 1 || item.municipalities.some(({ slug }) => slug === viewer.municipalitySlug)))
