import { textFor } from '../content/item-link.ts'
import type { ItemFacts } from '../content/items.queries.ts'
import { roleWord } from '../content/roles.ts'
import type { Locale } from '../i18n/locales.ts'
import type { MessageKey } from '../i18n/messages.ts'
import { t } from '../i18n/translate.ts'
import { errorTitle, formErrors, type Errors, type Problem } from '../people/form-fields.ts'
import { view } from '../platform/views/view.ts'
import { pathAddress } from './onboarding-address.ts'
import { NEWCOMER, type Choices } from './onboarding-form.ts'
import { rolesIn, type OnboardingPath } from './path-definition.ts'

export interface Option { value: string; label: string; chosen: boolean }
export const FACT_FIELDS = ['alku', 'kirjasto', 'perehdyttaja', 'kaveri'] as const
type FactField = (typeof FACT_FIELDS)[number]
/** Who the path is for: somebody of the list, or who is invited with it. */
export const PERSON_FIELDS = ['henkilo', 'nimi', 'sahkoposti'] as const
type PersonField = (typeof PERSON_FIELDS)[number]
/** The fields that starting a path and changing its facts have in common. */
export interface FactFields { date: string; libraries: Option[]; /** what an empty choice means */ noLibrary: MessageKey; mentors: Option[]; buddy: string; errors: Errors<FactField | PersonField> }
interface StartPage extends FactFields {
  title: string
  heading: string
  pathTitle: string
  pathLang: string | null
  pathHref: string
  action: string
  problems: Problem[]
  people: Option[]
  roles: { value: string; label: string; lang: string | null; tasks: string; chosen: boolean }[]
  municipality: string
  sami: boolean
  newcomer: { value: string; chosen: boolean; name: string; email: string }
}

const OPTION: Option = { value: '2', label: 'Aino Esimerkki', chosen: true }
export const SAMPLE_FACTS: FactFields = {
  date: '2026-12-01', libraries: [OPTION], noLibrary: 'onboarding.form.noLibrary', mentors: [OPTION], buddy: 'Oula, Utsjoki',
  errors: { henkilo: 'onboarding.form.personMissing', nimi: 'auth.nameMissing', sahkoposti: 'auth.emailMissing', alku: 'onboarding.form.dateBad', kirjasto: null, perehdyttaja: 'onboarding.form.mentorSame',
    kaveri: 'onboarding.form.textLong' },
}
export const startView = view<StartPage>('onboarding/start', {
  ...SAMPLE_FACTS, title: 'Virhe: Aloita polku', heading: 'Aloita polku', pathTitle: 'Uuden työntekijän perehdytyspolku', pathLang: 'fi',
  pathHref: '/perehdytys/polku/1', action: '/perehdytys/polku/1/aloita',
  problems: [{ field: 'alku', key: 'onboarding.form.dateBad' }], people: [OPTION],
  roles: [{ value: 'asiakaspalvelu', label: 'asiakaspalvelu', lang: 'fi', tasks: '11 tehtävää', chosen: true }], municipality: 'Salla', sami: true, newcomer: { value: NEWCOMER, chosen: true, name: 'Aino Esimerkki', email: 'aino@kirjasto.example' },
})

export interface TypedFacts { alku: string; kirjasto: string; perehdyttaja: string; kaveri: string }
export const options = (rows: readonly { id: number; name: string }[], chosen: string): Option[] =>
  rows.map(({ id, name }) => ({ value: String(id), label: name, chosen: String(id) === chosen }))
export const factFields = (typed: TypedFacts, choices: Pick<Choices, 'libraries'>, mentors: readonly { id: number; name: string }[], noLibrary: MessageKey) =>
  ({ date: typed.alku, libraries: options(choices.libraries, typed.kirjasto), noLibrary, mentors: options(mentors, typed.perehdyttaja), buddy: typed.kaveri })

interface Starting {
  item: ItemFacts
  path: OnboardingPath
  choices: Choices
  /** who may be chosen: not the viewer herself. Who is on a path already is not told by this list. */
  people: { id: number; name: string }[]
  municipality: string
  sami: boolean
}
export function startPage(locale: Locale, { item, path, choices, people, municipality, sami }: Starting,
  typed: TypedFacts & Record<PersonField, string> & { tyo: readonly string[] }, found: Record<string, string> = {}): StartPage {
  const text = textFor(item.texts, locale, item.language), heading = t(locale, 'onboarding.start.title')
  const { errors, problems } = formErrors([...PERSON_FIELDS, ...FACT_FIELDS], found), tasks = path.phases.flatMap((phase) => phase.tasks)
  return {
    ...factFields(typed, choices, choices.people, 'onboarding.form.ownLibrary'), title: errorTitle(locale, heading, problems), heading,
    errors, problems,
    pathTitle: text?.title ?? '', pathLang: !text || text.lang === locale ? null : text.lang, pathHref: pathAddress(item.id),
    action: `${pathAddress(item.id)}/aloita`,
    people: options(people, typed.henkilo), municipality, sami, newcomer: { value: NEWCOMER, chosen: typed.henkilo === NEWCOMER, name: typed.nimi, email: typed.sahkoposti },
    roles: rolesIn(path).map((role) => ({
      value: role, ...roleWord(role, locale), chosen: typed.tyo.includes(role),
      tasks: t(locale, 'onboarding.tasks', { n: tasks.filter(({ audience }) => 'role' in audience && audience.role === role).length }),
    })),
  }
}
