import { z } from 'zod'
import { isAtLeast, type Viewer } from '../people/viewer.ts'
import { HttpError } from '../platform/http/errors.ts'
import type { Item } from './content.table.ts'
import { endOfFinnishDay, finnishMinute, finnishMoment } from './edit-finnish-day.ts'
import type { ItemFacts } from './items.queries.ts'
import { noticeTargetLines, targetIds } from './notice-targets.ts'
import { ROLES } from './roles.ts'

export const REVIEW_MONTHS = [3, 6, 12, 24, 0] as const
export const NOTICE_TYPES = ['news', 'change', 'outage', 'urgent', 'public'] as const
const SUBJECTS_LIMIT = 20, SUBJECT_LIMIT = 60

/** The facts of an item as a form holds them. `ownerTeamId` is null when none is chosen. */
export interface Facts {
  ownerTeamId: number | null
  networkWide: boolean
  municipalityIds: number[]
  roles: string[]
  subjects: string[]
  reviewMonths: 0 | 3 | 6 | 12 | 24
  noticeType: string | null
  /** the last day in Finland on which it is shown (YYYY-MM-DD), with a time when it ends within that day (YYYY-MM-DDTHH:MM), '' for none; as typed when it is neither */
  until: string
  /** from when it is shown: YYYY-MM-DDTHH:MM in Finland, '' for at once; as typed when it is no minute */
  fromMinute: string
  /** a notice: the addresses of the items on top of which it is shown, one on a line, as typed */
  targets: string
}
export type FactsField = 'vastuu' | 'kunnat' | 'aiheet' | 'alkaen' | 'voimassa' | 'sivut'

const id = z.string().regex(/^[1-9]\d{0,8}$/).transform(Number)
const list = <T extends z.ZodType>(one: T) => z.union([one.transform((value) => [value]), z.array(one).max(60)]).default([])
const Fields = z.object({
  vastuu: z.union([z.literal('').transform(() => null), id]).default(null), koskee: z.enum(['verkosto', 'kunnat']).default('verkosto'), kunnat: list(id),
  kenelle: list(z.string().max(60)), aiheet: z.string().max(5_000).default(''), tarkistus: z.enum(['0', '3', '6', '12', '24']).default('12'),
  tyyppi: z.enum(['', ...NOTICE_TYPES]).default(''), voimassa: z.string().max(100).default(''), voimassa_klo: z.string().max(100).default(''),
  alkaen: z.string().max(100).default(''), sivut: z.string().max(20_000).default(''),
})

/** Choices that the form does not offer are refused; what is typed is only read. */
export function readFacts(body: unknown): Facts {
  const read = Fields.safeParse(body ?? {})
  if (!read.success) throw new HttpError(400, 'errors.badRequest')
  const { vastuu, koskee, kunnat, kenelle, aiheet, tarkistus, tyyppi, voimassa, voimassa_klo: clock, alkaen, sivut } = read.data
  return {
    ownerTeamId: vastuu as number | null, networkWide: koskee === 'verkosto', municipalityIds: koskee === 'verkosto' ? [] : kunnat as number[], roles: kenelle as string[],
    subjects: aiheet.normalize('NFC').split(',').map((label) => label.replace(/\s+/g, ' ').trim()).filter((label) => label !== ''),
    reviewMonths: Number(tarkistus) as Facts['reviewMonths'], noticeType: tyyppi === '' ? null : tyyppi, until: voimassa.trim() + clockOf(clock.trim()),
    fromMinute: alkaen.trim().slice(0, 16), targets: noticeTargetLines(sivut),
  }
}

/** 16.00 is 16:00. */
const clockOf = (typed: string) => (typed === '' ? '' : `T${typed.slice(0, 5).replace('.', ':').padStart(5, '0')}`)

/** `targets` are the lines of what a notice stands on (notice-targets.ts). */
export const factsOfItem = (item: ItemFacts, municipalityIds: number[], targets = ''): Facts => ({
  ownerTeamId: item.owner_team_id, networkWide: item.network_wide === 1, municipalityIds, roles: item.roles, subjects: item.subjects.map(({ label }) => label),
  reviewMonths: item.review_months as Facts['reviewMonths'], noticeType: item.notice_type, until: item.visible_until === null ? '' : finnishUntil(item.visible_until),
  fromMinute: item.visible_from === null ? '' : finnishMinute(item.visible_from), targets,
})

/** What the writer has to put right, by field. `known` is the item as it is now: what readers already see is not taken from them by a later beginning. */
export function factsProblems(facts: Facts, now: string, known: Pick<Item, 'state' | 'visible_from' | 'visible_until'> | null): Partial<Record<FactsField, string>> {
  const { ownerTeamId, networkWide, municipalityIds, subjects, fromMinute, targets } = facts
  const from = fromOf(facts, known), until = untilOf(facts, known), isShown = known?.state === 'published' && (known.visible_from ?? now) <= now
  return {
    ...(ownerTeamId === null && { vastuu: 'editing.owner.missing' }),
    ...(!networkWide && municipalityIds.length === 0 && { kunnat: 'editing.municipality.missing' }),
    ...(subjects.length > SUBJECTS_LIMIT && { aiheet: 'editing.subjects.tooMany' }),
    ...(subjects.some((label) => label.length > SUBJECT_LIMIT) && { aiheet: 'editing.subjects.tooLong' }),
    ...(subjects.some((label) => /[\p{Cc}\uFFFD]/u.test(label)) && { aiheet: 'content.text.badCharacter' }),
    ...(facts.until !== '' && until === null && { voimassa: 'editing.until.bad' }),
    ...(fromMinute !== '' && finnishMoment(fromMinute) === null && { alkaen: 'editing.from.bad' }),
    ...(from !== null && from > now && isShown && { alkaen: 'editing.from.shown' }),
    ...(from !== null && until !== null && from >= until && { voimassa: 'editing.until.beforeFrom' }),
    ...(targetIds(targets) === null && { sivut: 'editing.targets.bad' }),
  }
}

/** Whether the viewer may give an item these facts: her own teams and municipality, and what the item has already. */
export function mayGive(viewer: Viewer, facts: Facts, known: Facts | null): boolean {
  const isAdmin = isAtLeast(viewer, 'admin'), { ownerTeamId, municipalityIds, roles } = facts
  const mayOwn = ownerTeamId === null || isAdmin || viewer.teamIds.includes(ownerTeamId) || ownerTeamId === known?.ownerTeamId
  const mayPlace = isAdmin || municipalityIds.every((place) => place === viewer.municipalityId || known?.municipalityIds.includes(place))
  return mayOwn && mayPlace && roles.every((role) => Object.hasOwn(ROLES, role) || known?.roles.includes(role))
}

/** Equal for facts that are the same, in whatever order. */
export const factsKey = (facts: Facts) => JSON.stringify({
  ...facts, municipalityIds: facts.municipalityIds.toSorted((a, b) => a - b), roles: facts.roles.toSorted(), subjects: facts.subjects.toSorted(),
})

/** The moment until which an item is shown: a minute, or the end of a day. What was not changed keeps its seconds. */
export function untilOf({ until }: Facts, known: Pick<Item, 'visible_until'> | null): string | null {
  if (known?.visible_until && finnishUntil(known.visible_until) === until) return known.visible_until
  return until.includes('T') ? finnishMoment(until) : endOfFinnishDay(until)
}

/** The end of a day is written as that day, any other moment with its time. */
function finnishUntil(iso: string): string {
  const minute = finnishMinute(iso)
  return minute.endsWith('T23:59') ? minute.slice(0, 10) : minute
}

/** The moment from which an item is shown; null: at once. A minute that was not changed keeps its seconds. */
export function fromOf(facts: Facts, known: Pick<Item, 'visible_from'> | null): string | null {
  if (facts.fromMinute === '') return null
  return known?.visible_from && finnishMinute(known.visible_from) === facts.fromMinute ? known.visible_from : finnishMoment(facts.fromMinute)
}
