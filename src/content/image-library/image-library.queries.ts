import type { Db, Trx } from '../../database.ts'
import type { StoredFile } from '../../files/files.table.ts'
import type { ImageTables } from '../../files/images/images.table.ts'
import type { Viewer } from '../../people/viewer.ts'
import { CARD, cardOf, type ItemCard } from '../items.queries.ts'
import { readableItems } from '../visibility.ts'
import { sizeAddress } from './text-pictures.ts'

/** What people say of a picture. */
type ImageFacts = Pick<ImageTables['image'], 'alt' | 'author' | 'licence' | 'consent_until'>
/** `widths`: those in which there is a copy, the narrowest first */
export type LibraryImage = ImageFacts & Pick<ImageTables['image'], 'file_id' | 'width' | 'height'> & Pick<StoredFile, 'name' | 'size'> & { widths: number[] }
const IMAGE = ['image.file_id', 'file.name', 'file.size', 'image.width', 'image.height', 'image.alt', 'image.author', 'image.licence', 'image.consent_until'] as const

/** Pictures of the items that the viewer may open. `shelf`: those without a licence, or whose consent has ended. */
const imagesFor = (db: Db, viewer: Viewer, now: string, shelf: Shelf) => db.selectFrom('image').innerJoin('file', 'file.id', 'image.file_id').where('image.width', '>', 0)
  .where('image.file_id', 'in', readableItems(db, viewer, now).innerJoin('item_file', 'item_file.item_id', 'item.id').select('item_file.file_id'))
  .$if(shelf === 'lisenssi', (query) => query.where('image.licence', '=', ''))
  .$if(shelf === 'paattyneet', (query) => query.where('image.consent_until', '<=', now))

export type Shelf = 'kaikki' | 'lisenssi' | 'paattyneet'

export async function listImages(db: Db, viewer: Viewer, now: string, shelf: Shelf, { limit, offset }: { limit: number; offset: number }): Promise<{ total: number; images: LibraryImage[] }> {
  const { total } = await imagesFor(db, viewer, now, shelf).select((select) => select.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await imagesFor(db, viewer, now, shelf).select(IMAGE).orderBy('file.created_at', 'desc').orderBy('file.id').limit(limit).offset(offset).execute()
  return { total, images: await withWidths(db, rows) }
}

export async function findImage(db: Db, viewer: Viewer, now: string, fileId: string): Promise<LibraryImage | undefined> {
  const rows = await imagesFor(db, viewer, now, 'kaikki').where('image.file_id', '=', fileId).select(IMAGE).execute()
  return (await withWidths(db, rows))[0]
}

async function withWidths(db: Db, rows: Omit<LibraryImage, 'widths'>[]): Promise<LibraryImage[]> {
  const sizes = await db.selectFrom('image_size').where('file_id', 'in', rows.map((row) => row.file_id)).select(['file_id', 'width']).orderBy('width').execute()
  return rows.map((row) => ({ ...row, widths: sizes.filter((size) => size.file_id === row.file_id).map(({ width }) => width) }))
}

/** The items that use a picture and that the viewer may open. */
export async function itemsUsing(db: Db, viewer: Viewer, now: string, fileId: string): Promise<ItemCard[]> {
  const rows = await readableItems(db, viewer, now).innerJoin('item_file', 'item_file.item_id', 'item.id').where('item_file.file_id', '=', fileId).distinct().select(CARD).orderBy('item.id').execute()
  return rows.map(cardOf)
}

export async function setImageFacts(trx: Trx, fileId: string, facts: ImageFacts) {
  await trx.updateTable('image').set(facts).where('file_id', '=', fileId).execute()
}

/** Pictures whose consent has ended and that texts still show, or that may be shown again and are not: what to do with each. */
export async function outdatedConsents(db: Db, now: string): Promise<{ file_id: string; name: string; ended: boolean }[]> {
  const rows = await db.selectFrom('image').innerJoin('file', 'file.id', 'image.file_id').where('image.consent_until', 'is not', null).where('image.consent_until', '<=', now).where('image.consent_ended_at', 'is', null)
    .select(['image.file_id', 'file.name']).execute()
  const again = await db.selectFrom('image').innerJoin('file', 'file.id', 'image.file_id').where('image.consent_ended_at', 'is not', null)
    .where((where) => where.or([where('image.consent_until', 'is', null), where('image.consent_until', '>', now)])).select(['image.file_id', 'file.name']).execute()
  return [...rows.map((row) => ({ ...row, ended: true })), ...again.map((row) => ({ ...row, ended: false }))]
}

export async function setConsentEnded(trx: Trx, fileId: string, at: string | null) {
  await trx.updateTable('image').set({ consent_ended_at: at }).where('file_id', '=', fileId).execute()
}

/** Every item that uses a file, whoever may see it: for what has to be done to them all. */
export const allItemsUsing = (db: Db, fileId: string) => db.selectFrom('item_file').innerJoin('item', 'item.id', 'item_file.item_id').where('item_file.file_id', '=', fileId)
  .where('item.state', '<>', 'trashed').distinct().select(['item.id', 'item.owner_team_id']).orderBy('item.id').execute()

export const languagesOf = async (db: Db, itemId: number) => (await db.selectFrom('item_text').where('item_id', '=', itemId).select('lang').execute()).map(({ lang }) => lang)

/** Pictures that items use and that have not been prepared. */
export const unpreparedImages = (db: Db, limit: number) => db.selectFrom('file').where('file.mime', 'like', 'image/%')
  .where((where) => where.not(where.exists(where.selectFrom('image').whereRef('image.file_id', '=', 'file.id').select('image.file_id'))))
  .where((where) => where.exists(where.selectFrom('item_file').whereRef('item_file.file_id', '=', 'file.id').select('item_file.file_id')))
  .selectAll('file').orderBy('file.id').limit(limit).execute()

/** The same picture without what it told besides itself takes the place of the old one, also in what is being written. */
export async function replaceImage(trx: Trx, oldId: string, newId: string) {
  await trx.updateTable('item_file').set({ file_id: newId }).where('file_id', '=', oldId).execute()
  await trx.updateTable('draft_file').set({ file_id: newId }).where('file_id', '=', oldId).execute()
}

export interface Thumb { src: string; width: number; height: number }
/** The smallest picture of the first page of each document that has one, by item. Ask for visibility before. */
export async function documentThumbs(db: Db, itemIds: number[]): Promise<Map<number, Thumb>> {
  const rows = await db.selectFrom('item_file').innerJoin('item', 'item.id', 'item_file.item_id').innerJoin('image_size', 'image_size.file_id', 'item_file.file_id')
    .where('item.kind', '=', 'document').where('item.id', 'in', itemIds).where((where) => where.not(where.exists(where.selectFrom('image').whereRef('image.file_id', '=', 'item_file.file_id').select('image.file_id'))))
    .select(['item.id', 'image_size.file_id', 'image_size.width', 'image_size.height']).orderBy('image_size.width', 'desc').execute()
  return new Map(rows.map(({ id, file_id, width, height }) => [id, { src: sizeAddress(file_id, width), width, height }]))
}
