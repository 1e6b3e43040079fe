import { textFor } from '../../content/item-link.ts'
import type { ItemFacts } from '../../content/items.queries.ts'
import { t } from '../../i18n/translate.ts'
import { isAtLeast, type Viewer } from '../../people/viewer.ts'
import { view } from '../../platform/views/view.ts'
import { guideOf, type Guide, type Guides } from '../guides.ts'
import { pathAddress } from '../onboarding-address.ts'
import type { OnboardingPath } from '../path-definition.ts'
import { doersWord, dueWord } from '../words.ts'

interface EditPathPage {
  title: string
  pathHref: string
  pathTitle: string
  lang: string | null
  action: string
  number: number
  intro: string
  draft: boolean
  historyHref: string
  /** null for who is no contact person */
  localHref: string | null
  phases: { id: string; title: string; addHref: string; empty: boolean; tasks: { id: string; title: string; href: string; due: string; doers: string; first: boolean; last: boolean; guide: Guide | null; broken: string | null }[] }[]
}
export const editPathView = view<EditPathPage>('onboarding/edit-path', {
  title: 'Muokkaa polkua', pathHref: '/perehdytys/polku/1', pathTitle: 'Uuden työntekijän polku', lang: 'fi', action: '/perehdytys/polku/1/muokkaa', number: 3, intro: 'Polku kertoo', draft: true,
  historyHref: '/sivu/1/historia', localHref: '/perehdytys/polku/1/paikalliset',
  phases: [{ id: 'vaihe-1', title: 'Ensimmäinen viikko', addHref: '/perehdytys/polku/1/tehtava/uusi?vaihe=a', empty: true, tasks: [{ id: 'V1', title: 'Lue ohje', href: '/perehdytys/polku/1/tehtava/V1', due: '1. päivänä',
    doers: 'uusi työntekijä', first: true, last: true, guide: { href: '/sivu/12', title: 'Kortti', lang: 'fi', css: 'ohje', icon: 'guide', kindName: 'content.kind.guide', minutes: 3, revisionId: 3 }, broken: 'ASP-99' }] }],
})

export function editPathPage(viewer: Viewer, { item, path, number, guides }: { item: ItemFacts; path: OnboardingPath; number: number; guides: Guides }): EditPathPage {
  const { locale } = viewer, text = textFor(item.texts, locale, item.language), address = pathAddress(item.id)
  return {
    title: t(locale, 'onboarding.editPath.title'), pathHref: address, pathTitle: text?.title ?? '', lang: item.language === locale ? null : item.language, action: `${address}/muokkaa`, number,
    intro: path.intro, draft: item.state === 'draft', historyHref: `/sivu/${item.id}/historia?kieli=${item.language}`, localHref: isAtLeast(viewer, 'contact') ? `${address}/paikalliset` : null,
    phases: path.phases.map(({ title, tasks }, i) => ({
      id: `vaihe-${i + 1}`, title, addHref: `${address}/tehtava/uusi?vaihe=${encodeURIComponent(title)}`, empty: tasks.length === 0,
      tasks: tasks.map((task, at) => ({ id: task.id, title: task.title, href: `${address}/tehtava/${encodeURIComponent(task.id)}`, due: dueWord(locale, task.dueDays), doers: doersWord(locale, task.doers),
        first: at === 0, last: at === tasks.length - 1, ...guideOf(guides, task.link) })),
    })),
  }
}
