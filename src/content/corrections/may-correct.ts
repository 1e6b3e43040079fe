import type { Item } from '../content.table.ts'

/** What readers may suggest a change of: all that is published. */
export const mayCorrect = (item: Pick<Item, 'state'>) => item.state === 'published'

/** What a template or a path does comes from its data, and its text is made from that: a suggestion is carried out by hand, in its own editor. */
export const isMadeFromData = (item: Pick<Item, 'kind' | 'data'>) => item.data !== null && (item.kind === 'template' || item.kind === 'path')
