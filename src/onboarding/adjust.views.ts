import type { Locale } from '../i18n/locales.ts'
import type { MessageKey } from '../i18n/messages.ts'
import { t } from '../i18n/translate.ts'
import { errorTitle, formErrors, type Errors, type Problem } from '../people/form-fields.ts'
import { view } from '../platform/views/view.ts'
import type { Choices } from './onboarding-form.ts'
import type { Onboarding } from './onboarding.queries.ts'
import { DOERS, type Doer } from './path-definition.ts'
import { personalAddress } from './onboarding-address.ts'
import { FACT_FIELDS, factFields, PERSON_FIELDS, SAMPLE_FACTS, type FactFields, type Option, type TypedFacts } from './start.views.ts'
import type { Task } from './tasks.queries.ts'
import { doersOf } from './tick-task.ts'
import { doerKey, doersWord } from './words.ts'

const TASK_FIELDS = ['tehtava', 'miksi', 'vaihe', 'tekija', 'pvm'] as const
interface Choice { id: number; title: string; due: string; doers: string; onPath: boolean; done: boolean }
interface AdjustPage extends FactFields {
  title: string
  name: string
  backHref: string
  lang: string | null
  problems: Problem[]
  taskErrors: Errors<(typeof TASK_FIELDS)[number]>
  phases: { id: string; title: string; tasks: Choice[] }[]
  newTask: { title: string; why: string; due: string; phases: Option[]; doers: { value: Doer; key: MessageKey; chosen: boolean }[] }
}
export const adjustView = view<AdjustPage>('onboarding/adjust', {
  ...SAMPLE_FACTS, title: 'Virhe: Muokkaa polkua', name: 'Aino Esimerkki', backHref: '/perehdytys/henkilokohtainen/1', lang: 'fi',
  problems: [{ field: 'alku', key: 'onboarding.form.dateBad' }],
  taskErrors: { tehtava: 'onboarding.form.taskMissing', miksi: 'onboarding.form.textLong', vaihe: null, tekija: 'onboarding.form.doerMissing',
    pvm: 'onboarding.form.dateBad' },
  phases: [{ id: 'vaihe-1', title: 'Ensimmäinen viikko',
    tasks: [{ id: 7, title: 'Lue ohje', due: '2026-11-25', doers: 'uusi työntekijä', onPath: true, done: true }] }],
  newTask: { title: 'Käy kunnan tulotilaisuudessa', why: '', due: '2026-12-01', phases: [{ value: 'a', label: 'Ensimmäinen viikko', chosen: true }],
    doers: [{ value: 'employee', key: 'onboarding.doer.employee', chosen: true }] },
})

export interface TypedTask { tehtava: string; miksi: string; vaihe: string; tekija: readonly string[]; pvm: string }
export const NO_TASK: TypedTask = { tehtava: '', miksi: '', vaihe: '', tekija: ['employee'], pvm: '' }
export const factsOf = ({ start_date, library_id, mentor, buddy }: Onboarding): TypedFacts => ({ alku: start_date,
  kirjasto: String(library_id ?? ''), perehdyttaja: String(mentor?.id ?? ''), kaveri: buddy })

interface Adjusting { onboarding: Onboarding; tasks: readonly Task[]; choices: Choices }
export function adjustPage(locale: Locale, { onboarding, tasks, choices }: Adjusting, facts: TypedFacts, task: TypedTask,
  found: Record<string, string> = {}): AdjustPage {
  const heading = t(locale, 'onboarding.adjust.title'), { problems } = formErrors([...FACT_FIELDS, ...TASK_FIELDS], found),
    phases = [...new Set(tasks.map(({ phase }) => phase))]
  return {
    ...factFields(facts, choices, choices.people.filter(({ id }) => id !== onboarding.person.id), 'onboarding.form.noLibrary'),
    errors: formErrors([...PERSON_FIELDS, ...FACT_FIELDS], found).errors, taskErrors: formErrors(TASK_FIELDS, found).errors, problems,
    title: errorTitle(locale, heading, problems), name: onboarding.person.name,
    backHref: personalAddress(onboarding.id), lang: onboarding.language === locale ? null : onboarding.language,
    phases: phases.map((title, i) => ({
      id: `vaihe-${i + 1}`, title,
      tasks: tasks.filter(({ phase }) => phase === title).map((one) => ({ id: one.id, title: one.title, due: one.due_date,
        doers: doersWord(locale, doersOf(one)), onPath: one.on_path === 1, done: one.done_on !== null })),
    })),
    newTask: { title: task.tehtava, why: task.miksi, due: task.pvm,
      phases: phases.map((title) => ({ value: title, label: title, chosen: title === task.vaihe })),
      doers: DOERS.map((value) => ({ value, key: doerKey(value), chosen: task.tekija.includes(value) })) },
  }
}
