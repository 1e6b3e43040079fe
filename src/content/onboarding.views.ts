import { t } from '../i18n/translate.ts'
import type { Viewer } from '../people/viewer.ts'
import { view } from '../platform/views/view.ts'
import { itemLink, type ItemLink } from './item-link.ts'
import { readingMinutes } from './lead-text.ts'
import type { OnboardingItem } from './onboarding.queries.ts'
import { NEW_EMPLOYEE, ROLES, roleWord } from './roles.ts'

interface Reading extends ItemLink { minutes: number }
interface Group { id: string; heading: string; lang: string | null; minutes: number; items: Reading[] }
export interface OnboardingLinks { own: string | null; followed: string | null }
interface OnboardingPage extends OnboardingLinks { title: string; /** '' for who writes nothing */ newPathHref: string; paths: Reading[]; groups: Group[] }

const SAMPLE: Reading = { href: '/sivu/52-tietosuoja', title: 'Tietosuoja ja tietoturva kirjastotyössä', lang: 'fi', css: 'ohje', icon: 'guide', kindName: 'content.kind.guide', minutes: 3 }
export const onboardingView = view<OnboardingPage>('content/onboarding', {
  title: 'Perehdytys', newPathHref: '/perehdytys/polku/uusi', own: '/perehdytys/oma', followed: '/perehdytys/perehdytettavat', paths: [{ ...SAMPLE, title: 'Perehdytyspolku: uusi työntekijä Lapin kirjastossa', css: 'perehdytys', icon: 'path', kindName: 'content.kind.path' }],
  groups: [{ id: 'h-1', heading: 'Lue ensin', lang: 'fi', minutes: 12, items: [SAMPLE] }],
})

const FIRST = 'kaikki'
const ORDER = [FIRST, ...Object.keys(ROLES)]

/** The paths, then what everyone reads first, then a group for each kind of work. An item stands once, in its first group. */
export function onboardingPage({ locale, role }: Pick<Viewer, 'locale' | 'role'>, items: OnboardingItem[], links: OnboardingLinks): OnboardingPage {
  const reading = (item: OnboardingItem): Reading => ({ ...itemLink(item, locale), minutes: readingMinutes(item.sections) })
  const groups = new Map<string, Reading[]>()
  for (const item of items) {
    if (item.kind === 'path') continue
    const others = item.roles.filter((role) => role !== NEW_EMPLOYEE)
    const role = ORDER.find((known) => others.includes(known)) ?? others[0] ?? FIRST
    groups.set(role, [...(groups.get(role) ?? []), reading(item)])
  }
  const place = (role: string) => (ORDER.includes(role) ? ORDER.indexOf(role) : ORDER.length)
  return {
    title: t(locale, 'shell.onboarding'), newPathHref: role === 'reader' ? '' : '/perehdytys/polku/uusi', ...links,
    paths: items.filter((item) => item.kind === 'path').map((item) => ({ ...reading(item), href: `/perehdytys/polku/${item.id}` })),
    groups: [...groups].toSorted(([a], [b]) => place(a) - place(b)).map(([role, readings], i) => {
      const word = role === FIRST ? { label: t(locale, 'content.onboarding.first'), lang: null } : roleWord(role, locale)
      return { id: `h-${i + 1}`, heading: word.label.charAt(0).toUpperCase() + word.label.slice(1), lang: word.lang, minutes: readings.reduce((sum, item) => sum + item.minutes, 0), items: readings }
    }),
  }
}
