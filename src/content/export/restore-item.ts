import type { AppContext } from '../../context.ts'
import type { Trx } from '../../database.ts'
import { saveSize } from '../../files/images/keep-image.ts'
import { ensureTeam } from '../../people/people.queries.ts'
import { HttpError } from '../../platform/http/errors.ts'
import type { ImportTally } from '../import/import-tally.ts'
import { insertItem, insertRevision, keepFiles, replaceLinks, replaceLists } from '../item-writes.queries.ts'
import { prepareText, type PreparedText, type TextFile } from '../prepare-text.ts'
import { setSchedule } from '../scheduling/scheduling.queries.ts'
import { ensureSubjects } from '../subjects.queries.ts'
import { followText } from '../supplements/follow-text.ts'
import { blocksOf } from '../translations/blocks.ts'
import { followLanguages } from '../translations/follow-languages.ts'
import type { Original } from '../translations/follow.ts'
import type { ArchiveFiles, RestoredFile } from './archive-files.ts'
import { insertSupplementAsItWas, markOutdated, prepareSupplement, restoreTranslation, type ReadySupplement } from './item-parts.queries.ts'
import type { ItemRecord, RevisionRecord } from './records.ts'
import { insertFileAsItWas, insertVersion, itemIdIsFree, keepTemplateRevision, knownItem, newestRevisions, personIdOf } from './restore.queries.ts'

export interface ReadyItem {
  id: number | undefined
  item: ItemRecord
  revisions: { record: RevisionRecord; text: PreparedText; authorId: number | null }[]
  files: (RestoredFile & { path: string })[]
  versions: (RestoredFile & { number: number; why: string; authorId: number | null; createdAt: string })[]
  supplements: ReadySupplement[]
  municipalityIds: number[]
  createdBy: number | null
}
interface Source { item: ItemRecord; revisions: RevisionRecord[]; places: ReadonlyMap<string, number>; files: ArchiveFiles; tally: ImportTally }

/** What an item needs before its transaction; or its number when it is here already, or that it cannot be taken. The tally is told. */
export async function prepareItem(app: AppContext, { item, revisions, places, files, tally }: Source): Promise<ReadyItem | { here: number } | { refused: true }> {
  const { db } = app, where = `${item.externalId ?? item.id}`, first = revisions.find(({ lang, number }) => lang === item.language && number === 1)
  if (!revisions.some(({ lang }) => lang === item.language)) return refuse('Sivulla ei ole tekstiä alkukielellään.')
  if (new Set(revisions.map(({ lang, number }) => `${lang} ${number}`)).size < revisions.length) return refuse('Sama versio on lueteltu kahdesti.')
  if (new Set(item.supplements.map(({ slot, lang, municipality, library }) => JSON.stringify([slot, lang, municipality, library]))).size < item.supplements.length) return refuse('Saman paikan oma teksti on lueteltu kahdesti.')
  const known = await knownItem(db, item, first)
  if (known) {
    if (await isAsHere(db, known.id, revisions)) tally.count('unchanged')
    else tally.fail(where, 'Sivu on Laavussa jo, ja sen teksti on toinen. Sitä ei muutettu.')
    return { here: known.id }
  }
  const missing = item.municipalities.filter((slug) => !places.has(slug))
  if (missing.length > 0) return refuse(`Kuntaa ${missing.join(', ')} ei tunneta.`)
  const ready: ReadyItem = { id: (await itemIdIsFree(db, item.id)) ? item.id : undefined, item, revisions: [], files: [], versions: [], supplements: [], municipalityIds: item.municipalities.map((slug) => places.get(slug)!), createdBy: await personIdOf(db, item.createdBy) }
  for (const { path, sha256 } of item.files) {
    const restored = await files.restore(sha256)
    if (restored) ready.files.push({ ...restored, path })
  }
  for (const { sha256, author, ...version } of item.versions) {
    const restored = await files.restore(sha256)
    if (restored) ready.versions.push({ ...restored, ...version, authorId: await personIdOf(db, author) })
  }
  for (const record of item.supplements) {
    const supplement = await prepareSupplement(db, places, record)
    if (supplement) ready.supplements.push(supplement)
    else tally.fail(where, `Paikkaa ${record.library ?? record.municipality} ei tunneta. Sen oma teksti jäi pois.`)
  }
  const written: TextFile[] = ready.files.map(({ path, row, picture }) => ({ path, fileId: row.id, ...(picture && { picture }) }))
  try {
    for (const record of revisions.toSorted((a, b) => a.number - b.number))
      ready.revisions.push({ record, text: prepareText({ title: record.title, body: record.body, lang: record.lang, files: written }), authorId: await personIdOf(db, record.author) })
  } catch (error) {
    if (error instanceof HttpError) return refuse('Teksti on liian pitkä, tai siinä on merkkejä, joita ei voi tallentaa.')
    throw error
  }
  return ready

  function refuse(reason: string) {
    tally.fail(where, reason)
    return { refused: true as const }
  }
}

async function isAsHere(db: AppContext['db'], itemId: number, revisions: RevisionRecord[]) {
  const here = await newestRevisions(db, itemId), newest = newestOf(revisions)
  return here.length === newest.size && here.every(({ lang, number, title, body }) => {
    const record = newest.get(lang)
    return record?.number === number && record.title === title && record.body === body
  })
}

function newestOf(revisions: RevisionRecord[]) {
  const newest = new Map<string, RevisionRecord>()
  for (const record of revisions) if ((newest.get(record.lang)?.number ?? 0) < record.number) newest.set(record.lang, record)
  return newest
}

/** Writes the item as it was: with its own times, its people where they are here, and every revision. Gives its id. */
export async function writeItem(trx: Trx, at: string, { id, item, revisions, files, versions, supplements, municipalityIds, createdBy }: ReadyItem): Promise<number> {
  for (const { row, image, sizes } of [...files, ...versions]) {
    await insertFileAsItWas(trx, row, image)
    for (const size of sizes) await saveSize(trx, at, row.id, size)
  }
  const data = item.data === null || item.data === undefined ? null : JSON.stringify(withFileId(item.data, [...files, ...versions]))
  const itemId = await insertItem(trx, {
    ...(id !== undefined && { id }), external_id: item.externalId, kind: item.kind, state: item.state, language: item.language, owner_team_id: await ensureTeam(trx, item.owner),
    restricted_team_id: item.restrictedTo === null ? null : await ensureTeam(trx, item.restrictedTo), network_wide: item.networkWide ? 1 : 0, review_months: item.reviewMonths, checked_at: item.checkedAt,
    review_due_at: item.reviewDueAt, visible_from: item.visibleFrom, visible_until: item.visibleUntil, notice_type: item.noticeType, statutory_task: item.statutoryTask, part_of: item.partOf, data,
    sample: item.sample ? 1 : 0, created_by: createdBy, created_at: item.createdAt, published_at: item.publishedAt, changed_at: item.changedAt, trashed_at: item.trashedAt,
  })
  const subjects = await ensureSubjects(trx, item.subjects.map(({ label, labelSv, labelEn, yso }) => ({ label, ...(labelSv && { labelSv }), ...(labelEn && { labelEn }), ...(yso !== null && { yso }) })))
  await replaceLists(trx, itemId, { municipalities: municipalityIds, roles: item.roles, subjects, goals: item.goals })
  await keepFiles(trx, itemId, files.map(({ path, row }) => ({ path, fileId: row.id })))
  const current = new Map<string, ReadyItem['revisions'][number]>()
  for (const revision of revisions) {
    const { record, text, authorId } = revision
    const revisionId = await insertRevision(trx, {
      item_id: itemId, lang: record.lang, number: record.number, title: text.title, body: text.body, html: text.html, sections: JSON.stringify(text.sections), summary: record.summary,
      material: record.material ? 1 : 0, author_id: authorId, created_at: record.createdAt,
    }, text.slug)
    if (record.data !== null && record.data !== undefined) await keepTemplateRevision(trx, revisionId, JSON.stringify(record.data))
    current.set(record.lang, revision)
  }
  await replaceLinks(trx, itemId, [...new Set([...current.values()].flatMap(({ text }) => text.links))])
  const outdated: number[] = []
  for (const supplement of supplements) {
    const supplementId = await insertSupplementAsItWas(trx, itemId, supplement)
    if (supplement.outdated) outdated.push(supplementId)
  }
  for (const lang of [item.language, ...[...current.keys()].filter((other) => other !== item.language)]) {
    const { text, record } = current.get(lang)!
    await followText(trx, at, null, itemId, lang, text, item.kind === 'template' ? data : null)
    await followLanguages(trx, at, null, { itemId, lang, number: record.number, title: text.title, body: text.body })
  }
  for (const supplementId of outdated) await markOutdated(trx, supplementId)
  const original = current.get(item.language)!, now: Original = { number: original.record.number, blocks: item.translations.length > 0 ? blocksOf(original.text, item.language) : [] }
  for (const translation of item.translations) if (current.has(translation.lang)) await restoreTranslation(trx, at, itemId, translation, now)
  for (const { row, ...version } of versions) await insertVersion(trx, itemId, row.id, version)
  await setSchedule(trx, itemId, item.state === 'published' ? [item.visibleFrom, item.visibleUntil].find((moment) => moment !== null && moment > at) ?? null : null)
  return itemId
}

/** A document names its file by id: the one that it has here. */
function withFileId(data: unknown, files: RestoredFile[]): unknown {
  const file = (data as { file?: { sha256?: unknown } }).file, here = file && files.find(({ row }) => row.sha256 === file.sha256)
  return here ? { ...(data as object), file: { ...file, id: here.row.id } } : data
}
