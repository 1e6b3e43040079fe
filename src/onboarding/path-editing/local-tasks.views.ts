import { textFor } from '../../content/item-link.ts'
import type { ItemFacts } from '../../content/items.queries.ts'
import { t } from '../../i18n/translate.ts'
import type { Viewer } from '../../people/viewer.ts'
import { view } from '../../platform/views/view.ts'
import { pathAddress } from '../onboarding-address.ts'
import type { OnboardingPath } from '../path-definition.ts'
import { doersWord, dueWord } from '../words.ts'

interface LocalPage {
  title: string
  place: string
  pathHref: string
  pathTitle: string
  lang: string | null
  addHref: string
  action: string
  tasks: { id: string; title: string; href: string; phase: string; due: string; doers: string; library: string; replaces: string }[]
}
export const localView = view<LocalPage>('onboarding/local-tasks', {
  title: 'Paikalliset tehtävät', place: 'Salla', pathHref: '/perehdytys/polku/1', pathTitle: 'Uuden työntekijän polku', lang: 'fi', addHref: '/perehdytys/polku/1/paikallinen/uusi', action: '/perehdytys/polku/1/paikalliset',
  tasks: [{ id: 'P1', title: 'Hae avain kunnantalolta', href: '/perehdytys/polku/1/paikallinen/P1', phase: 'Ensimmäinen viikko', due: '1. päivänä', doers: 'uusi työntekijä', library: 'Sallan kirjasto', replaces: 'Varaa avaimet' }],
})

export function localPage({ locale, municipalitySlug, municipalityName }: Viewer, item: ItemFacts, path: OnboardingPath): LocalPage {
  const address = pathAddress(item.id), shared = new Map(path.phases.flatMap(({ tasks }) => tasks.map(({ id, title }) => [id, title] as const)))
  return {
    title: t(locale, 'onboarding.local.title'), place: municipalityName, pathHref: address, pathTitle: textFor(item.texts, locale, item.language)?.title ?? '', lang: item.language === locale ? null : item.language,
    addHref: `${address}/paikallinen/uusi`, action: `${address}/paikalliset`,
    tasks: path.local.filter(({ municipality }) => municipality === municipalitySlug).map((task) => ({ id: task.id, title: task.title, href: `${address}/paikallinen/${encodeURIComponent(task.id)}`, phase: task.phase,
      due: dueWord(locale, task.dueDays), doers: doersWord(locale, task.doers), library: task.library, replaces: shared.get(task.replaces) ?? '' })),
  }
}
