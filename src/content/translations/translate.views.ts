import type { MessageKey } from '../../i18n/messages.ts'
import { t } from '../../i18n/translate.ts'
import { errorTitle } from '../../people/form-fields.ts'
import type { Viewer } from '../../people/viewer.ts'
import { view } from '../../platform/views/view.ts'
import type { ShownPart } from '../edit-item.views.ts'
import { textFor } from '../item-link.ts'
import type { ItemFacts } from '../items.queries.ts'
import { languageName } from '../languages.ts'
import { translateAddress } from './follow-languages.ts'
import type { Pair, PairState } from './translation-pairs.ts'

interface ShownPair { index: number; id: string; heading: string; headingLang: string; open: boolean; stateKey: MessageKey; icon: string; css: string; original: string; parts: ShownPart[]; number: number; text: string; asks: boolean; follows: boolean; missing: boolean; gone: boolean; rows: number; theirs: string }
interface TranslatePage {
  title: string
  crumbs: { href: string; label: string; lang: string }[]
  action: string
  lang: string
  originalLang: string
  number: number
  originalNumber: number
  counts: { behind: number; missing: number } | null
  error: MessageKey | null
  conflict: boolean
  lost: boolean
  text: string
  titleOriginal: string
  pairs: ShownPair[]
  summary: string
  keepers: { value: string; name: string; chosen: boolean }[]
  freelyHref: string
}

const STATES: Record<PairState, { key: MessageKey; icon: string; css: string }> = {
  fresh: { key: 'translations.state.fresh', icon: 'check', css: 'ok' }, stale: { key: 'translations.state.stale', icon: 'clock', css: 'late' }, missing: { key: 'translations.state.missing', icon: 'edit', css: 'late' },
  gone: { key: 'translations.state.gone', icon: 'warn', css: 'late' }, own: { key: 'translations.state.own', icon: 'info', css: 'muted' },
}
const SAMPLE_PAIR: ShownPair = {
  index: 0, id: 'osa-0', heading: 'Anna kortti', headingLang: 'fi', open: true, stateKey: 'translations.state.stale', icon: 'clock', css: 'late', original: 'k-anna-kortti', parts: [{ text: 'passi', removed: false, added: true }], number: 3, text: '## Ge kortet',
  asks: true, follows: false, missing: true, gone: true, rows: 12, theirs: '## Ge',
}
export const translateView = view<TranslatePage>('translations/translate', {
  title: 'Käännä: Kirjastokortti (svenska)', crumbs: [{ href: '/sivu/12', label: 'Kirjastokortti', lang: 'fi' }], action: '/sivu/12/kaanna?kieli=sv', lang: 'sv', originalLang: 'fi', number: 2, originalNumber: 5, counts: { behind: 1, missing: 1 }, error: 'content.title.missing',
  conflict: true, lost: true, text: 'Bibliotekskort', titleOriginal: 'Kirjastokortti', pairs: [SAMPLE_PAIR], summary: 'Uppdaterad', keepers: [{ value: '', name: 'Sama', chosen: true }], freelyHref: '/sivu/12/muokkaa?kieli=sv',
})

interface Shown {
  number: number
  originalNumber: number
  title: string
  titleOriginal: string
  pairs: Pair[]
  /** ticked, by place */
  follows: boolean[]
  summary: string
  keeper: string
  teams: { id: number; name: string }[]
  error?: MessageKey | null
  conflict?: { theirs: Map<string | null, string> } | null
  lost?: boolean
}

export function translatePage(viewer: Viewer, item: Pick<ItemFacts, 'id' | 'texts' | 'language' | 'owner_team'> | null, lang: string, shown: Shown): TranslatePage {
  const { locale } = viewer, name = item ? textFor(item.texts, locale, item.language)?.title ?? '' : shown.titleOriginal, title = t(locale, 'translations.heading', { title: name, language: languageName(lang) })
  const { error = null, conflict = null, lost = false } = shown, count = (state: PairState) => shown.pairs.filter((pair) => pair.state === state).length
  return {
    title: errorTitle(locale, title, error ? [error] : []), crumbs: item && !lost ? [{ href: `/sivu/${item.id}?kieli=${lang}`, label: name, lang: item.language }] : [], action: item ? translateAddress(item.id, lang) : '', lang, originalLang: item?.language ?? 'fi',
    number: shown.number, originalNumber: shown.originalNumber, counts: lost ? null : { behind: count('stale') + count('gone'), missing: count('missing') }, error, conflict: conflict !== null, lost, text: shown.title, titleOriginal: shown.titleOriginal, summary: shown.summary,
    keepers: shown.teams.length > 0 && item ? [{ value: '', name: t(locale, 'translations.keeperSame', { team: item.owner_team }), chosen: shown.keeper === '' }, ...shown.teams.map(({ id, name: team }) => ({ value: String(id), name: team, chosen: String(id) === shown.keeper }))] : [],
    freelyHref: item && !lost && shown.number > 0 ? `/sivu/${item.id}/muokkaa?kieli=${lang}` : '',
    pairs: shown.pairs.map((pair, index) => shownPair(viewer, pair, index, { lang, originalLang: item?.language ?? 'fi', follows: shown.follows[index] ?? false, theirs: conflict?.theirs.get(pair.original) ?? '', lost })),
  }
}

function shownPair(viewer: Viewer, pair: Pair, index: number, { lang, originalLang, follows, theirs, lost }: { lang: string; originalLang: string; follows: boolean; theirs: string; lost: boolean }): ShownPair {
  const { key, icon, css } = STATES[pair.state], whole = pair.parts.filter(({ removed }) => !removed).map(({ text }) => text).join('') || pair.text
  const isStart = pair.original === '', hasOriginal = pair.parts.length > 0
  return {
    index, id: pair.anchor === null || pair.anchor === '' ? `osa-${index}-kohta` : `kaanna-${pair.anchor}`, heading: isStart ? t(viewer.locale, 'translations.start') : whole.split('\n')[0]!.replace(/^#+\s*/, ''), headingLang: isStart ? viewer.locale : hasOriginal ? originalLang : lang,
    open: lost || pair.state === 'stale' || pair.state === 'missing' || pair.state === 'gone' || theirs !== '', stateKey: key, icon, css, original: pair.original ?? '-', parts: pair.parts, number: pair.followedNumber, text: pair.text,
    asks: pair.state === 'stale', follows, missing: pair.state === 'missing', gone: pair.state === 'gone', rows: Math.min(30, Math.max(6, pair.text.split('\n').length + 3, whole.split('\n').length + 1)), theirs,
  }
}
