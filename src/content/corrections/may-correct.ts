import { isAtLeast, type Viewer } from '../../people/viewer.ts'
import type { Item } from '../content.table.ts'

/** What readers may suggest a change of: all that is published. */
export const mayCorrect = (item: Pick<Item, 'state'>) => item.state === 'published'

/** Who sees what readers answered to "did this help": those who write, and the owner team. */
export const maySeeAnswers = (viewer: Viewer, item: Pick<Item, 'owner_team_id'>) => isAtLeast(viewer, 'editor') || viewer.teamIds.includes(item.owner_team_id)
