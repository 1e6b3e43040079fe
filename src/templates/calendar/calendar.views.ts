import { INTL_TAGS, type Locale } from '../../i18n/locales.ts'
import { t } from '../../i18n/translate.ts'
import { view } from '../../platform/views/view.ts'
import type { MessageLanguage } from '../message-languages.ts'
import { formatDate, formatDateRange } from '../template-dates.ts'
import { addDays, occurrences, type CalendarDay, type DateRange } from './yearly-calendar.ts'

interface DayRow {
  /** of the first time that the day comes: where its work leads */
  id: string | null
  when: string
  name: string
  lang: string | null
  about: string
  note: string | null
  /** the last day on which people should be told; `late` when it has passed */
  tell: string | null
  late: boolean
  template: { href: string; title: string; lang: string | null } | null
  edit: string | null
  /** the work of telling people waits for one of the reader's teams: where it is said to be done */
  told: string | null
}
interface CalendarPage {
  title: string
  months: { name: string; days: DayRow[] }[]
  announced: { name: string; lang: string | null; note: string | null; edit: string | null }[]
  mayEdit: boolean
  /** 'fi' where the calendar's own Finnish words stand on a page in another language */
  finnish: string | null
}

const TEMPLATE = { href: '/viestipohjat/34', title: 'Poikkeusaukiolo juhlapyhänä', lang: 'fi' }
export const calendarView = view<CalendarPage>('templates/calendar', {
  title: 'Vuosikello', finnish: 'fi', announced: [{ name: 'koulujen hiihtoloma', lang: 'fi', note: 'Kysy kunnasta.', edit: '/viestipohjat/vuosikello/2' }], mayEdit: true,
  months: [{ name: 'joulukuu 2026', days: [
    { id: 'paiva-1', when: '6.12.2026', name: 'itsenäisyyspäivä', lang: 'fi', about: 'Suomi, yleensä suljettu', note: 'Tarkista.', tell: '22.11.2026', late: true, template: TEMPLATE, edit: '/viestipohjat/vuosikello/1', told: '/viestipohjat/vuosikello/1/kerrottu' },
  ] }],
})

export interface TemplateLink { href: string; title: string; lang: string | null }
const MONTHS = 8

/** `asked`: the days of whose work someone of the reader's teams is asked, by the number of the day and its date. */
interface Asked { mayEdit: boolean; asked: ReadonlySet<string> }

/** The days of the coming months by their rules, each with the template to use; then those that someone announces each year. */
export function calendarPage(
  locale: Locale, today: string, { days: known, kinds }: { days: readonly { id: number; day: CalendarDay }[]; kinds: Readonly<Record<string, string>> }, templates: ReadonlyMap<string, TemplateLink>, { mayEdit, asked }: Asked,
): CalendarPage {
  const language: MessageLanguage = locale === 'se' ? 'fi' : locale, last = addDays(today, MONTHS * 30), year = Number(today.slice(0, 4))
  const coming = known.flatMap(({ id, day }) => occurrences(day, year).filter(({ start, end }) => end >= today && start <= last).map((range, index) => ({ id, day, range, isFirst: index === 0 })))
    .toSorted((a, b) => a.range.start.localeCompare(b.range.start))
  const rows = coming.map(({ id, day, range, isFirst }) => ({ month: range.start.slice(0, 7), row: dayRow(id, day, range, isFirst) }))
  return {
    title: t(locale, 'templates.calendar'), finnish: locale === 'fi' ? null : 'fi',
    months: [...new Set(rows.map(({ month }) => month))].map((month) => ({
      name: monthName(month), days: rows.filter((row) => row.month === month).map(({ row }) => row),
    })),
    announced: known.filter(({ id, day }) => day.rule.type === 'manual' && !coming.some((one) => one.id === id)).map(({ id, day }) => ({ ...nameOf(day), note: day.note ?? null, edit: editOf(id) })), mayEdit,
  }

  function dayRow(id: number, day: CalendarDay, { start, end }: DateRange, isFirst: boolean): DayRow {
    const tell = day.noticeDaysBefore === undefined ? null : addDays(start, -day.noticeDaysBefore)
    return {
      id: isFirst ? `paiva-${id}` : null, told: asked.has(`${id} ${start}`) ? `/viestipohjat/vuosikello/${id}/kerrottu` : null,
      when: start === end ? formatDate(start, language, 'lyhyt') : formatDateRange(start, end, language, 'lyhyt'), ...nameOf(day),
      about: [kinds[day.kind] ?? day.kind, day.scope, day.closing].filter(Boolean).join(' · '), note: day.note ?? null,
      tell: tell === null ? null : formatDate(tell, language, 'lyhyt'), late: tell !== null && tell < today, template: templates.get(day.template ?? '') ?? null, edit: editOf(id),
    }
  }
  function editOf(id: number) {
    return mayEdit ? `/viestipohjat/vuosikello/${id}` : null
  }
  function nameOf({ names }: CalendarDay) {
    const own = names[locale]
    return { name: own ?? names.fi ?? '', lang: own === undefined ? 'fi' : null }
  }
  function monthName(month: string) {
    // Month names of Northern Sámi are not sourced here.
    const format = new Intl.DateTimeFormat(INTL_TAGS[locale === 'se' ? 'fi' : locale], { month: 'long', year: 'numeric', timeZone: 'UTC' })
    return format.format(new Date(`${month}-01T00:00:00Z`))
  }
}
