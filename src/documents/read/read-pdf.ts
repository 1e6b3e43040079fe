import { getDocumentProxy } from 'unpdf'
import { DIVIDED } from './join-divided.ts'
import { check, numbered, type Reading } from './reading.ts'

const PAGES_LIMIT = 3_000

export class PasswordNeeded extends Error { override name = 'PasswordNeeded' }

/** A PDF by its pages. Nothing in it runs and nothing is fetched for it; its pictures are not unpacked. Throws PasswordNeeded. */
export async function readPdf(bytes: Buffer): Promise<Reading> {
  const pdf = await openPdf(bytes)
  const count = Math.min(pdf.numPages, PAGES_LIMIT), pages: { heading: string; text: string }[] = []
  for (let number = 1; number <= count; number++) {
    const page = await pdf.getPage(number), { items } = await page.getTextContent()
    pages.push({ heading: '', text: flowing(linesOf(items.filter((item) => 'str' in item))) })
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

interface Run { str: string; hasEOL: boolean; width: number; height: number; transform: number[] }
/** Of the height of the letters: what stands further apart on a line is no word together, also where no space was written, as between columns that a tab divides. Where the letters of a word change their look, up to 0.014 has been measured. */
const APART = 0.018

/** What is written on a page, in the order of the file, by its lines. */
export function linesOf(runs: Run[]): string {
  let text = '', before: Run | null = null
  for (const run of runs) {
    if (before && run.str !== '' && !before.hasEOL && before.transform[5] === run.transform[5] && run.transform[4]! - before.transform[4]! - before.width > run.height * APART) text += ' '
    text += run.str + (run.hasEOL ? '\n' : '')
    if (run.str !== '' || run.hasEOL) before = run
  }
  return text
}

/**
 * The lines of a page as running text. A word that a soft hyphen divides at the end of a line is put together again. Where the same vowel meets, as
 * in "linja-auto", Finnish writes the hyphen; any other hyphen there is marked (DIVIDED), for join-divided.ts to say whether the word has it.
 */
export const flowing = (text: string) => text.replace(/(\p{L})\u00AD\n(\p{Ll})/gu, '$1$2').replace(/(\p{L})[-‐]\n(\p{Ll})/gu, (_, last: string, first: string) =>
  (last.toLowerCase() === first && /[aeiouyäöå]/.test(first) ? `${last}-${first}` : last + DIVIDED + first)).replace(/\n/g, ' ')
