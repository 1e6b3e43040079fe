import { Router } from 'express'
import { z } from 'zod'
import { KIND_NAMES } from '../content/kinds.ts'
import { isContentLanguage } from '../content/languages.ts'
import type { AppContext } from '../context.ts'
import { allow, viewerOf } from '../people/auth/access.ts'
import { parse } from '../platform/http/parse.ts'
import { findItems } from '../search/find-items.ts'
import { showSections, type ShownResult } from '../search/result-sections.ts'
import { sectionAddress } from '../search/search-address.ts'

const Counts = z.array(z.strictObject({ value: z.string(), count: z.int() }))

/** `section` and `anchor` are null when only the title has the words. `snippet` is text, never HTML. */
export const SearchReply = z.strictObject({
  total: z.int(),
  results: z.array(z.strictObject({
    id: z.int(),
    externalId: z.string().nullable(),
    title: z.string(),
    url: z.string(),
    section: z.string().nullable(),
    anchor: z.string().nullable(),
    kind: z.enum(KIND_NAMES),
    lang: z.string(),
    /** slugs divided by commas; null for the whole network */
    municipality: z.string().nullable(),
    snippet: z.array(z.strictObject({ text: z.string(), hit: z.boolean() })),
  })),
  facets: z.strictObject({ kind: Counts, municipality: Counts, role: Counts, language: Counts, subject: Counts }),
  /** what was looked for beside the typed words */
  also: z.array(z.strictObject({ word: z.string(), how: z.enum(['letters', 'typo', 'synonym']) })),
})
export type SearchReply = z.output<typeof SearchReply>

const Query = z.strictObject({
  q: z.string().max(20_000).default(''),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  offset: z.coerce.number().int().min(0).max(10_000).default(0),
  kind: z.enum(KIND_NAMES).optional(),
  lang: z.string().refine(isContentLanguage).optional(),
  municipality: z.string().min(1).max(100).optional(),
})
const SNIPPET = { length: 220, steps: false, others: 0 }

export function searchApi(app: AppContext) {
  const routes = Router()

  routes.get('/search', allow('reader'), async (req, res) => {
    const { q, limit, offset, kind, lang, municipality } = parse(Query, req.query), list = (value: string | undefined) => (value === undefined ? [] : [value])
    const answer = await findItems(app, viewerOf(res), {
      typed: q.toWellFormed(), offset, limit, asTyped: false, filters: { kind: list(kind), language: list(lang), municipality: list(municipality), role: [], subject: [] },
    })
    res.json({
      total: answer.total, results: (await showSections(app, answer, () => SNIPPET, viewerOf(res))).map((shown) => replyOf(app, shown)), facets: answer.facets,
      also: [...answer.spelled.flatMap(({ alternatives }) => alternatives.map(({ word, how }) => ({ word, how }))), ...answer.synonyms.map((word) => ({ word, how: 'synonym' as const }))],
    } satisfies SearchReply)
  })

  return routes
}

function replyOf({ config }: AppContext, { result: { card, hit: { lang } }, shown: { section, snippet } }: ShownResult): SearchReply['results'][number] {
  return {
    id: card.id, externalId: card.external_id, title: card.texts.find((text) => text.lang === lang)?.title ?? '', url: config.publicUrl + sectionAddress(card, lang, section?.anchor ?? '', 'fi', section?.municipality),
    section: section?.heading || null, anchor: section?.anchor || null, kind: card.kind, lang,
    municipality: card.network_wide === 1 ? null : card.municipalities.map(({ slug }) => slug).join(','), snippet,
  }
}
