import type { Db, Trx } from '../../database.ts'
import { ensureTeam } from '../../people/people.queries.ts'
import { libraryNamed } from '../../people/places/places.queries.ts'
import { supplementHtml } from '../supplements/supplement-html.ts'
import { insertSupplement, keepRevision, updateSupplement } from '../supplements/supplements.queries.ts'
import { askToTranslate } from '../translations/follow-languages.ts'
import type { Original } from '../translations/follow.ts'
import { replaceFollowed, setTranslationOwner } from '../translations/translations.queries.ts'
import type { ItemRecord, SupplementRecord } from './records.ts'
import { personIdOf } from './restore.queries.ts'

type Parts = Pick<ItemRecord, 'supplements' | 'translations'>

/** What municipalities have written into an item, and which sections of the original its translations follow. In an export of the whole library only. */
export const partsOfItem = async (db: Db, itemId: number): Promise<Parts> => ({ supplements: await supplementsOfItem(db, itemId), translations: await translationsOfItem(db, itemId) })

async function supplementsOfItem(db: Db, itemId: number): Promise<Parts['supplements']> {
  const rows = await db.selectFrom('supplement as s').innerJoin('municipality as m', 'm.id', 's.municipality_id').leftJoin('library as l', 'l.id', 's.library_id').leftJoin('team', 'team.id', 's.owner_team_id').where('s.item_id', '=', itemId)
    .select(['s.id', 's.slot', 's.name', 's.lang', 'm.slug', 'l.name as library', 'team.name as owner', 's.number', 's.body', 's.seen', 's.outdated', 's.checked_at', 's.changed_at', 's.sample']).orderBy('s.slot').orderBy('m.slug').orderBy('l.name').orderBy('s.lang').execute()
  return Promise.all(rows.map(async (row) => ({
    slot: row.slot, name: row.name, lang: row.lang, municipality: row.slug, library: row.library, owner: row.owner, number: row.number, body: row.body, seen: row.seen, outdated: row.outdated === 1,
    checkedAt: row.checked_at, changedAt: row.changed_at, sample: row.sample === 1,
    revisions: (await db.selectFrom('supplement_revision as r').leftJoin('person', 'person.id', 'r.author_id').where('r.supplement_id', '=', row.id).select(['r.number', 'r.body', 'r.created_at', 'person.name', 'person.email']).orderBy('r.number').execute())
      .map((one) => ({ number: one.number, body: one.body, author: one.name === null ? null : { name: one.name, email: one.email }, createdAt: one.created_at })),
  })))
}

async function translationsOfItem(db: Db, itemId: number): Promise<Parts['translations']> {
  const rows = await db.selectFrom('translation').leftJoin('team', 'team.id', 'translation.owner_team_id').where('item_id', '=', itemId).select(['lang', 'team.name as owner']).orderBy('lang').execute()
  const sections = await db.selectFrom('translation_section').where('item_id', '=', itemId).selectAll().orderBy('original_anchor').execute()
  return rows.map(({ lang, owner }) => ({
    lang, owner, sections: sections.filter((one) => one.lang === lang).map((one) => ({ originalAnchor: one.original_anchor, anchor: one.anchor, originalNumber: one.original_number, followed: one.followed, stale: one.stale === 1 })),
  }))
}

export interface ReadySupplement extends SupplementRecord { municipalityId: number; libraryId: number | null; html: string; authors: (number | null)[] }

/** What a supplement needs before its transaction: rendered anew. Null when its municipality or library is not known here. */
export async function prepareSupplement(db: Db, places: ReadonlyMap<string, number>, record: SupplementRecord): Promise<ReadySupplement | null> {
  const municipalityId = places.get(record.municipality)
  if (municipalityId === undefined) return null
  const library = record.library === null ? undefined : await libraryNamed(db, municipalityId, record.library)
  if (record.library !== null && !library) return null
  return { ...record, municipalityId, libraryId: library?.id ?? null, html: supplementHtml(record.body, record.lang).html, authors: await Promise.all(record.revisions.map(({ author }) => personIdOf(db, author))) }
}

/** Writes it with its history, and says its number. Whether it is behind is found out by `followText`, which asks for the work. */
export async function insertSupplementAsItWas(trx: Trx, itemId: number, one: ReadySupplement): Promise<number> {
  const id = await insertSupplement(trx, {
    item_id: itemId, slot: one.slot, name: one.name, lang: one.lang, municipality_id: one.municipalityId, library_id: one.libraryId, owner_team_id: one.owner === null ? null : await ensureTeam(trx, one.owner),
    number: one.number, body: one.body, html: one.html, seen: one.seen, outdated: 0, checked_at: one.checkedAt, changed_at: one.changedAt, sample: one.sample ? 1 : 0,
  })
  for (const [index, { number, body, createdAt }] of one.revisions.entries()) await keepRevision(trx, { supplement_id: id, number, body, author_id: one.authors[index]!, created_at: createdAt })
  return id
}

export const markOutdated = (trx: Trx, id: number) => updateSupplement(trx, id, { outdated: 1 })

/** Puts the marks of a translation as they were in the place of those that saving its text has made. */
export async function restoreTranslation(trx: Trx, at: string, itemId: number, { lang, owner, sections }: Parts['translations'][number], original: Original) {
  const rows = sections.map((one) => ({ original_anchor: one.originalAnchor, anchor: one.anchor, original_number: one.originalNumber, followed: one.followed, stale: one.stale ? 1 as const : 0 as const }))
  await replaceFollowed(trx, itemId, lang, rows)
  if (owner !== null) await setTranslationOwner(trx, itemId, lang, await ensureTeam(trx, owner))
  await askToTranslate(trx, at, null, itemId, lang, rows, original)
}
