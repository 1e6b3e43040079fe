import { z } from 'zod'
import { KIND_NAMES } from '../content/kinds.ts'
import { CONTENT_LANGUAGES } from '../content/languages.ts'

const Lang = z.enum(CONTENT_LANGUAGES)
const Kind = z.enum(KIND_NAMES)
const Moment = z.iso.datetime()

/** What a script sends to make or revise an item. Unknown fields are refused. */
export const ItemBody = z.strictObject({
  externalId: z.string().trim().regex(/^[\w.:/-]{1,200}$/).nullable().default(null),
  kind: Kind,
  lang: Lang.default('fi'),
  title: z.string().trim().min(1).max(200),
  body: z.string().max(1_000_000),
  summary: z.string().trim().max(300).default(''),
  state: z.enum(['draft', 'published']).default('published'),
  /** the owner team's name */
  owner: z.string().trim().min(1).max(120),
  /** slugs of municipalities; empty = the whole network */
  municipalities: z.array(z.string().max(60)).max(40).default([]),
  roles: z.array(z.string().trim().min(1).max(60)).max(20).default([]),
  subjects: z.array(z.string().trim().min(1).max(120)).max(30).default([]),
  goals: z.array(z.string().trim().min(1).max(10)).max(10).default([]),
  reviewMonths: z.union([z.literal(0), z.literal(3), z.literal(6), z.literal(12), z.literal(24)]).default(12),
  visibleFrom: Moment.nullable().default(null),
  visibleUntil: Moment.nullable().default(null),
})
export type ItemBody = z.output<typeof ItemBody>

/** An item as the API gives it; `revision` is also its ETag. */
export const ItemReply = z.strictObject({
  id: z.int(),
  externalId: z.string().nullable(),
  kind: Kind,
  lang: z.string(),
  languages: z.array(z.string()),
  title: z.string(),
  url: z.string(),
  owner: z.string(),
  municipalities: z.array(z.string()),
  roles: z.array(z.string()),
  subjects: z.array(z.string()),
  state: z.enum(['draft', 'published', 'trashed']),
  revision: z.int(),
  changedAt: z.string(),
  checkedAt: z.string().nullable(),
  reviewDueAt: z.string().nullable(),
  body: z.string(),
})
export type ItemReply = z.output<typeof ItemReply>

export const ItemListReply = z.strictObject({ total: z.int(), items: z.array(ItemReply.omit({ body: true, languages: true, roles: true, subjects: true, municipalities: true })) })

export const ListQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
  kind: Kind.optional(),
})
export const OneQuery = z.strictObject({ lang: Lang.optional() })
export const IdParams = z.object({ id: z.coerce.number().int().min(1).max(2 ** 40) })

export const Problem = z.strictObject({
  type: z.string(), title: z.string(), status: z.int(), detail: z.string(), requestId: z.string(),
  errors: z.array(z.strictObject({ field: z.string(), message: z.string() })).optional(), current: z.int().optional(),
})
