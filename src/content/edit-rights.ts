import type { Viewer } from '../people/viewer.ts'
import type { Item } from './content.table.ts'
import type { ItemFacts } from './items.queries.ts'
import { mayEdit } from './may-edit.ts'

/** What a template or a path does comes from its data, and its text is made from that: it is changed in an editor of its own. */
export const isMadeFromData = (item: Pick<Item, 'kind' | 'data'>) => item.data !== null && (item.kind === 'template' || item.kind === 'path')

/** Whether the viewer may edit an item by its text. */
export const mayEditHere = (viewer: Viewer, item: ItemFacts) => mayEdit(viewer, item) && !isMadeFromData(item)
