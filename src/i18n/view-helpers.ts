import type { Shell } from '../platform/views/shell.ts'
import { escapeHtml, helper, safeHtml } from '../platform/views/view.ts'
import { formatDate, type DateStyle } from './format-date.ts'
import type { Locale } from './locales.ts'
import type { MessageKey } from './messages.ts'
import { languageOf, t, type Values } from './translate.ts'

const localeOf = (options: { data: { shell: Shell } }) => options.data.shell.locale as Locale

/** {{t "key" n=3}}: a text; marked as Finnish where it stands in for Northern Sámi. Not for attributes and <title>: use {{ta}} there. */
helper('t', (key: MessageKey, options: any) => {
  const locale = localeOf(options), text = escapeHtml(t(locale, key, options.hash as Values)), said = languageOf(locale, key)
  return safeHtml(said === locale ? text : `<span lang="${said}">${text}</span>`)
})
helper('ta', (key: MessageKey, options: any) => t(localeOf(options), key, options.hash as Values))

/** {{time iso "date"}}: a moment as <time>, in the viewer's language. */
helper('time', (iso: string, style: DateStyle, options: any) =>
  safeHtml(`<time datetime="${escapeHtml(iso)}">${escapeHtml(formatDate(localeOf(options), iso, style))}</time>`))

/** {{alternates}}: the same page in other languages, for the head. */
helper('alternates', (options: { data: { shell: Shell } }) =>
  safeHtml((options.data.shell.alternates ?? []).map(({ lang, href }) => `\n<link rel="alternate" hreflang="${escapeHtml(lang)}" href="${escapeHtml(href)}">`).join('')))
