import type { MessageKey } from '../i18n/messages.ts'
import { t } from '../i18n/translate.ts'
import type { Errors } from '../people/form-fields.ts'
import { isAtLeast, type Viewer } from '../people/viewer.ts'
import { NOTICE_TYPES, REVIEW_MONTHS, type Facts, type FactsField } from './edit-facts.ts'
import { ROLES, roleWord } from './roles.ts'

export interface Choice { value: string; name: string; lang: string | null; chosen: boolean }
export const FACTS_FIELDS = ['vastuu', 'kunnat', 'aiheet', 'alkaen', 'voimassa', 'sivut'] as const satisfies readonly FactsField[]

/** The fields of an item's facts. */
export interface FactsForm {
  opened: string
  open: boolean
  errors: Errors<FactsField>
  teams: Choice[]
  networkWide: boolean
  municipalities: Choice[]
  roles: Choice[]
  subjects: string
  suggestions: string[]
  reviews: Choice[]
  isNotice: boolean
  noticeTypes: Choice[]
  from: string
  untilDay: string
  untilTime: string
  targets: string
}

const shownUntil = (until: string) => ({ untilDay: until.split('T')[0]!, untilTime: until.split('T')[1] ?? '' })
export const SAMPLE_CHOICE: Choice = { value: '1', name: 'Rovaniemi', lang: 'fi', chosen: true }
export const SAMPLE_FACTS: FactsForm = {
  opened: '{}', open: true, errors: { vastuu: 'editing.owner.missing', kunnat: null, aiheet: null, alkaen: null, voimassa: null, sivut: null }, teams: [SAMPLE_CHOICE], networkWide: true,
  municipalities: [SAMPLE_CHOICE], roles: [SAMPLE_CHOICE], subjects: 'kirjastokortit', suggestions: ['kirjastokortit'], reviews: [SAMPLE_CHOICE], isNotice: true,
  noticeTypes: [SAMPLE_CHOICE], from: '2026-11-27T08:00', untilDay: '2026-11-30', untilTime: '12:00', targets: '/sivu/12 Kirjastokortin antaminen',
}

export interface FactsChoices { teams: { id: number; name: string }[]; municipalities: { id: number; name: string }[]; subjects: string[] }

interface FactsState { facts: Facts; opened: string; isNotice: boolean; errors: Errors<FactsField>; open: boolean }

/** `known` are the facts that the item has now: a choice that the viewer may not make newly is offered while it stands. */
export function factsForm(viewer: Viewer, choices: FactsChoices, known: Facts | null, { facts, opened, isNotice, errors, open }: FactsState): FactsForm {
  const { locale } = viewer
  const isAdmin = isAtLeast(viewer, 'admin')
  const named = ({ id, name }: { id: number; name: string }, chosen: boolean): Choice => ({ value: String(id), name, lang: null, chosen })
  const word = (value: string | number, key: MessageKey, chosen: boolean): Choice => ({ value: String(value), name: t(locale, key), lang: null, chosen })
  return {
    opened, open: open || Object.values(errors).some((key) => key !== null), errors,
    teams: choices.teams.filter(({ id }) => isAdmin || viewer.teamIds.includes(id) || id === known?.ownerTeamId).map((team) => named(team, team.id === facts.ownerTeamId)),
    networkWide: facts.networkWide,
    municipalities: choices.municipalities.filter(({ id }) => isAdmin || id === viewer.municipalityId || known?.municipalityIds.includes(id)).map((place) => named(place, facts.municipalityIds.includes(place.id))),
    roles: [...new Set([...Object.keys(ROLES), ...(known?.roles ?? [])])].map((role) => {
      const { label, lang } = roleWord(role, locale)
      return { value: role, name: label, lang, chosen: facts.roles.includes(role) }
    }),
    subjects: facts.subjects.join(', '), suggestions: choices.subjects,
    reviews: REVIEW_MONTHS.map((months) => word(months, `editing.review.${months}`, months === facts.reviewMonths)),
    isNotice, noticeTypes: NOTICE_TYPES.map((type) => word(type, `editing.notice.${type}`, type === facts.noticeType)), from: facts.fromMinute, ...shownUntil(facts.until), targets: facts.targets,
  }
}
