import { t } from '../i18n/translate.ts'
import { view } from '../platform/views/view.ts'
import { titled } from './auth/auth.views.ts'
import { formErrors, type Errors, type Problem } from './form-fields.ts'
import { isAdmin } from './manage-rights.ts'
import type { TeamPerson, TeamRow } from './teams.queries.ts'
import type { Viewer } from './viewer.ts'

interface TeamsPage {
  title: string
  teams: { href: string; name: string; people: number; substitute: string }[]
  /** only the administrator makes teams */
  mayMake: boolean
  problems: Problem[]
  errors: Errors<'nimi'>
  typed: string
}
export const teamsView = view<TeamsPage>('people/teams', {
  title: 'Tiimit', teams: [{ href: '/hallinta/tiimit/1', name: 'Asiakaspalveluryhmä', people: 3, substitute: 'Viestintätiimi' }], mayMake: true,
  problems: [{ field: 'nimi', key: 'teams.name.taken' }], errors: { nimi: 'teams.name.taken' }, typed: 'Viestintätiimi',
})

export function teamsPage(viewer: Viewer, rows: TeamRow[], typed = '', found: Record<string, string> = {}): TeamsPage {
  const shown = formErrors(['nimi'], found)
  return {
    ...shown, title: titled(viewer.locale, 'teams.title', shown.problems), typed, mayMake: isAdmin(viewer),
    teams: rows.map(({ id, name, people, substitute }) => ({ href: `/hallinta/tiimit/${id}`, name, people, substitute: substitute ?? '' })),
  }
}

interface Choice { value: string; name: string; chosen: boolean }
interface TeamPage {
  title: string
  action: string
  itemsHref: string
  /** `fixed`: not the viewer's to take out */
  members: (Choice & { fixed: boolean; disabled: boolean })[]
  outside: Choice[]
  substitutes: Choice[]
  substitute: string
  mayChange: boolean
  /** no writer in it can act */
  nobody: boolean
}
export const teamView = view<TeamPage>('people/team', {
  title: 'Asiakaspalveluryhmä', action: '/hallinta/tiimit/1', itemsHref: '/selaa?vastuu=1', members: [{ value: '3', name: 'Aino Esimerkki, Inari', chosen: true, fixed: false, disabled: true }],
  outside: [{ value: '4', name: 'Pirkko Esimerkki, Inari', chosen: false }], substitutes: [{ value: '2', name: 'Viestintätiimi', chosen: true }], substitute: 'Viestintätiimi', mayChange: true, nobody: true,
})

export function teamPage(viewer: Viewer, team: { id: number; name: string; substitute_team_id: number | null }, about: { members: TeamPerson[]; outside: TeamPerson[]; teams: TeamRow[]; mayChange: boolean }): TeamPage {
  const choice = ({ id, name, municipality }: TeamPerson, chosen: boolean): Choice => ({ value: String(id), name: t(viewer.locale, 'teams.personOf', { name, municipality }), chosen })
  return {
    title: team.name, action: `/hallinta/tiimit/${team.id}`, itemsHref: `/selaa?vastuu=${team.id}`, mayChange: about.mayChange, nobody: about.members.every(({ disabled, writes }) => disabled || !writes),
    members: about.members.map((person) => ({ ...choice(person, true), fixed: !isAdmin(viewer) && person.municipality_id !== viewer.municipalityId, disabled: person.disabled })),
    outside: about.outside.map((person) => choice(person, false)), substitute: about.teams.find(({ id }) => id === team.substitute_team_id)?.name ?? '',
    substitutes: about.teams.filter(({ id }) => id !== team.id).map(({ id, name }) => ({ value: String(id), name, chosen: id === team.substitute_team_id })),
  }
}
