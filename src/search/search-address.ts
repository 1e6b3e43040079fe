import { z } from 'zod'
import type { Locale } from '../i18n/locales.ts'
import { KIND_NAMES } from '../content/kinds.ts'
import { isContentLanguage } from '../content/languages.ts'
import { normalRole } from '../content/roles.ts'
import { itemAddress } from '../content/item-link.ts'
import { parse } from '../platform/http/parse.ts'
import { noFilters, type Filters } from './search-engine.ts'

/** What the address of a search says. */
export interface Searching { q: string; filters: Filters; asTyped: boolean; page: number; explain: boolean }
export const PER_PAGE = 10
/** No more items than this can be paged to. */
export const LAST_PAGE = 100

const word = z.string().max(200).refine((given) => given.isWellFormed() && !given.includes('\0'))
/** A choice may be made several times in a form: every one counts, none is picked silently. An empty field means no choice. */
const several = <S extends z.ZodType>(one: S) => z.preprocess((given) => [given ?? []].flat().filter((value) => value !== ''), z.array(one).max(50))
const flag = z.preprocess((given) => given === '1', z.boolean())
const Query = z.object({
  q: z.string().max(20_000).default(''), laji: several(z.enum(KIND_NAMES)), kunta: several(word), kenelle: several(word.transform(normalRole)), kieli: several(word.refine(isContentLanguage)),
  aihe: several(word), tarkka: flag, selitys: flag, explain: flag, sivu: z.preprocess((given) => (given === '' ? undefined : given), z.coerce.number().int().min(1).max(LAST_PAGE).default(1)),
})

export function readSearching(query: unknown): Searching {
  const { q, laji, kunta, kenelle, kieli, aihe, tarkka, selitys, explain, sivu } = parse(Query, query)
  return {
    q: q.toWellFormed().replaceAll('\0', ' ').trim(), asTyped: tarkka, page: sivu, explain: selitys || explain,
    filters: { kind: laji, municipality: kunta, role: kenelle, language: kieli, subject: aihe },
  }
}

/** The address of a search; what is as usual is left out. */
export function searchAddress({ q, filters, asTyped, page }: Searching): string {
  const query = new URLSearchParams({ q })
  const { kind: laji, municipality: kunta, role: kenelle, language: kieli, subject: aihe } = filters
  for (const [name, values] of Object.entries({ laji, kunta, kenelle, kieli, aihe })) for (const value of values) query.append(name, value)
  if (asTyped) query.set('tarkka', '1')
  if (page > 1) query.set('sivu', String(page))
  return `/haku?${query.toString()}`
}

/** The address of a search for these words alone. */
export const addressOfWords = (q: string) => searchAddress({ q, filters: noFilters(), asTyped: false, page: 1, explain: false })

/** The address of a section in one language, with what `municipality` has written in it; the language is named when the page would open in another. */
export function sectionAddress(item: { id: number; language: string; texts: { lang: string; slug: string }[] }, lang: string, anchor: string, locale: Locale, municipality = ''): string {
  const opensIn = item.texts.some((text) => text.lang === locale) ? locale : item.language
  const slug = item.texts.find((text) => text.lang === lang)?.slug ?? 'sivu'
  const asked = new URLSearchParams({ ...(lang === opensIn ? {} : { kieli: lang }), ...(municipality === '' ? {} : { kunta: municipality }) }).toString()
  return itemAddress(item.id, slug) + (asked === '' ? '' : `?${asked}`) + (anchor === '' ? '' : `#${anchor}`)
}
