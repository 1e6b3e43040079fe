import { finnishDay } from '../../i18n/finnish-day.ts'
import type { Locale } from '../../i18n/locales.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import { isMessageKey, t } from '../../i18n/translate.ts'
import { view } from '../../platform/views/view.ts'
import { finnishMinute } from '../edit-finnish-day.ts'
import { sentenceLocale } from '../edit-writing.ts'
import { itemLink, type ItemLink } from '../item-link.ts'
import { EVENT_KINDS, type EventFilters, type FactEvent, type ItemEvent } from './events.queries.ts'

type Target = Omit<ItemLink, 'href' | 'kindName'> & { href: string | null }
interface EventRow extends Target { who: string; act: string; place: string | null; at: string; clock: string; summary: string; summaryLang: string | null; small: boolean }
interface Choice { value: string; label: string; chosen: boolean }
interface EventsPage { title: string; days: { at: string; rows: EventRow[] }[]; kinds: Choice[]; places: Choice[]; newestHref: string | null; olderHref: string | null }
export const eventsView = view<EventsPage>('events/events', {
  title: 'Tapahtumat',
  days: [{ at: '2026-11-25T08:00:00.000Z', rows: [{ href: '/sivu/12', title: 'Library cards', lang: 'en', css: 'ohje', icon: 'guide', who: 'Aino Esimerkki', act: 'muutti', place: 'Inari', at: '2026-11-25T08:00:00.000Z', clock: '10.00', summary: 'Hinta muuttui', summaryLang: 'fi', small: true }] }],
  kinds: [{ value: 'published', label: 'Julkaisut', chosen: true }], places: [{ value: 'inari', label: 'Inari', chosen: true }], newestHref: '/tapahtumat', olderHref: '/tapahtumat?ennen=3',
})

const KIND_WORDS: Record<(typeof EVENT_KINDS)[number], MessageKey> = {
  published: 'events.kind.published', revised: 'events.kind.revised', checked: 'events.kind.checked', supplements: 'events.kind.supplements', facts: 'events.kind.facts',
}

interface Shown { filters: EventFilters; before: number | null; places: { slug: string; name: string }[]; events: (ItemEvent | FactEvent)[]; more: boolean }
export function eventsPage(locale: Locale, { filters, before, places, events, more }: Shown): EventsPage {
  const days = Map.groupBy(events, ({ at }) => finnishDay(new Date(at))), address = (cursor: number | null) => eventsAddress(filters, cursor)
  return {
    title: t(locale, 'events.title'),
    days: [...days.values()].map((ofDay) => ({ at: ofDay[0]!.at, rows: ofDay.map((event) => eventRow(locale, event)) })),
    kinds: EVENT_KINDS.map((value) => ({ value, label: t(locale, KIND_WORDS[value]), chosen: value === filters.kind })),
    places: places.map(({ slug, name }) => ({ value: slug, label: name, chosen: slug === filters.municipality })),
    newestHref: before === null ? null : address(null), olderHref: more ? address(events.at(-1)!.id) : null,
  }
}

function eventRow(locale: Locale, event: ItemEvent | FactEvent): EventRow {
  const { at, actor, erased, action, place, summary, small, lang } = event, word = `log.action.${action}`
  return {
    ...('item' in event ? itemLink(event.item, locale) : factLink(locale, event)), at, clock: clockOf(locale, at), place, summary, small, summaryLang: lang === locale ? null : lang,
    who: actor ?? t(locale, erased ? 'events.erased' : 'events.system'), act: isMessageKey(word) ? t(locale, word) : action,
  }
}

/** A fact that is there no more has its name alone. */
function factLink(locale: Locale, { fact: { name, labels } }: FactEvent): Target {
  const label = labels?.[sentenceLocale(locale)] ?? ''
  return { href: labels === null ? null : `/tiedot/${name}`, title: label === '' ? labels?.fi ?? name : label, lang: locale === 'fi' || label !== '' ? null : 'fi', css: 'tiedosto', icon: 'info' }
}

function eventsAddress({ kind, municipality }: EventFilters, before: number | null): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ teko: kind, kunta: municipality, ennen: before })) if (value !== null) query.set(name, String(value))
  return query.size === 0 ? '/tapahtumat' : `/tapahtumat?${query.toString()}`
}

function clockOf(locale: Locale, iso: string): string {
  const clock = finnishMinute(iso).slice(11)
  return locale === 'en' || locale === 'sv' ? clock : clock.replace(/^0/, '').replace(':', '.')
}
