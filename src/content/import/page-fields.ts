import { z } from 'zod'
import type { Kind } from '../content.table.ts'
import { PageRefused, type PageFacts } from './source-page.ts'

const KIND_WORDS: Record<string, Kind> = {
  guide: 'guide', ohje: 'guide', practice: 'practice', käytäntö: 'practice', kaytanto: 'practice', template: 'template', viestipohja: 'template',
  document: 'document', tiedosto: 'document', asiakirja: 'document', path: 'path', onboarding: 'path', perehdytyspolku: 'path', perehdytys: 'path',
  notice: 'notice', tiedote: 'notice', qa: 'qa', faq: 'qa', ukk: 'qa', kysymys: 'qa',
}
/** `scope: municipality` alone is a text of the network in which each municipality fills in its own facts. */
const NETWORK_WORDS = new Set(['network', 'network+supplement', 'municipality', 'verkosto', 'yhteinen', 'kunta', 'kaikki kunnat'])
const NOTICE_WORDS: Record<string, string> = {
  news: 'news', uutinen: 'news', outage: 'outage', häiriö: 'outage', change: 'change', muutos: 'change', urgent: 'urgent', kiireellinen: 'urgent',
}
export const LANGUAGES = ['fi', 'sv', 'en', 'se', 'smn', 'sms', 'no'] as const
/** en-GB → en; both written forms of Norwegian are one language here. */
export const languageOf = (tag: string) => tag.trim().toLowerCase().replace(/-.*$/, '').replace(/^n[bn]$/, 'no')
const REVIEWS = [0, 3, 6, 12, 24] as const

/** One line of text, or a number that YAML made of it. */
const line = z.union([z.string(), z.number()]).transform((given) => String(given).normalize('NFC').replace(/\s+/g, ' ').trim())
const words = (longest: number) => line.pipe(z.string().max(longest))
/** Several words: a list, or one text with commas between. */
const list = (longest: number, most: number) => z.union([z.array(words(longest)).max(most), words(longest * most).transform((text) => text.split(','))])
  .transform((found) => found.map((word) => word.trim()).filter((word) => word !== ''))
const choice = <T extends string>(known: Record<string, T>) => words(60).transform((word, context) => {
  const meant = word.toLowerCase()
  if (Object.hasOwn(known, meant)) return known[meant]!
  context.addIssue({ code: 'custom', message: word })
  return z.NEVER
})
const subject = z.union([
  words(100).transform((label) => ({ label })),
  z.object({
    label: words(100), sv: words(100).exactOptional(), en: words(100).exactOptional(), yso: z.url({ protocol: /^https?$/ }).max(200).exactOptional(),
  }).transform(({ label, sv, en, yso }) => ({ label, ...(sv && { labelSv: sv }), ...(en && { labelEn: en }), ...(yso && { yso }) })),
])

/** The fields of front matter and of a JSON line alike; what is not listed is not looked at. An empty value is the same as none. */
const Fields = z.object({
  id: words(200).pipe(z.string().regex(/^\P{Cc}+$/u)),
  title: words(2000),
  lang: z.string().transform(languageOf).pipe(z.enum(LANGUAGES)),
  translation_of: words(200),
  kind: choice(KIND_WORDS),
  owner: words(100),
  summary: words(300),
  review_months: z.coerce.number().pipe(z.literal(REVIEWS)),
  subjects: z.union([z.array(subject).max(30), list(100, 30).transform((labels) => labels.map((label) => ({ label })))]),
  roles: list(60, 20),
  goals: list(20, 30),
  scope: list(60, 25),
  municipality: list(60, 25),
  statutory_task: words(200),
  part_of: words(200),
  notice_type: choice(NOTICE_WORDS),
  valid_days: z.coerce.number().int().min(1).max(3660),
  fields: list(40, 60),
  mandatory: z.boolean(),
}).partial()
export type PageFields = z.output<typeof Fields>

const REASONS: Partial<Record<keyof PageFields, string>> = {
  id: 'Tunnus (id) puuttuu tai se on yli 200 merkkiä.',
  kind: 'Lajia (kind) ei tunneta. Käytä jotakin näistä: ohje, käytäntö, viestipohja, tiedosto, perehdytyspolku, tiedote, ukk.',
  lang: `Kieltä (lang) ei tunneta. Käytä jotakin näistä: ${LANGUAGES.join(', ')}.`,
  review_months: 'Tarkistusväli (review_months) on 0, 3, 6, 12 tai 24 kuukautta.',
  notice_type: 'Tiedotteen lajia (notice_type) ei tunneta. Käytä jotakin näistä: uutinen, häiriö, muutos, kiireellinen.',
  valid_days: 'Voimassaolo (valid_days) on kokonaisluku väliltä 1–3660.',
}

/** Reads the fields of a page. Throws PageRefused with the reason. */
export function readFields(given: unknown): PageFields {
  if (given === null || typeof given !== 'object' || Array.isArray(given)) throw new PageRefused('Tiedot eivät ole muotoa nimi: arvo.')
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== undefined && value !== ''))
  const result = Fields.safeParse({ kind: present.type ?? present.laji, ...present })
  if (result.success) return result.data
  const name = String(result.error.issues[0]!.path[0]) as keyof PageFields
  throw new PageRefused(REASONS[name] ?? `Kentän ${name} arvoa ei voi lukea.`)
}

/** The fields as facts of a page, in the words of the product. */
export function factsOf(fields: PageFields): PageFacts {
  const places = [...(fields.municipality ?? []), ...(fields.scope ?? [])]
  const named = places.filter((place) => !NETWORK_WORDS.has(place.toLowerCase()))
  const data = { ...(fields.fields && { fields: fields.fields }), ...(fields.mandatory && { mandatory: true }) }
  const facts = {
    kind: fields.kind, owner: fields.owner, municipalities: places.length === 0 ? undefined : named.length === 0 ? ('network' as const) : named,
    roles: fields.roles, subjects: fields.subjects, goals: fields.goals, reviewMonths: fields.review_months, statutoryTask: fields.statutory_task,
    partOf: fields.part_of, noticeType: fields.notice_type, validDays: fields.valid_days, data: Object.keys(data).length > 0 ? data : undefined,
  }
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as PageFacts
}

/** What a page is called and in which language it is, when its fields do not say: by its name in the source. */
export function identify({ id, translation_of: original, lang, summary }: PageFields, otherwise: { id: string; lang: string }) {
  return { externalId: original ?? id ?? otherwise.id, lang: lang ?? otherwise.lang, isTranslation: original !== undefined, summary: summary ?? null }
}
