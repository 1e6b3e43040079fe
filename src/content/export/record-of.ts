import type { Db } from '../../database.ts'
import type { ItemFacts } from '../items.queries.ts'
import { imageFacts, personOf, type ExportedFile, type revisionsOf, type teamNames, type versionsOfItem } from './export.queries.ts'
import type { FileRecord, ItemRecord, RevisionRecord } from './records.ts'

type Rows<Query extends (...args: never[]) => Promise<unknown[]>> = Awaited<ReturnType<Query>>

const person = (name: string | null, email: string | null, whole: boolean) => (name === null ? null : { name, email: whole ? email : null })

export async function fileRecord(db: Db, file: ExportedFile): Promise<FileRecord> {
  const image = (await imageFacts(db, file.id)) ?? null
  return { type: 'file', id: file.id, sha256: file.sha256, size: file.size, mime: file.mime, name: file.name, createdAt: file.created_at, place: `tiedostot/${file.sha256.slice(0, 12)}-${nameIn(file.name)}`, image }
}

/** Nothing that a program could take for a folder or a device; the ending, which is ours, stays. */
function nameIn(name: string) {
  const [, stem, ending] = /^(.*?)(\.[a-z0-9]{1,5})?$/.exec(name)!
  return (stem!.replace(/[^\p{L}\d_-]+/gu, '-').replace(/^-+|-+$/g, '').slice(0, 60) || 'tiedosto') + (ending ?? '')
}

export async function itemRecord(db: Db, item: ItemFacts, files: (ExportedFile & { path: string })[], versions: Rows<typeof versionsOfItem>, teams: Awaited<ReturnType<typeof teamNames>>, whole: boolean): Promise<Omit<ItemRecord, 'supplements' | 'translations'>> {
  const by = item.created_by === null ? undefined : await personOf(db, item.created_by)
  return {
    type: 'item', id: item.id, externalId: item.external_id, kind: item.kind, state: item.state, language: item.language, owner: item.owner_team,
    restrictedTo: item.restricted_team_id === null ? null : teams.get(item.restricted_team_id)!.name, networkWide: item.network_wide === 1,
    municipalities: item.municipalities.map(({ slug }) => slug).toSorted(), roles: item.roles.toSorted(),
    subjects: item.subjects.map(({ label, label_sv, label_en, yso }) => ({ label, labelSv: label_sv, labelEn: label_en, yso })).toSorted((a, b) => (a.label < b.label ? -1 : 1)),
    goals: item.goals.toSorted(), reviewMonths: item.review_months, checkedAt: item.checked_at, reviewDueAt: item.review_due_at, visibleFrom: item.visible_from, visibleUntil: item.visible_until,
    noticeType: item.notice_type, statutoryTask: item.statutory_task, partOf: item.part_of, data: item.data === null ? null : JSON.parse(item.data), sample: item.sample === 1,
    createdBy: person(by?.name ?? null, by?.email ?? null, whole), createdAt: item.created_at, publishedAt: item.published_at, changedAt: item.changed_at, trashedAt: item.trashed_at,
    files: files.map(({ path, sha256 }) => ({ path, sha256 })),
    versions: versions.map((version) => ({ number: version.number, sha256: version.sha256, why: version.why, author: person(version.author, version.email, whole), createdAt: version.added_at })),
  }
}

export const revisionRecord = (item: number, revision: Rows<typeof revisionsOf>[number], whole: boolean): RevisionRecord => ({
  type: 'revision', item, lang: revision.lang, number: revision.number, title: revision.title, body: revision.body, summary: revision.summary, material: revision.material === 1,
  author: person(revision.author, revision.email, whole), createdAt: revision.created_at, data: revision.data === null ? null : JSON.parse(revision.data),
})
