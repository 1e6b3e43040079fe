import { INTL_TAGS, type Locale } from '../i18n/locales.ts'
import { t } from '../i18n/translate.ts'
import type { Role } from '../people/people.table.ts'
import { view } from '../platform/views/view.ts'
import type { Member } from './who-helps.queries.ts'

interface Person { name: string; email: string }
interface TeamRow {
  id: number
  name: string
  substitute: string | null
  count: number
  href: string
  members: (Person & { municipality: string })[]
}
interface WhoHelpsPage { title: string; contacts: Person[]; admins: Person[]; teams: TeamRow[]; /** what people have chosen to offer */ offers: (Person & { municipality: string; text: string })[] }

const SAMPLE_PERSON = { name: 'Aino Esimerkki', email: 'aino@kirjasto.example' }
export const whoHelpsView = view<WhoHelpsPage>('content/who-helps', {
  title: 'Kuka auttaa', contacts: [SAMPLE_PERSON], admins: [{ name: 'Matti Mallikas', email: 'matti@kirjasto.example' }],
  teams: [{ id: 3, name: 'Koha-pääkäyttäjä', substitute: 'Asiakaspalveluryhmän vetäjä', count: 12, href: '/selaa?vastuu=3', members: [{ ...SAMPLE_PERSON, municipality: 'Rovaniemi' }] }],
  offers: [{ ...SAMPLE_PERSON, municipality: 'Salla', text: 'Celia-palvelu' }],
})

interface WhoHelps {
  keepers: (Person & { role: Role })[]
  teams: { id: number; name: string; substitute_team_id: number | null }[]
  counts: Map<number, number>
  members: Member[]
  offers: WhoHelpsPage['offers']
}

export function whoHelpsPage(locale: Locale, { keepers, teams, counts, members, offers }: WhoHelps): WhoHelpsPage {
  const names = new Map(teams.map((team) => [team.id, team.name])), alphabet = new Intl.Collator(INTL_TAGS[locale])
  const withRole = (wanted: Role) => keepers.filter((person) => person.role === wanted).map(({ name, email }) => ({ name, email }))
  const rows = teams.map((team) => ({
    id: team.id, name: team.name, substitute: (team.substitute_team_id !== null && names.get(team.substitute_team_id)) || null, count: counts.get(team.id) ?? 0, href: `/selaa?vastuu=${team.id}`,
    members: members.filter((member) => member.team_id === team.id).map(({ name, email, municipality }) => ({ name, email, municipality })),
  }))
  return {
    title: t(locale, 'shell.whoHelps'), contacts: withRole('contact'), admins: withRole('admin'), offers,
    teams: rows.filter((row) => row.count > 0 || row.members.length > 0).toSorted((a, b) => alphabet.compare(a.name, b.name)),
  }
}
