/** A page, a slide, a sheet, or a part under a heading: the places that a result can open at. */
export type PartKind = 'page' | 'slide' | 'sheet' | 'part'
/** `heading` as the document has it, '' when it has none. `text` is plain: one line for each block. */
export interface Part { kind: PartKind; number: number; heading: string; text: string }

/** What the accessibility check asks; `missing` counts, where counting says more. */
export interface Check { asks: 'tagged' | 'title' | 'language' | 'text' | 'headings' | 'alt'; ok: boolean; missing: number }

export interface Reading {
  parts: Part[]
  /** how many pages, slides or sheets; null where the format has none */
  pages: number | null
  checks: Check[]
  /** language of the text; left out when there is too little of it to tell */
  language?: 'fi' | 'sv' | 'en' | 'se'
  /** the last try took too long, and another follows */
  late?: true
}

export const NOTHING_READ: Reading = { parts: [], pages: null, checks: [] }
/** Raised when the readers learn more: what an older one has read is read again. */
export const EXTRACTOR = 4

/** UTF-16 units of one document; what comes after is not read. */
export const TEXT_LIMIT = 2_000_000
const PARTS_LIMIT = 3_000

export const check = (asks: Check['asks'], ok: boolean, missing = 0): Check => ({ asks, ok, missing })

/** Text as it is kept: NFC, without control characters, spaces in a row as one. */
export const tidy = (text: string) => text.toWellFormed().normalize('NFC').replace(/[^\P{C}\n]+/gu, ' ').replace(/[^\S\n]+/g, ' ').replace(/ ?\n[\n ]*/g, '\n').trim()

/** Tidies the parts, numbers them from 1 and cuts them at the limits. */
export function numbered(kind: PartKind, parts: { heading: string; text: string }[]): Part[] {
  let room = TEXT_LIMIT
  return parts.slice(0, PARTS_LIMIT).map(({ heading, text }, index) => {
    const kept = tidy(text.slice(0, room))
    room -= kept.length
    return { kind, number: index + 1, heading: tidy(heading).replaceAll('\n', ' ').slice(0, 200), text: kept }
  })
}

export const hasText = ({ parts }: Reading) => parts.some(({ text, heading }) => /[\p{L}\p{N}]/u.test(text + heading))
