import type { Viewer } from '../people/viewer.ts'
import type { ItemFacts } from './items.queries.ts'
import { mayEdit } from './may-edit.ts'

/** Whether the viewer may edit an item by its text: what a template or a path does comes from its data, which a text does not hold. */
export const mayEditHere = (viewer: Viewer, item: ItemFacts) =>
  mayEdit(viewer, item) && (item.data === null || (item.kind !== 'template' && item.kind !== 'path'))
