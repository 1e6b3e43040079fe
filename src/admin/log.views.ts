import type { Locale } from '../i18n/locales.ts'
import { isMessageKey, t } from '../i18n/translate.ts'
import type { ChainState } from '../platform/changes/check-chain.ts'
import { view } from '../platform/views/view.ts'
import type { LogRow } from './log.queries.ts'

interface Choice { value: string; label: string; chosen: boolean }
interface LogPage {
  title: string
  rows: { at: string; actor: string; action: string; subject: string; href: string | null; refused: boolean; origin: string; detail: string }[]
  actions: Choice[]
  people: Choice[]
  subjects: Choice[]
  results: Choice[]
  item: string
  from: string
  until: string
  olderHref: string | null
  csvHref: string
  checkHref: string
  chain: { ok: boolean; said: string; last: string } | null
  reads: { at: string; name: string; href: string; channel: string }[]
}
export const logView = view<LogPage>('admin/log', {
  title: 'Muutosloki', rows: [{ at: '2026-11-25T08:00:00.000Z', actor: 'Aino Esimerkki', action: 'julkaisi', subject: 'sivu 12', href: '/sivu/12', refused: true, origin: '10.0.0.7', detail: '{"lang":"fi"}' }],
  actions: [{ value: 'published', label: 'julkaisi', chosen: true }], people: [{ value: '1', label: 'Aino Esimerkki', chosen: false }], subjects: [{ value: 'item', label: 'sivu', chosen: false }],
  results: [{ value: 'done', label: 'tehty', chosen: false }], item: '12', from: '2026-11-01', until: '2026-11-25', olderHref: '/hallinta/loki?ennen=100', csvHref: '/hallinta/loki.csv', checkHref: '/hallinta/loki?tarkista=1',
  chain: { ok: true, said: 'Ketju on ehjä', last: 'abc' }, reads: [{ at: '2026-11-25T08:00:00.000Z', name: 'Aino Esimerkki', href: '/sivu/12', channel: 'sivu' }],
})

interface Shown {
  query: Record<string, string | number | undefined>
  rows: LogRow[]
  more: boolean
  choices: { actions: string[]; subjects: string[]; people: { id: number; name: string }[] }
  reads: { at: string; name: string | null; item_id: number; channel: string }[]
  chain: ChainState | null
}
export function logPage(locale: Locale, { query, rows, more, choices, reads, chain }: Shown): LogPage {
  const choose = (values: string[], asked: string | number | undefined, label: (value: string) => string): Choice[] => values.map((value) => ({ value, label: label(value), chosen: value === String(asked ?? '') }))
  const { ennen: _before, tarkista: _check, ...filters } = query
  return {
    title: t(locale, 'log.title'),
    rows: rows.map((row) => ({
      at: row.at, actor: row.actor ?? (row.actor_id === null ? t(locale, 'log.system') : t(locale, 'log.erased', { id: row.actor_id })), action: actionWord(locale, row.action),
      subject: `${subjectWord(locale, row.subject_type)}${row.subject_id === null ? '' : ` ${row.subject_id}`}`,
      href: row.subject_id === null ? null : row.subject_type === 'item' ? `/sivu/${row.subject_id}` : row.subject_type === 'person' ? `/hallinta/henkilot/${row.subject_id}` : null,
      refused: row.result === 'refused', origin: row.origin, detail: row.detail === '{}' ? '' : row.detail,
    })),
    actions: choose(choices.actions, filters['teko'], (value) => actionWord(locale, value)).toSorted((a, b) => a.label.localeCompare(b.label, locale)),
    people: choices.people.map(({ id, name }) => ({ value: String(id), label: name, chosen: String(id) === String(filters['kuka'] ?? '') })),
    subjects: choose(choices.subjects, filters['kohde'], (value) => subjectWord(locale, value)),
    results: choose(['done', 'refused'], filters['tulos'], (value) => t(locale, value === 'done' ? 'log.done' : 'log.refused')),
    item: String(filters['sivu'] ?? ''), from: String(filters['alkaen'] ?? ''), until: String(filters['asti'] ?? ''),
    olderHref: more ? address('/hallinta/loki', { ...filters, ennen: rows.at(-1)!.id }) : null, csvHref: address('/hallinta/loki.csv', filters), checkHref: address('/hallinta/loki', { ...filters, tarkista: '1' }),
    chain: chain && { ok: chain.brokenAt === null, last: chain.last, said: chain.brokenAt === null ? t(locale, 'log.chainWhole', { links: chain.links }) : t(locale, 'log.chainBroken', { id: chain.brokenAt }) },
    reads: reads.map(({ at, name, item_id, channel }) => ({ at, name: name ?? t(locale, 'log.system'), href: `/sivu/${item_id}`, channel })),
  }
}

const actionWord = (locale: Locale, action: string) => word(locale, `log.action.${action}`, action)
const subjectWord = (locale: Locale, subject: string) => word(locale, `log.subject.${subject}`, subject)
const word = (locale: Locale, key: string, otherwise: string) => (isMessageKey(key) ? t(locale, key) : otherwise)

function address(path: string, query: Record<string, string | number | undefined>) {
  const words = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, String(value)] as [string, string]]))).toString()
  return words === '' ? path : `${path}?${words}`
}
