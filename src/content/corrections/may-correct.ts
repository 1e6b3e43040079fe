import type { Item } from '../content.table.ts'

/** What readers may suggest a change of: published, and written as a text (what a template or a path does comes from its data). */
export const mayCorrect = (item: Pick<Item, 'kind' | 'data' | 'state'>) =>
  item.state === 'published' && (item.data === null || (item.kind !== 'template' && item.kind !== 'path'))
