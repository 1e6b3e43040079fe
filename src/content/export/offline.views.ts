import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { MessageKey } from '../../i18n/messages.ts'
import type { Locale } from '../../i18n/locales.ts'
import type { Shell } from '../../platform/views/shell.ts'
import { fragment } from '../../platform/views/view.ts'

export interface OfflineList { title: string; exportedAt: string; total: number; kinds: { name: MessageKey; css: string; rows: { href: string; title: string; lang: string; owner: string; places: string; changed: string }[] }[] }
export interface OfflinePage {
  title: string; lang: string; css: string; kindName: MessageKey; owner: string; places: string; subjects: string; changed: string; checked: string | null; due: string | null
  draft: boolean; languages: { href: string; name: string; code: string; current: boolean }[]; bodyHtml: string; files: { href: string; name: string }[]; address: string; number: number
}

export const offlineList = fragment<OfflineList>('export/parts/list')
export const offlinePage = fragment<OfflinePage>('export/parts/page')

export const offlineShell = (locale: Locale): Shell => ({ locale, theme: '', viewer: null, nav: [], languages: [], flash: null, lowDisk: null, path: '/' })

const CSS = path.resolve(import.meta.dirname, '../../../static/css')
const SHEETS = ['10-tokens', '20-base', '30-parts', '40-pages', '45-prose', '50-states-print']
/** The house style without what it would fetch: an archive opens without a server. */
export function offlineStyle(): string {
  const house = SHEETS.map((name) => readFileSync(path.join(CSS, `${name}.css`), 'utf8')).join('\n')
  return `${house}\n@layer pages { .doc > .main { max-inline-size: 52rem } }\n`.replace(/@font-face\s*\{[^}]*\}/g, '').replace(/@import[^;]*;/g, '').replace(/url\([^)]*\)/g, 'none')
}
