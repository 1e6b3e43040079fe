import { escapeAll } from '../markdown-page.ts'
import type { Locale } from '../../i18n/locales.ts'
import { isMessageKey, t, type Values } from '../../i18n/translate.ts'

interface MailLine { text: string; href: string; detail: string }

/** A line of the inbox in the reader's language; a message that this version no longer knows is left out. */
export const toldInWords = (locale: Locale, { message, detail }: { message: string; detail: string }): string => (isMessageKey(message) ? t(locale, message, JSON.parse(detail) as Values) : '')

/** The same mail as text and as HTML: a greeting, lines with links, and how to end such mails. Every value is escaped. */
export function mailOf(locale: Locale, publicUrl: string, given: { heading: string; lines: MailLine[]; rest: number; listHref: string; unsubscribe: string }): { body: string; html: string } {
  const { heading, lines, rest, unsubscribe } = given, absolute = (href: string) => publicUrl + href
  const more = rest > 0 ? t(locale, 'following.mail.more', { rest }) : '', end = t(locale, 'following.mail.end'), all = t(locale, 'following.mail.all')
  const body = [
    heading, '', ...lines.flatMap(({ text, href, detail }) => [`- ${text}`, ...(detail === '' ? [] : [`  ${detail}`]), `  ${absolute(href)}`, '']), ...(more === '' ? [] : [more, '']),
    `${all}: ${absolute(given.listHref)}`, '', '-- ', `${end}: ${unsubscribe}`, '',
  ].join('\n')
  const link = (href: string, text: string) => `<a href="${escapeAll(href)}">${escapeAll(text)}</a>`
  const html = `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>${escapeAll(heading)}</title></head><body><h1>${escapeAll(heading)}</h1><ul>${
    lines.map(({ text, href, detail }) => `<li>${link(absolute(href), text)}${detail === '' ? '' : `<br>${escapeAll(detail)}`}</li>`).join('')}</ul>${
    more === '' ? '' : `<p>${escapeAll(more)}</p>`}<p>${link(absolute(given.listHref), all)}</p><hr><p><small>${link(unsubscribe, end)}</small></p></body></html>`
  return { body, html }
}
