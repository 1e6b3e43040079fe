import { z } from 'zod'
import { parse } from '../platform/http/parse.ts'
import type { BrowseFilters, BrowseOrder } from './browse.queries.ts'
import { KIND_NAMES } from './kinds.ts'
import { normalRole } from './roles.ts'

export interface Browsing { filters: BrowseFilters; order: BrowseOrder; page: number }
export const PER_PAGE = 30

const ORDERS = { muutettu: 'changed', uusin: 'published', nimi: 'name' } as const
const WORDS = { changed: 'muutettu', published: 'uusin', name: 'nimi' } as const

/** An empty field of a form means no choice. */
const optional = <S extends z.ZodType>(schema: S) => z.preprocess((given) => (given === '' ? undefined : given), schema.optional())
const word = z.string().max(200).refine((given) => given.isWellFormed() && !given.includes('\0'))
const Query = z.object({
  laji: optional(z.enum(KIND_NAMES)), aihe: optional(word), kunta: optional(word), kenelle: optional(word.transform(normalRole)),
  vastuu: optional(z.coerce.number().int().positive().max(2 ** 31)), jarjestys: optional(z.enum(['muutettu', 'uusin', 'nimi'])),
  sivu: optional(z.coerce.number().int().positive().max(100_000)),
})

export function readBrowsing(query: unknown): Browsing {
  const { laji, aihe, kunta, kenelle, vastuu, jarjestys, sivu } = parse(Query, query)
  return {
    filters: { kind: laji ?? null, subject: aihe ?? null, municipality: kunta ?? null, role: kenelle ?? null, owner: vastuu ?? null },
    order: ORDERS[jarjestys ?? 'muutettu'], page: sivu ?? 1,
  }
}

/** The address of a list; what is as usual is left out. */
export function browseAddress({ filters, order, page }: Browsing): string {
  const { kind: laji, role: kenelle, subject: aihe, municipality: kunta, owner: vastuu } = filters
  const given = { laji, kenelle, aihe, kunta, vastuu, jarjestys: order === 'changed' ? null : WORDS[order], sivu: page === 1 ? null : page }
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(given)) if (value !== null) query.set(name, String(value))
  return query.size === 0 ? '/selaa' : `/selaa?${query.toString()}`
}
