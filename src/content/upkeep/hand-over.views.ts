import { t } from '../../i18n/translate.ts'
import { errorTitle, formErrors, type Errors, type Problem } from '../../people/form-fields.ts'
import type { Person } from '../../people/people.table.ts'
import { ROLE_NAMES } from '../../people/people.views.ts'
import type { Viewer } from '../../people/viewer.ts'
import { view } from '../../platform/views/view.ts'
import type { Colleague } from './hand-over.queries.ts'

interface HandOverPage {
  title: string
  name: string
  href: string
  action: string
  problems: Problem[]
  errors: Errors<'saaja'>
  teams: string[]
  /** teams that only an administrator can give on */
  left: string[]
  drafts: number
  planned: number
  tasks: number
  onboardings: number
  nothing: boolean
  colleagues: { value: string; name: string; chosen: boolean }[]
  disabled: boolean
}
export const handOverView = view<HandOverPage>('upkeep/hand-over', {
  title: 'Siirrä vastuut: Aino Esimerkki', name: 'Aino Esimerkki', href: '/hallinta/henkilot/1', action: '/hallinta/henkilot/1/luovutus', problems: [{ field: 'saaja', key: 'upkeep.handOver.missing' }],
  errors: { saaja: 'upkeep.handOver.missing' }, teams: ['Asiakaspalveluryhmä'], left: ['Viestintätiimi'], drafts: 2, planned: 1, tasks: 3, onboardings: 1, nothing: false,
  colleagues: [{ value: '2', name: 'Pirkko Esimerkki, Kirjoittaja, Inari', chosen: true }], disabled: false,
})

export interface InHands { teams: string[]; left: string[]; drafts: number; planned: number; tasks: number; onboardings: number }

export function handOverPage({ locale }: Viewer, person: Person, hands: InHands, colleagues: Colleague[], { chosen = '', found = {} }: { chosen?: string; found?: Record<string, string> } = {}): HandOverPage {
  const title = t(locale, 'upkeep.handOver.title', { name: person.name }), shown = formErrors(['saaja'], found), href = `/hallinta/henkilot/${person.id}`
  return {
    ...shown, title: errorTitle(locale, title, shown.problems), name: person.name, href, action: `${href}/luovutus`, ...hands, disabled: person.disabled_at !== null,
    nothing: hands.teams.length + hands.left.length + hands.drafts + hands.planned + hands.tasks + hands.onboardings === 0,
    colleagues: colleagues.map(({ id, name, role, municipality }) => ({ value: String(id), name: `${name}, ${t(locale, ROLE_NAMES[role])}, ${municipality}`, chosen: String(id) === chosen })),
  }
}
