import type { Kind } from '../content.table.ts'
import type { SubjectInput } from '../subjects.queries.ts'

/** What a source says about a page. `undefined` where it says nothing: a new page gets the usual value, a known one keeps what it has. */
export interface PageFacts {
  kind?: Kind
  owner?: string
  /** slugs or names; 'network' is the whole network */
  municipalities?: string[] | 'network'
  roles?: string[]
  subjects?: SubjectInput[]
  goals?: string[]
  reviewMonths?: 0 | 3 | 6 | 12 | 24
  statutoryTask?: string
  partOf?: string
  noticeType?: string
  /** days from the import; then a notice is no longer in force */
  validDays?: number
  data?: unknown
}

/** A file that a page's text uses, by the path that the text writes. */
export interface PageFile { path: string; name: string; bytes: Uint8Array }

export interface SourcePage {
  /** for a person to find it: a path, or a path and a line */
  where: string
  externalId: string
  lang: string
  /** a language version of the page whose id it has: only its text counts */
  isTranslation: boolean
  title: string
  body: string
  /** one sentence for the history; null: the usual one */
  summary: string | null
  facts: PageFacts
  files: PageFile[]
  /** the page is its only file: a document, whose text is read out of it later */
  isDocument?: true
}

/** Something in the source that could not be taken, with the reason as a Finnish sentence. */
export interface ImportProblem { where: string; reason: string }

/** Thrown while one page is read; the run reports it and goes on. */
export class PageRefused extends Error { override name = 'PageRefused' }

export type SourceEntry = { page: SourcePage; problem?: undefined } | { problem: ImportProblem; page?: undefined }
