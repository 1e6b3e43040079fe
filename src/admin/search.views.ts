import { formatDate } from '../i18n/format-date.ts'
import { INTL_TAGS, type Locale } from '../i18n/locales.ts'
import type { MessageKey } from '../i18n/messages.ts'
import { t } from '../i18n/translate.ts'
import { view } from '../platform/views/view.ts'
import type { MeilisearchHealth } from '../search/engines/meilisearch.ts'
import type { EngineHealth } from '../search/search-engine.ts'
import { sizeInWords } from './admin.views.ts'
import type { Rebuild } from './rebuild-search.ts'

interface Fact { name: string; value: string }
interface SearchPage {
  title: string
  trouble: string | null
  groups: { name: string; facts: Fact[] }[]
  refused: { href: string; reason: string }[]
  running: { done: number; all: number; said: string } | null
  ended: string | null
  failed: string | null
}
export const searchView = view<SearchPage>('admin/search', {
  title: 'Haku', trouble: 'connect ECONNREFUSED', groups: [{ name: 'Oma hakemisto', facts: [{ name: 'Sivuja', value: '119' }] }], refused: [{ href: '/sivu/3', reason: 'liian pitkä' }],
  running: { done: 20, all: 119, said: '20 sivua 119 sivusta' }, ended: 'Rakennettu 25.11.2026', failed: 'levy täynnä',
})

interface SearchState { engine: string; dictionary: 'voikko' | 'none'; analyser: string; health: EngineHealth & Partial<MeilisearchHealth>; /** null while the index is being made anew */ bytes: number | null; lag: number; trouble: string | null; rebuild: Rebuild | null }

export function searchPage({ engine, dictionary, analyser, health, bytes, lag, trouble, rebuild }: SearchState, locale: Locale): SearchPage {
  const fact = (key: MessageKey, value: string): Fact => ({ name: t(locale, key), value }), number = (value: number) => value.toLocaleString(INTL_TAGS[locale])
  const own = { name: t(locale, 'admin.ownIndex'), facts: [
    fact('admin.engine', t(locale, engine === 'sqlite' ? 'admin.engineEmbedded' : 'admin.engineBoth')),
    fact('admin.dictionary', t(locale, dictionary === 'voikko' ? 'admin.dictionaryVoikko' : 'admin.dictionaryNone')), fact('admin.analyser', analyser),
    fact('admin.indexed', number(health.items)), fact('admin.sections', number(health.sections)), fact('admin.indexSize', bytes === null ? t(locale, 'admin.unknown') : sizeInWords(locale, bytes)), fact('admin.waiting', number(lag)),
  ] }
  const { meilisearch } = health, groups = [own]
  if (meilisearch) groups.push({ name: 'Meilisearch', facts: [
    fact('admin.version', meilisearch.version ?? t(locale, 'admin.unknown')), fact('admin.sections', meilisearch.documents === null ? t(locale, 'admin.unknown') : number(meilisearch.documents)),
    fact('admin.behind', number(meilisearch.behind)), fact('admin.answered', number(meilisearch.answered)), fact('admin.answeredByOwn', number(meilisearch.answeredByEmbedded)),
    fact('admin.lastError', meilisearch.lastError ?? t(locale, 'admin.noError')),
  ] })
  const running = rebuild && rebuild.endedAt === null ? { done: rebuild.done, all: Math.max(rebuild.all, 1), said: t(locale, 'admin.rebuildProgress', { done: rebuild.done, all: rebuild.all }) } : null
  return {
    title: t(locale, 'admin.searchTitle'), trouble, groups, running,
    refused: (meilisearch?.refused ?? []).map(({ itemId, reason }) => ({ href: `/sivu/${itemId}`, reason })),
    ended: rebuild?.endedAt && rebuild.error === null ? t(locale, 'admin.rebuilt', { at: formatDate(locale, rebuild.endedAt, 'datetime') }) : null,
    failed: rebuild?.error ?? null,
  }
}
