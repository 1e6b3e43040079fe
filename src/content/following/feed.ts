import { createHash } from 'node:crypto'
import type { Locale } from '../../i18n/locales.ts'
import { t } from '../../i18n/translate.ts'
import { escapeAll } from '../markdown-page.ts'
import type { DigestRow } from './digest.queries.ts'

/** XML has no way to write most controls: one of them in a title would make the whole feed unreadable. */
const inXml = (text: string) => escapeAll(text.replace(/[^\t\n\r\P{Cc}]|[\uFFFE\uFFFF]/gu, ' '))

/** An Atom feed (RFC 4287) of what someone follows. */
export function feedOf(locale: Locale, publicUrl: string, address: string, updated: string, rows: readonly DigestRow[]): string {
  const id = `urn:laavu:${createHash('sha256').update(publicUrl).digest('hex').slice(0, 16)}`
  const entries = rows.map((row) => `<entry><id>${id}:${row.itemId}:${Date.parse(row.at)}</id><title>${inXml(row.title)}</title><updated>${row.at}</updated><link href="${escapeAll(publicUrl + row.href)}"/><author><name>${inXml(row.owner)}</name></author><summary${row.summaryLang === null ? '' : ` xml:lang="${row.summaryLang}"`}>${inXml(row.summary)}</summary></entry>`)
  return `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}"><id>${id}</id><title>${escapeAll(t(locale, 'following.feed'))}</title><updated>${updated}</updated><link rel="self" href="${escapeAll(publicUrl + address)}"/>${entries.join('')}</feed>\n`
}
