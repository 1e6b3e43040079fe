import { getDocumentProxy } from 'unpdf'
import { check, numbered, type Reading } from './reading.ts'

const PAGES_LIMIT = 3_000

export class PasswordNeeded extends Error { override name = 'PasswordNeeded' }

/** A PDF by its pages. Nothing in it runs and nothing is fetched for it; its pictures are not unpacked. Throws PasswordNeeded. */
export async function readPdf(bytes: Buffer): Promise<Reading> {
  const pdf = await openPdf(bytes)
  const count = Math.min(pdf.numPages, PAGES_LIMIT), pages: { heading: string; text: string }[] = []
  for (let number = 1; number <= count; number++) {
    const page = await pdf.getPage(number), { items } = await page.getTextContent()
    pages.push({ heading: '', text: flowing(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')) })
    page.cleanup()
  }
  const [{ info }, mark] = [(await pdf.getMetadata()) as unknown as { info: Record<string, unknown> }, await pdf.getMarkInfo()]
  const parts = numbered('page', pages), empty = parts.filter(({ text }) => text === '').length
  return {
    parts, pages: pdf.numPages,
    checks: [check('tagged', mark?.['Marked'] === true), check('title', said(info['Title'])), check('language', said(info['Language'])), check('text', empty === 0, empty)],
  }
}

export async function openPdf(bytes: Buffer) {
  try {
    return await getDocumentProxy(new Uint8Array(bytes), {
      isEvalSupported: false, useSystemFonts: false, disableFontFace: true, useWorkerFetch: false, enableXfa: false, maxImageSize: 1, verbosity: 0,
    })
  } catch (error) {
    throw (error as Error).name === 'PasswordException' ? new PasswordNeeded() : error
  }
}

const said = (value: unknown) => typeof value === 'string' && value.trim() !== ''

/**
 * The lines of a page as running text. A word that was divided at the end of a line is put together again; where the same vowel meets, as in
 * "linja-auto", Finnish writes the hyphen.
 */
export const flowing = (text: string) => text.replace(/(\p{L})[-\u00AD‐]\n(\p{Ll})/gu, (_, last: string, first: string) =>
  (last.toLowerCase() === first && /[aeiouyäöå]/.test(first) ? `${last}-${first}` : last + first)).replace(/\n/g, ' ')
