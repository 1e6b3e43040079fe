import { textFor } from '../../content/item-link.ts'
import type { ItemFacts } from '../../content/items.queries.ts'
import { ROLES, roleWord } from '../../content/roles.ts'
import type { Locale } from '../../i18n/locales.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import { t } from '../../i18n/translate.ts'
import { errorTitle, formErrors, type Errors, type Problem } from '../../people/form-fields.ts'
import { typedText } from '../../platform/http/parse.ts'
import { view } from '../../platform/views/view.ts'
import { typedTexts } from '../onboarding-form.ts'
import { DOERS, type Doer, type LocalTask, type OnboardingPath, type PathTask } from '../path-definition.ts'
import type { Option } from '../start.views.ts'
import { doerKey } from '../words.ts'
import { audienceValue } from './task-fields.ts'

const FIELDS = ['tehtava', 'miksi', 'vaihe', 'tekija', 'paiva', 'ohje', 'muutos'] as const
interface TaskPage {
  title: string
  heading: string
  backHref: string
  backLabel: string
  lang: string | null
  action: string
  number: number
  problems: Problem[]
  errors: Errors<(typeof FIELDS)[number]>
  task: { title: string; why: string; days: string; guide: string; required: boolean; change: string }
  phases: Option[]
  doers: { value: Doer; key: MessageKey; chosen: boolean }[]
  audiences: Option[]
  /** of a local task: where, what it stands in for, and how it was when the form was opened; null for a shared one */
  local: { place: string; libraries: Option[]; shared: Option[]; before: string } | null
}
const OPTION: Option = { value: 'a', label: 'Ensimmäinen viikko', chosen: true }
export const taskView = view<TaskPage>('onboarding/task', {
  title: 'Virhe: Tehtävä', heading: 'Tehtävä', backHref: '/perehdytys/polku/1/muokkaa', backLabel: 'Uuden työntekijän polku', lang: 'fi', action: '/perehdytys/polku/1/tehtava/V1', number: 3,
  problems: [{ field: 'tehtava', key: 'onboarding.form.taskMissing' }],
  errors: { tehtava: 'onboarding.form.taskMissing', miksi: 'onboarding.form.textLong', vaihe: null, tekija: 'onboarding.form.doerMissing', paiva: 'onboarding.form.daysBad', ohje: 'onboarding.form.guideBad', muutos: 'onboarding.form.textLong' },
  task: { title: 'Lue ohje', why: 'Siksi.', days: '2', guide: 'ASP-01', required: true, change: 'Korjattiin' }, phases: [OPTION], doers: [{ value: 'employee', key: 'onboarding.doer.employee', chosen: true }],
  audiences: [OPTION], local: { place: 'Salla', libraries: [OPTION], shared: [OPTION], before: '{}' },
})

export interface TypedTask { tehtava: string; miksi: string; vaihe: string; tekija: readonly string[]; paiva: string; ohje: string; pakollinen: boolean; koskee: string; muutos: string; kirjasto: string; korvaa: string; ennen: string }
export const NEW_TASK: TypedTask = { tehtava: '', miksi: '', vaihe: '', tekija: ['employee'], paiva: '0', ohje: '', pakollinen: true, koskee: '', muutos: '', kirjasto: '', korvaa: '', ennen: '' }
export const typedOf = (task: PathTask & Partial<LocalTask>, phase: string): TypedTask => ({
  tehtava: task.title, miksi: task.why, vaihe: phase, tekija: task.doers, paiva: String(task.dueDays), ohje: task.link ?? '', pakollinen: task.required, koskee: audienceValue(task.audience), muutos: '',
  kirjasto: task.library ?? '', korvaa: task.replaces ?? '', ennen: stampOf(task),
})
/** How a local task was: two people of a municipality who change the same one do not overwrite each other. */
export const stampOf = (task: PathTask | undefined) => (task === undefined ? '' : JSON.stringify(task).slice(0, 4000))
export function typedTask(body: unknown): TypedTask {
  const text = (name: string) => typedText(body, name)
  return { tehtava: text('tehtava'), miksi: text('miksi'), vaihe: text('vaihe'), tekija: typedTexts(body, 'tekija'), paiva: text('paiva'), ohje: text('ohje'), pakollinen: text('pakollinen') === '1',
    koskee: text('koskee'), muutos: text('muutos'), kirjasto: text('kirjasto'), korvaa: text('korvaa'), ennen: text('ennen') }
}

interface Shown { item: ItemFacts; path: OnboardingPath; action: string; backHref: string; number: number; local: { place: string; libraries: readonly { name: string }[] } | null }
export function taskPage(locale: Locale, { item, path, action, backHref, number, local }: Shown, typed: TypedTask, found: Record<string, string> = {}): TaskPage {
  const { errors, problems } = formErrors(FIELDS, found), heading = t(locale, local ? 'onboarding.local.task' : 'onboarding.editPath.task')
  const options = (rows: readonly { value: string; label: string }[], chosen: string): Option[] => rows.map((row) => ({ ...row, chosen: row.value === chosen }))
  const none = (key: MessageKey) => ({ value: '', label: t(locale, key) })
  return {
    title: errorTitle(locale, heading, problems), heading, backHref, backLabel: textFor(item.texts, locale, item.language)?.title ?? '',
    lang: item.language === locale ? null : item.language, action, number, problems, errors,
    task: { title: typed.tehtava, why: typed.miksi, days: typed.paiva, guide: typed.ohje, required: typed.pakollinen, change: typed.muutos },
    phases: options(path.phases.map(({ title }) => ({ value: title, label: title })), typed.vaihe), doers: DOERS.map((doer) => ({ value: doer, key: doerKey(doer), chosen: typed.tekija.includes(doer) })),
    audiences: options([none('onboarding.editPath.everyone'), { value: 'saame', label: t(locale, 'onboarding.sami') },
      ...Object.keys(ROLES).filter((role) => role !== 'kaikki' && role !== 'uusi työntekijä').map((role) => ({ value: role, label: roleWord(role, locale).label }))], typed.koskee),
    local: local && { place: local.place, before: typed.ennen, libraries: options([none('onboarding.local.allLibraries'), ...local.libraries.map(({ name }) => ({ value: name, label: name }))], typed.kirjasto),
      shared: options([none('onboarding.local.replacesNone'), ...path.phases.flatMap(({ tasks }) => tasks.map(({ id, title }) => ({ value: id, label: title })))], typed.korvaa) },
  }
}
