import { isAtLeast, type Viewer } from '../../people/viewer.ts'
import type { ItemFacts } from '../items.queries.ts'
import { mayEditHere } from '../edit-rights.ts'

/** Who may write a translation: who may edit the item, and the editors of the team that keeps the translation. What a template or a path does is in its data: it is translated where it is made. */
export const mayTranslate = (viewer: Viewer, item: ItemFacts, keeperTeamId: number | null) => mayEditHere(viewer, item)
  || (isAtLeast(viewer, 'editor') && keeperTeamId !== null && viewer.teamIds.includes(keeperTeamId) && (item.data === null || (item.kind !== 'template' && item.kind !== 'path')))
