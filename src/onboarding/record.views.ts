import { t } from '../i18n/translate.ts'
import { view } from '../platform/views/view.ts'
import { placeOf } from './day.views.ts'
import type { Onboarding } from './onboarding.queries.ts'
import type { Locale } from '../i18n/locales.ts'
import { personalAddress } from './onboarding-address.ts'
import type { Earlier, Task } from './tasks.queries.ts'
import { doersOf, needsSignature } from './tick-task.ts'
import { doersWord } from './words.ts'

interface RecordRow { title: string; due: string; doers: string; required: boolean; done: { on: string; by: string } | null; signed: { on: string; by: string } | null; signature: boolean; /** from before its guide changed */ earlier: { on: string; by: string; signedOn: string | null; signedBy: string }[] }
interface RecordPage {
  title: string
  name: string
  pathTitle: string
  lang: string | null
  place: string
  start: string
  endedOn: string | null
  mentor: string
  supervisor: string
  done: number
  total: number
  phases: { title: string; rows: RecordRow[] }[]
  backHref: string
  printed: string
}
const MARK = { on: '2026-11-25', by: 'Aino Esimerkki' }
export const recordView = view<RecordPage>('onboarding/record', {
  title: 'Perehdytyksen seurantalomake', name: 'Aino Esimerkki', pathTitle: 'Uuden työntekijän perehdytyspolku', lang: 'fi', place: 'Asiakaspalvelu, Salla',
  start: '2026-11-23', endedOn: '2027-02-28', mentor: 'Pirkko Esimerkki', supervisor: 'Matti Esimerkki',
  done: 12, total: 35, backHref: '/perehdytys/henkilokohtainen/1', printed: '2026-11-25',
  phases: [{ title: 'Ensimmäinen viikko',
    rows: [{ title: 'Lue ohje', due: '2026-11-25', doers: 'uusi työntekijä', required: true, done: MARK, signed: MARK, signature: true, earlier: [{ on: '2026-11-20', by: 'Aino Esimerkki', signedOn: '2026-11-21', signedBy: 'Pirkko Esimerkki' }] }] }],
})

/** The record as a paper: every task with its days, and lines to sign. */
export function recordPage(locale: Locale, onboarding: Onboarding, tasks: readonly Task[], earlier: readonly Earlier[], today: string): RecordPage {
  const onPath = tasks.filter((task) => task.on_path === 1)
  return {
    title: t(locale, 'onboarding.record.title'), name: onboarding.person.name, pathTitle: onboarding.path_title,
    lang: onboarding.language === locale ? null : onboarding.language, place: placeOf(locale, onboarding),
    start: onboarding.start_date, endedOn: onboarding.ended_on, mentor: onboarding.mentor?.name ?? '', supervisor: onboarding.supervisor?.name ?? '',
    done: onPath.filter((task) => task.done_on !== null).length, total: onPath.length,
    phases: [...new Set(onPath.map(({ phase }) => phase))].map((title) => ({ title,
      rows: onPath.filter(({ phase }) => phase === title).map((task) => recordRow(locale, task, earlier)) })),
    backHref: personalAddress(onboarding.id), printed: today,
  }
}

const mark = (on: string | null, by: string | null) => (on === null ? null : { on, by: by ?? '' })
const recordRow = (locale: Locale, task: Task, earlier: readonly Earlier[]): RecordRow => ({
  title: task.title, due: task.due_date, doers: doersWord(locale, doersOf(task)), required: task.required === 1,
  done: mark(task.done_on, task.done_name), signed: mark(task.signed_on, task.signed_name), signature: needsSignature(task),
  earlier: earlier.filter(({ task_id }) => task_id === task.id).map((one) => ({ on: one.done_on, by: one.done_name ?? '', signedOn: one.signed_on, signedBy: one.signed_name ?? '' })),
})
