import { fileSize, fileWord } from '../content/file-words.ts'
import { sizeAddress } from '../content/image-library/text-pictures.ts'
import { FILE_SECTION, fileAddress } from '../content/prepare-text.ts'
import type { Section } from '../content/sections.ts'
import type { StoredFile } from '../files/files.table.ts'
import { isLocale, type Locale } from '../i18n/locales.ts'
import { t } from '../i18n/translate.ts'
import { escapeHtml } from '../platform/views/view.ts'
import type { TextState } from './documents.table.ts'
import type { Part, Reading } from './read/reading.ts'

/** Letters of each part that the page shows: enough to know it by. */
const BEGINNING = 120
const ANCHORS = { page: 'sivu', slide: 'dia', sheet: 'taulukko', part: 'osa' } as const

export interface ShownFile { itemId: number; lang: string; file: Pick<StoredFile, 'id' | 'name' | 'mime' | 'size'>; state: TextState; reading: Reading; preview: Preview | null }
/** The picture of the first page, the smallest there is. */
export interface Preview { width: number; height: number }
export const previewOf = (sizes: Preview[]): Preview | null => sizes[0] ?? null

/** The words of the document's own language; Finnish for those that the interface does not have. */
const wordsOf = (lang: string): Locale => (isLocale(lang) && lang !== 'se' ? lang : 'fi')
const anchorOf = ({ kind, number }: Part) => `${ANCHORS[kind]}-${number}`

/** A page and a slide are known by their number, a sheet and a part by their name. */
function headingOf(part: Part, locale: Locale): string {
  const { kind, number, heading } = part
  if (kind === 'page' || kind === 'slide') return [t(locale, `documents.part.${kind}`, { number }), heading].filter(Boolean).join(': ')
  return heading || t(locale, `documents.part.${kind}`, { number })
}

/** A description with what its file says added: the HTML for the reader, the sections for search. What an earlier file said is replaced. */
export function withFile({ html, sections }: { html: string; sections: Section[] }, shown: ShownFile): { html: string; sections: Section[] } {
  const from = html.indexOf(FILE_SECTION), locale = wordsOf(shown.lang)
  const own = sections.filter(({ anchor }) => anchor === '' || anchor.startsWith('k-'))
  const read = shown.reading.parts.map((part) => ({ anchor: anchorOf(part), heading: headingOf(part, locale), level: 3, text: part.text }))
  return { html: (from < 0 ? html : html.slice(0, from)) + fileHtml(shown, locale), sections: [...own, ...read] }
}

function fileHtml({ itemId, lang, file, state, reading, preview }: ShownFile, locale: Locale): string {
  const address = escapeHtml(fileAddress(file.id, file.name)), language = locale === lang ? '' : ` lang="${locale}"`
  const facts = [fileWord(file), fileSize(file.size, locale), ...(reading.pages === null ? [] : [t(locale, pagesKey(reading), { n: reading.pages })])]
  const parts = reading.parts.map((part) => partHtml(part, locale, file.mime === 'application/pdf' ? address : null)).join('\n')
  return `${FILE_SECTION} aria-labelledby="tiedosto-h"${language}><div class="sec-tools"><h2 id="tiedosto-h">${say(locale, 'documents.file')}</h2></div>
${preview ? `<p class="doc-preview"><img src="${sizeAddress(file.id, preview.width)}" alt="${say(locale, 'documents.firstPage')}" width="${preview.width}" height="${preview.height}" loading="lazy"></p>\n` : ''}<p><a href="${address}" download>${escapeHtml(file.name)}</a> <span class="muted">${escapeHtml(facts.join(', '))}</span></p>
<p class="small">${escapeHtml(t(locale, stateKey(state, file.mime)))} <a href="/tiedostot/${itemId}">${say(locale, 'documents.about')}</a></p>
${parts === '' ? '' : `<p class="small muted">${say(locale, file.mime === 'application/pdf' ? 'documents.pagesHint' : 'documents.partsHint')}</p>\n<ol role="list" class="doc-parts">\n${parts}\n</ol>\n`}</section>`
}

function partHtml(part: Part, locale: Locale, pdf: string | null): string {
  const beginning = beginningOf(part.text.replaceAll('\n', ' '))
  const link = pdf === null ? '' : ` <a href="${pdf}#page=${part.number}" download>${escapeHtml(t(locale, 'documents.openPage', { number: part.number }))}</a>`
  const text = beginning === '' ? say(locale, 'documents.noTextHere') : escapeHtml(beginning)
  return `<li id="${anchorOf(part)}"><h3>${escapeHtml(headingOf(part, locale))}</h3><p>${text}${link}</p></li>`
}

function beginningOf(text: string): string {
  const letters = Array.from(text.slice(0, BEGINNING * 2)).slice(0, BEGINNING).join('')
  return letters.length === text.length ? text : `${letters.slice(0, Math.max(letters.lastIndexOf(' '), BEGINNING / 2))} …`
}

const say = (locale: Locale, key: Parameters<typeof t>[1]) => escapeHtml(t(locale, key))
export const pagesKey = ({ parts }: Reading) => `documents.pages.${parts[0]?.kind === 'slide' || parts[0]?.kind === 'sheet' ? parts[0].kind : 'page'}` as const
export const stateKey = (state: TextState, mime: string) => (state === 'no-text' && mime === 'application/pdf' ? 'documents.state.scanned' : `documents.state.${state}` as const)
