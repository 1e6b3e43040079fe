import { t } from '../i18n/translate.ts'
import { leads } from '../people/supervisor.ts'
import type { Viewer } from '../people/viewer.ts'
import { view } from '../platform/views/view.ts'
import { placeOf } from './day.views.ts'
import { notePage, SAMPLE_NOTES, type NoteItem } from './notes.views.ts'
import type { Note } from './onboarding-writes.queries.ts'
import { partsOf, type Onboarding } from './onboarding.queries.ts'
import { helpersOf, SAMPLE_HELPERS, type Helper } from './people-on-path.ts'
import { FOLLOWED_ADDRESS, OWN_ADDRESS, personalAddress } from './onboarding-address.ts'
import { progress, SAMPLE_PHASES, SAMPLE_TASK, taskItem, type PhaseProgress, type Seen, type TaskItem } from './task-row.ts'
import type { Task } from './tasks.queries.ts'

interface PersonalPage {
  title: string
  pathTitle: string
  pathLang: string | null
  place: string
  start: string
  endedOn: string | null
  own: boolean
  backHref: string
  phases: PhaseProgress[]
  /** the mentor is gone, or was never chosen */
  noMentor: boolean
  sections: { id: string; title: string; lang: string | null; tasks: TaskItem[] }[]
  helpers: Helper[]
  notes: NoteItem[]
  noteAction: string
  pathKey: string
  recordHref: string
  /** null where the viewer may not change the path */
  adjust: { href: string; action: string } | null
  /** '' once she has set her password */
  inviteAction: string
}
export const personalView = view<PersonalPage>('onboarding/personal', {
  title: 'Perehdytys: Aino Esimerkki', pathTitle: 'Uuden työntekijän perehdytyspolku', pathLang: 'fi', place: 'Asiakaspalvelu, Salla',
  start: '2026-11-23', endedOn: '2027-02-28', own: true, backHref: '/perehdytys/oma', phases: SAMPLE_PHASES, noMentor: true,
  sections: [{ id: 'vaihe-1', title: 'Ensimmäinen viikko', lang: 'fi', tasks: [SAMPLE_TASK] }], helpers: SAMPLE_HELPERS, notes: SAMPLE_NOTES,
  noteAction: '/perehdytys/henkilokohtainen/1/viesti', pathKey: '1', recordHref: '/perehdytys/henkilokohtainen/1/tuloste',
  adjust: { href: '/perehdytys/henkilokohtainen/1/muokkaa', action: '/perehdytys/henkilokohtainen/1/paattyminen' }, inviteAction: '/perehdytys/henkilokohtainen/1/kutsu',
})

/** The supervisor changes a path for as long as she may start one. */
export const mayAdjust = (viewer: Viewer, onboarding: Onboarding) => leads(viewer) && onboarding.supervisor?.id === viewer.id

export function personalPage(viewer: Viewer, seen: Seen, tasks: readonly Task[], notes: readonly Note[], signedUp: boolean): PersonalPage {
  const { locale, onboarding, today } = seen, onPath = tasks.filter((task) => task.on_path === 1), own = onboarding.person.id === viewer.id,
    address = personalAddress(onboarding.id)
  const lang = onboarding.language === locale ? null : onboarding.language
  return {
    title: t(locale, 'onboarding.personal.title', { name: onboarding.person.name }), pathTitle: onboarding.path_title, pathLang: lang,
    place: placeOf(locale, onboarding), start: onboarding.start_date, endedOn: onboarding.ended_on,
    own, backHref: own ? OWN_ADDRESS : FOLLOWED_ADDRESS, phases: progress(onPath, today, lang), noMentor: onboarding.mentor === null && onboarding.ended_on === null,
    sections: [...new Set(onPath.map(({ phase }) => phase))].map((title,
      i) => ({ id: `vaihe-${i + 1}`, title, lang, tasks: onPath.filter(({ phase }) => phase === title).map((task) => taskItem(seen, task)) })),
    helpers: helpersOf(onboarding, partsOf(onboarding, viewer)), notes: notePage(notes, viewer), noteAction: `${address}/viesti`, pathKey: String(viewer.id), recordHref: `${address}/tuloste`,
    adjust: mayAdjust(viewer, onboarding) ? { href: `${address}/muokkaa`, action: `${address}/paattyminen` } : null,
    inviteAction: mayAdjust(viewer, onboarding) && onboarding.ended_on === null && !signedUp ? `${address}/kutsu` : '',
  }
}
