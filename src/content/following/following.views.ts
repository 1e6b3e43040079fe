import type { Locale } from '../../i18n/locales.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import { t } from '../../i18n/translate.ts'
import { titled } from '../../people/auth/auth.views.ts'
import { formErrors, type Errors, type Problem } from '../../people/form-fields.ts'
import { view } from '../../platform/views/view.ts'
import { itemLink } from '../item-link.ts'
import type { ItemFacts } from '../items.queries.ts'
import { KINDS } from '../kinds.ts'
import { subjectWord } from '../subject-word.ts'
import type { FollowRow } from './follow-names.ts'
import type { NewsWish } from './following.table.ts'
import type { Follow, Wish } from './following.queries.ts'

const WISHES = { 'at-once': 'following.atOnce', daily: 'following.daily', weekly: 'following.weekly', never: 'following.never' } as const satisfies Record<NewsWish, MessageKey>
const GROUPS = { item: 'following.items', subject: 'following.subjects', kind: 'following.kinds', municipality: 'following.municipalities' } as const satisfies Record<Follow['target'], MessageKey>

interface FollowingPage {
  title: string
  problems: Problem[]
  groups: { name: MessageKey; rows: FollowRow[] }[]
  wishes: { value: string; key: MessageKey; chosen: boolean }[]
  digest: boolean
  quietFrom: string
  quietUntil: string
  errors: Errors<'alkaen' | 'asti'>
  hasFeed: boolean
  feed: string | null
}
export const followingView = view<FollowingPage>('following/following', {
  title: 'Seuranta', problems: [{ field: 'alkaen', key: 'following.clockBad' }], errors: { alkaen: 'following.clockBad', asti: 'following.clockHalf' },
  groups: [{ name: 'following.items', rows: [{ target: 'item', value: '12', name: 'Library cards', lang: 'en', href: '/sivu/12' }] }],
  wishes: [{ value: 'daily', key: 'following.daily', chosen: true }], digest: true, quietFrom: '18:00', quietUntil: '07:00', hasFeed: true, feed: 'https://laavu.example/syote/abc',
})

export function followingPage(locale: Locale, { follows, wish, feed }: { follows: FollowRow[]; wish: Wish; feed: string | null }, found: Record<string, string>): FollowingPage {
  const shown = formErrors(['alkaen', 'asti'], found)
  return {
    ...shown, title: titled(locale, 'following.title', shown.problems),
    groups: (Object.keys(GROUPS) as Follow['target'][]).map((target) => ({ name: GROUPS[target], rows: follows.filter((follow) => follow.target === target) })).filter(({ rows }) => rows.length > 0),
    wishes: (Object.keys(WISHES) as NewsWish[]).map((value) => ({ value, key: WISHES[value], chosen: value === wish.news })),
    digest: wish.digest === 1, quietFrom: wish.quiet_from, quietUntil: wish.quiet_until, hasFeed: wish.feed_hash !== null, feed,
  }
}

interface Choice { value: string; label: string; lang: string | null; chosen: boolean }
interface ChoicePage { title: string; itemTitle: string; itemLang: string | null; itemHref: string; action: string; choices: Choice[] }
export const choiceView = view<ChoicePage>('following/choice', {
  title: 'Seuraa muutoksia', itemTitle: 'Library cards', itemLang: 'en', itemHref: '/sivu/12', action: '/seuranta/sivu/12', choices: [{ value: 'item:12', label: 'Tätä sivua', lang: 'fi', chosen: true }],
})

/** What can be followed from an item's page. */
export const ownChoices = (item: ItemFacts): Follow[] => [
  { target: 'item', value: String(item.id) }, ...item.subjects.map(({ slug }) => ({ target: 'subject' as const, value: slug })), { target: 'kind', value: item.kind },
  ...(item.network_wide === 1 ? [] : item.municipalities.map(({ slug }) => ({ target: 'municipality' as const, value: slug }))),
]

export function choicePage(locale: Locale, item: ItemFacts, follows: Follow[]): ChoicePage {
  const link = itemLink(item, locale), isFollowed = ({ target, value }: Follow) => follows.some((follow) => follow.target === target && follow.value === value)
  const nameOf = ({ target, value }: Follow): { label: string; lang: string | null } => {
    if (target === 'item') return { label: t(locale, 'following.thisPage'), lang: null }
    if (target === 'kind') return { label: t(locale, 'following.allOfKind', { kind: t(locale, KINDS[item.kind].many) }), lang: null }
    if (target === 'municipality') return { label: t(locale, 'following.ofPlace', { place: item.municipalities.find(({ slug }) => slug === value)!.name }), lang: null }
    const word = subjectWord(item.subjects.find(({ slug }) => slug === value)!, locale)
    return { label: t(locale, 'following.aboutSubject', { subject: word.label }), lang: null }
  }
  return {
    title: t(locale, 'following.follow'), itemTitle: link.title, itemLang: link.lang, itemHref: link.href, action: `/seuranta/sivu/${item.id}`,
    choices: ownChoices(item).map((choice) => ({ value: `${choice.target}:${choice.value}`, ...nameOf(choice), chosen: isFollowed(choice) })),
  }
}
