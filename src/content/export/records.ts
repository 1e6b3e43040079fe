import { z } from 'zod'

/**
 * The lines of `historia.jsonl`: first each file that an item is the first to use, then the item, then its revisions, oldest first. It is what
 * an import reads; Markdown and HTML are beside it for people and other programs. Nothing in it is HTML: an import renders the texts anew.
 */
export const FORMAT = 'laavu-export-1'

const moment = z.iso.datetime()
const text = (longest: number) => z.string().max(longest)
const lang = z.string().regex(/^[a-z]{2,3}$/)
/** `email` is there only in an export of the whole library. */
const Person = z.object({ name: text(200), email: text(320).nullable() }).nullable()
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

export const FileRecord = z.object({
  type: z.literal('file'), id: z.string().regex(/^[\w-]{1,40}$/), sha256, size: z.number().int().nonnegative(), mime: text(200), name: text(300), createdAt: moment,
  /** where its bytes are in the archive */
  place: text(400),
  /** 0 × 0: it could not be read */
  image: z.object({ width: z.number().int().nonnegative(), height: z.number().int().nonnegative(), alt: text(1000), author: text(300), licence: text(300), consent_until: text(40).nullable() }).nullable(),
})
const place = { municipality: text(100), library: text(200).nullable() }
/** What a municipality, or one library of it, has written into a place of the text. */
const SupplementRecord = z.object({
  slot: text(200), name: text(500), lang, ...place, owner: text(100).nullable(), number: z.number().int().positive(), body: text(200_000), seen: text(2_000_000), outdated: z.boolean(), checkedAt: moment, changedAt: moment, sample: z.boolean(),
  revisions: z.array(z.object({ number: z.number().int().positive(), body: text(200_000), author: Person, createdAt: moment })),
})
/** Which words of the original each section of a translation follows. */
const TranslationRecord = z.object({
  lang, owner: text(100).nullable(),
  sections: z.array(z.object({ originalAnchor: text(500), anchor: text(500), originalNumber: z.number().int().positive(), followed: text(2_000_000), stale: z.boolean() })),
})
export const ItemRecord = z.object({
  type: z.literal('item'), id: z.number().int().positive(), externalId: text(200).nullable(),
  kind: z.enum(['guide', 'practice', 'template', 'document', 'path', 'notice', 'qa']), state: z.enum(['draft', 'published', 'trashed']), language: lang,
  owner: text(100), restrictedTo: text(100).nullable(), networkWide: z.boolean(), municipalities: z.array(text(100)), roles: z.array(text(100)),
  subjects: z.array(z.object({ label: text(200), labelSv: text(200), labelEn: text(200), yso: text(300).nullable() })), goals: z.array(text(100)),
  reviewMonths: z.number().int(), checkedAt: moment.nullable(), reviewDueAt: moment.nullable(), visibleFrom: moment.nullable(), visibleUntil: moment.nullable(),
  noticeType: text(40).nullable(), statutoryTask: text(500).nullable(), partOf: text(300).nullable(), data: z.unknown(), sample: z.boolean(),
  createdBy: Person, createdAt: moment, publishedAt: moment.nullable(), changedAt: moment, trashedAt: moment.nullable(),
  files: z.array(z.object({ path: text(500), sha256 })),
  versions: z.array(z.object({ number: z.number().int().positive(), sha256, why: text(1000), author: Person, createdAt: moment })),
  /** empty unless the whole library is exported */
  supplements: z.array(SupplementRecord).default([]), translations: z.array(TranslationRecord).default([]),
})
export const RevisionRecord = z.object({
  type: z.literal('revision'), item: z.number().int().positive(), lang, number: z.number().int().positive(), title: text(1000), body: text(2_000_000), summary: text(1000),
  material: z.boolean(), author: Person, createdAt: moment, data: z.unknown(),
})
export const Manifest = z.object({
  format: z.literal(FORMAT), exportedAt: moment, whole: z.boolean(), items: z.number().int().nonnegative(),
  teams: z.array(z.object({ name: text(100), substitute: text(100).nullable(), sample: z.boolean() })),
})
export const ExportRecord = z.discriminatedUnion('type', [FileRecord, ItemRecord, RevisionRecord])
export type FileRecord = z.output<typeof FileRecord>
export type ItemRecord = z.output<typeof ItemRecord>
export type SupplementRecord = z.output<typeof SupplementRecord>
export type RevisionRecord = z.output<typeof RevisionRecord>
export type Manifest = z.output<typeof Manifest>
