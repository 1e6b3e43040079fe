import { itemAddress, textFor } from '../content/item-link.ts'
import type { ItemFacts } from '../content/items.queries.ts'
import { mayEdit } from '../content/may-edit.ts'
import { roleWord } from '../content/roles.ts'
import type { Locale } from '../i18n/locales.ts'
import type { MessageKey } from '../i18n/messages.ts'
import { t } from '../i18n/translate.ts'
import { leads } from '../people/supervisor.ts'
import { isAtLeast, type Viewer } from '../people/viewer.ts'
import { view } from '../platform/views/view.ts'
import { guideOf, minutesOf, type Guide, type Guides } from './guides.ts'
import { pathAddress } from './onboarding-address.ts'
import { DOERS, isFor, rolesIn, type LocalTask, type OnboardingPath, type PathTask } from './path-definition.ts'
import type { Option } from './start.views.ts'
import { audienceWord, doerKey, doersWord, dueWord, linkedText, timeWord, type TextPart } from './words.ts'

/** What of a path is shown: everything by default. */
interface PathFilter { tekija: '' | (typeof DOERS)[number]; tyo: string; alue: '' | 'saame' | 'muu'; /** slug; '' for one's own, `yhteinen` for what is shared */ kunta: string }

interface Select { name: string; label: MessageKey; options: Option[] }
interface TaskRow {
  title: string
  why: string
  due: string
  doers: string
  required: boolean
  whom: { label: string; lang: string | null } | null
  guide: Guide | null
  /** the link of a guide that is not there */
  broken: string | null
  /** of a local task: the municipality or the library; else '' */
  place: string
}
interface PathPage {
  title: string
  /** language of the path's own texts when it is not the page's */
  lang: string | null
  intro: TextPart[]
  owner: string
  summary: string
  reading: string
  selects: Select[]
  allHref: string | null
  phases: { id: string; title: string; summary: string; tasks: TaskRow[] }[]
  startHref: string | null
  /** her own path, and those whom she is onboarding */
  own: string | null
  followed: string | null
  editHref: string | null
  resultsHref: string
  localHref: string | null
  itemHref: string
  shortAddress: string
  checked: string | null
  printed: string
}

const GUIDE: Guide = { href: '/sivu/12-kortti', title: 'Kirjastokortin antaminen', lang: 'fi', css: 'ohje', icon: 'guide',
  kindName: 'content.kind.guide', minutes: 4, revisionId: 3 }
const ROW: TaskRow = { title: 'Harjoitelkaa lainausta', why: 'Kassalla ei ehdi etsiä.', due: '4. päivänä', doers: 'perehdyttäjä', required: true,
  whom: { label: 'asiakaspalvelu', lang: 'fi' }, guide: GUIDE, broken: 'ASP-99', place: 'Sallan kirjasto' }
export const pathView = view<PathPage>('onboarding/path', {
  title: 'Uuden työntekijän perehdytyspolku', lang: 'fi', intro: [{ text: 'Polku kertoo ', href: null }, { text: 'HEN-01', href: '/laavu/HEN-01' }],
  owner: 'AKE-koordinaattori', summary: '35 tehtävää', reading: '2 t',
  selects: [{ name: 'tekija', label: 'onboarding.filter.doer', options: [{ value: '', label: 'kaikki', chosen: true }] }], allHref: '/perehdytys/polku/1',
  phases: [{ id: 'vaihe-1', title: 'Ensimmäinen viikko', summary: '12 tehtävää', tasks: [ROW] }], startHref: '/perehdytys/polku/1/aloita',
  own: '/perehdytys/oma', followed: '/perehdytys/perehdytettavat', editHref: '/perehdytys/polku/1/muokkaa', resultsHref: '/perehdytys/polku/1/palaute', localHref: '/perehdytys/polku/1/paikalliset', itemHref: '/sivu/1-polku', shortAddress: 'laavu.example/sivu/1',
  checked: '2026-11-25', printed: '2026-11-25',
})

interface Shown { item: ItemFacts; path: OnboardingPath; guides: Guides; filter: PathFilter; links: { own: string | null; followed: string | null }; municipalities: readonly { slug: string; name: string }[]; publicUrl: string; now: string }

export function pathPage(viewer: Viewer, locale: Locale, { item, path, guides, filter, links, municipalities, publicUrl, now }: Shown): PathPage {
  const text = textFor(item.texts, locale, item.language), roles = rolesIn(path)
  const whom = { roles: filter.tyo === '' ? roles : [filter.tyo], sami: filter.alue !== 'muu' }
  const isShown = (task: PathTask) => isFor(task, whom) && (filter.tekija === '' || task.doers.includes(filter.tekija))
  const phases = path.phases.map(({ title, tasks }) => ({ title, tasks: tasks.filter(isShown) })).filter(({ tasks }) => tasks.length > 0)
  const summary = (tasks: PathTask[]) => t(locale, 'onboarding.tasks', { n: tasks.length })
  const all = phases.flatMap(({ tasks }) => tasks), linksOf = (tasks: PathTask[]) => tasks.map(({ link }) => link)
  return {
    title: text?.title ?? '', lang: !text || text.lang === locale ? null : text.lang, intro: linkedText(path.intro), owner: item.owner_team,
    summary: summary(all), reading: timeWord(locale, minutesOf(guides, linksOf(all))),
    selects: [...selects(locale, roles, filter), ...placeSelect(viewer, path, municipalities, filter.kunta)], allHref: filter.tekija + filter.tyo + filter.alue + filter.kunta === '' ? null : pathAddress(item.id),
    phases: phases.map(({ title, tasks }, i) => ({
      id: `vaihe-${i + 1}`, title, summary: [summary(tasks),
        t(locale, 'onboarding.readingTime', { time: timeWord(locale, minutesOf(guides, linksOf(tasks))) })].join(', '),
      tasks: tasks.map((task) => taskRow(locale, task, guides, municipalities)),
    })),
    startHref: leads(viewer) ? `${pathAddress(item.id)}/aloita` : null, ...links,
    resultsHref: `${pathAddress(item.id)}/palaute`,
    editHref: mayEdit(viewer, item) ? `${pathAddress(item.id)}/muokkaa` : null, localHref: isAtLeast(viewer, 'contact') ? `${pathAddress(item.id)}/paikalliset` : null,
    itemHref: itemAddress(item.id, text?.slug ?? 'sivu'), shortAddress: `${publicUrl.replace(/^https?:\/\//, '')}${pathAddress(item.id)}`,
    checked: item.checked_at, printed: now,
  }
}

const taskRow = (locale: Locale, task: PathTask & Partial<LocalTask>, guides: Guides, municipalities: readonly { slug: string; name: string }[]): TaskRow => ({
  title: task.title, why: task.why, due: dueWord(locale, task.dueDays), doers: doersWord(locale, task.doers), required: task.required,
  whom: audienceWord(locale, task.audience), place: task.library || (municipalities.find(({ slug }) => slug === task.municipality)?.name ?? ''), ...guideOf(guides, task.link),
})

/** Whose local tasks are shown; asked only where somebody has some. */
function placeSelect(viewer: Viewer, { local }: OnboardingPath, municipalities: readonly { slug: string; name: string }[], kunta: string): Select[] {
  if (local.length === 0) return []
  const known = municipalities.filter(({ slug }) => slug !== viewer.municipalitySlug && local.some((task) => task.municipality === slug))
  const options = [{ value: '', label: viewer.municipalityName }, ...known.map(({ slug, name }) => ({ value: slug, label: name })), { value: 'yhteinen', label: t(viewer.locale, 'onboarding.filter.shared') }]
  return [{ name: 'kunta', label: 'onboarding.filter.place', options: options.map((option) => ({ ...option, chosen: option.value === kunta })) }]
}

function selects(locale: Locale, roles: string[], { tekija, tyo, alue }: PathFilter): Select[] {
  const all = (key: MessageKey) => ({ value: '', label: t(locale, key) })
  const select = (name: string, label: MessageKey, chosen: string, options: { value: string; label: string }[]): Select =>
    ({ name, label, options: options.map((option) => ({ ...option, chosen: option.value === chosen })) })
  return [
    select('tekija', 'onboarding.filter.doer', tekija,
      [all('onboarding.filter.allDoers'), ...DOERS.map((doer) => ({ value: doer, label: t(locale, doerKey(doer)) }))]),
    select('tyo', 'onboarding.filter.work', tyo, [all('onboarding.filter.allWork'), ...roles.map((role) => ({ value: role, label: roleWord(role, locale).label }))]),
    select('alue', 'onboarding.filter.area', alue, [all('onboarding.filter.allAreas'), { value: 'saame', label: t(locale, 'onboarding.sami') },
      { value: 'muu', label: t(locale, 'onboarding.elsewhere') }]),
  ]
}
