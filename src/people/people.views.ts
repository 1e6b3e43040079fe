import type { Locale } from '../i18n/locales.ts'
import type { MessageKey } from '../i18n/messages.ts'
import { t } from '../i18n/translate.ts'
import { view } from '../platform/views/view.ts'
import { titled } from './auth/auth.views.ts'
import { formErrors, type Errors, type Problem } from './form-fields.ts'
import type { Municipality, Person, Role } from './people.table.ts'

export const ROLE_NAMES = { reader: 'people.role.reader', editor: 'people.role.editor', contact: 'people.role.contact',
  admin: 'people.role.admin' } as const satisfies Record<Role, MessageKey>

interface Choice { value: string; chosen: boolean }
interface RoleChoice extends Choice { key: MessageKey }
interface NamedChoice extends Choice { name: string }
const roleChoices = (roles: Role[], chosen: string): RoleChoice[] => roles.map((role) => ({ value: role, key: ROLE_NAMES[role], chosen: role === chosen }))
const municipalityChoices = (all: Municipality[], chosen: string): NamedChoice[] => all.map(({ id, name }) => ({ value: String(id), name,
  chosen: String(id) === chosen }))

export const libraryChoices = (all: readonly { id: number; name: string }[], chosen: number | null): NamedChoice[] => all.map(({ id, name }) => ({ value: String(id), name, chosen: id === chosen }))

type PersonState = { key: MessageKey; icon: string; css: string }
/** Whether she can sign in; not when she last did. */
function stateOf(person: Pick<Person, 'disabled_at' | 'password_hash'>): PersonState {
  if (person.disabled_at !== null) return { key: 'people.disabled', icon: 'close', css: 'bad' }
  return person.password_hash === null ? { key: 'people.invited', icon: 'mail', css: 'late' } : { key: 'people.active', icon: 'check', css: 'ok' }
}

interface PeoplePage {
  title: string
  text: string
  roles: RoleChoice[]
  /** empty for a contact person, who sees one municipality only */
  municipalities: NamedChoice[]
  count: number
  people: { href: string; name: string; email: string; role: MessageKey; municipality: string; state: PersonState }[]
  filtered: boolean
  previous: string | null
  next: string | null
}
export const peopleView = view<PeoplePage>('people/people', {
  title: 'Henkilöt', text: 'aino', roles: [{ value: 'editor', key: 'people.role.editor', chosen: true }],
  municipalities: [{ value: '2', name: 'Inari', chosen: true }], count: 51,
  people: [{ href: '/hallinta/henkilot/1', name: 'Aino Esimerkki', email: 'aino@kirjasto.example', role: 'people.role.editor', municipality: 'Inari',
    state: { key: 'people.active', icon: 'check', css: 'ok' } }],
  filtered: true, previous: '?sivu=1', next: '?sivu=3',
})

export interface PeopleSearch { haku: string; rooli: Role | null; kunta: number | null; sivu: number }
type Listed = { id: number; name: string; email: string; role: Role; municipality: string; password_hash: string | null; disabled_at: string | null }

export function peoplePage(locale: Locale, search: PeopleSearch, found: { rows: Listed[]; count: number }, pageSize: number,
  municipalities: Municipality[]): PeoplePage {
  const address = (sivu: number) => `?${new URLSearchParams({ haku: search.haku, rooli: search.rooli ?? '', kunta: String(search.kunta ?? ''), sivu: String(sivu) }).toString()}`
  return {
    title: t(locale, 'people.title'), text: search.haku, count: found.count, filtered: search.haku !== '' || search.rooli !== null || search.kunta !== null,
    roles: roleChoices(['reader', 'editor', 'contact', 'admin'], search.rooli ?? ''),
    municipalities: municipalityChoices(municipalities, String(search.kunta ?? '')),
    people: found.rows.map((row) => ({ href: `/hallinta/henkilot/${row.id}`, name: row.name, email: row.email, role: ROLE_NAMES[row.role],
      municipality: row.municipality, state: stateOf(row) })),
    previous: search.sivu > 1 ? address(search.sivu - 1) : null,
    next: search.sivu * pageSize < found.count ? address(search.sivu + 1) : null,
  }
}

type InviteField = 'nimi' | 'sahkoposti' | 'rooli' | 'kunta' | 'kirjasto'
interface InvitePage {
  title: string
  problems: Problem[]
  errors: Errors<InviteField>
  name: string
  email: string
  roles: RoleChoice[]
  municipalities: NamedChoice[]
  ownMunicipality: string
  /** by municipality: an administrator sees all, a contact person her own */
  libraries: { municipality: string; options: NamedChoice[] }[]
}
export const inviteView = view<InvitePage>('people/invite', {
  title: 'Kutsu henkilö', problems: [{ field: 'nimi', key: 'auth.nameMissing' }],
  errors: { nimi: 'auth.nameMissing', sahkoposti: null, rooli: null, kunta: null, kirjasto: 'people.libraryElsewhere' }, name: '', email: 'aino@kirjasto.example',
  roles: [{ value: 'reader', key: 'people.role.reader', chosen: true }], municipalities: [{ value: '2', name: 'Inari', chosen: true }], ownMunicipality: 'Inari',
  libraries: [{ municipality: 'Inari', options: [{ value: '3', name: 'Inarin kirjasto', chosen: true }] }],
})
export function invitePage(locale: Locale, typed: { name: string; email: string; role: string; municipality: string; library: string },
  may: { roles: Role[]; municipalities: Municipality[]; ownMunicipality: string; libraries: { municipality: string; libraries: { id: number; name: string }[] }[] }, found: Record<string, string> = {}): InvitePage {
  const shown = formErrors(['nimi', 'sahkoposti', 'rooli', 'kunta', 'kirjasto'], found)
  return {
    ...shown, title: titled(locale, 'people.invite', shown.problems), name: typed.name, email: typed.email, roles: roleChoices(may.roles, typed.role),
    municipalities: municipalityChoices(may.municipalities, typed.municipality), ownMunicipality: may.ownMunicipality,
    libraries: may.libraries.filter(({ libraries }) => libraries.length > 0).map(({ municipality, libraries }) => ({ municipality, options: libraryChoices(libraries, typed.library === '' ? null : Number(typed.library)) })),
  }
}

interface LinkPage { title: string; name: string; email: string; link: string; first: boolean; href: string }
/** Shown to the inviter only where no mail can be sent. */
export const linkView = view<LinkPage>('people/link', { title: 'Anna linkki itse', name: 'Aino Esimerkki', email: 'aino@kirjasto.example',
  link: 'https://laavu.example/kutsu/abc', first: true, href: '/hallinta/henkilot/1' })

interface PersonPage {
  title: string
  email: string
  role: MessageKey
  municipality: string
  state: PersonState
  disabled: boolean
  first: boolean
  mayChange: boolean
  href: string
  roles: RoleChoice[]
  municipalities: NamedChoice[]
  teams: (NamedChoice & { fixed: boolean })[]
  supervisor: boolean
  library: string | null
  libraries: NamedChoice[]
}
export const personView = view<PersonPage>('people/person', {
  title: 'Aino Esimerkki', email: 'aino@kirjasto.example', role: 'people.role.editor', municipality: 'Inari',
  state: { key: 'people.active', icon: 'check', css: 'ok' }, disabled: true, first: true, mayChange: true,
  href: '/hallinta/henkilot/1', roles: [{ value: 'editor', key: 'people.role.editor', chosen: true }],
  municipalities: [{ value: '2', name: 'Inari', chosen: true }], teams: [{ value: '1', name: 'Viestintätiimi', chosen: true, fixed: true }],
  supervisor: true, library: 'Inarin kirjasto', libraries: [{ value: '3', name: 'Inarin kirjasto', chosen: true }],
})
export function personPage(person: Person, about: { municipality: Municipality; municipalities: Municipality[]; roles: Role[]; mayChange: boolean; libraries: { id: number; name: string }[]; teams: { id: number; name: string; member: boolean; mayGive: boolean }[] }): PersonPage {
  return {
    title: person.name, email: person.email, role: ROLE_NAMES[person.role], municipality: about.municipality.name, state: stateOf(person),
    disabled: person.disabled_at !== null, first: person.password_hash === null,
    mayChange: about.mayChange, href: `/hallinta/henkilot/${person.id}`, roles: roleChoices(about.roles, person.role),
    municipalities: municipalityChoices(about.municipalities, String(person.municipality_id)),
    teams: about.teams.filter((team) => team.member || team.mayGive)
      .map((team) => ({ value: String(team.id), name: team.name, chosen: team.member, fixed: !team.mayGive })),
    supervisor: person.supervisor === 1, library: about.libraries.find(({ id }) => id === person.library_id)?.name ?? null, libraries: libraryChoices(about.libraries, person.library_id),
  }
}
