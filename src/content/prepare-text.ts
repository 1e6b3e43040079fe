import type { Picture } from '../files/images/images.queries.ts'
import { HttpError } from '../platform/http/errors.ts'
import { withPictures } from './image-library/text-pictures.ts'
import { renderMarkdown } from './markdown.ts'
import type { Section } from './sections.ts'
import { slugOf } from './slug.ts'
import { TextFields } from './text-limits.ts'

/** A text as it is stored: cleaned, with its HTML and sections. */
export interface PreparedText { title: string; slug: string; body: string; html: string; sections: Section[]; links: string[] }

/** A file by the path that a text writes; `picture` when it is one whose size is known. */
export interface TextFile { path: string; fileId: string; picture?: Picture }

/**
 * The slow part of saving (about 0.4 ms per kB of Markdown): pure, so that it may run in a worker, and never inside a transaction. A text that
 * breaks a limit is refused with status 422 and the limit's message key.
 */
export function prepareText(input: { title: string; body: string; lang: string; files: TextFile[] }): PreparedText {
  const checked = TextFields.safeParse(input)
  if (!checked.success) throw new HttpError(422, checked.error.issues[0]!.message)
  const { title, body } = checked.data
  const { html, sections, links } = renderMarkdown(body, linksOf(input.files), input.lang)
  return { title, slug: slugOf(title), body, html: withPictures(html, input.files), sections, links }
}

/** Links to items go through /laavu/…, which finds the item when it is clicked: a text may link to what is written only later. */
function linksOf(files: TextFile[]) {
  const addresses = new Map(files.map(({ path, fileId, picture }) => [path, picture?.hidden ? '' : fileAddress(fileId, path.split('/').at(-1)!)]))
  return { item: (externalId: string) => ({ href: `/laavu/${encodeURIComponent(externalId)}` }), image: (path: string) => addresses.get(path) ?? null }
}

export const fileAddress = (fileId: string, name: string) => `/tiedosto/${fileId}/${encodeURIComponent(name)}`

/** How what a document's file says begins, after the description (documents/document-html.ts). The ids of a written text begin with `k-`: nothing that an author writes can look like this. */
export const FILE_SECTION = '<section id="tiedosto"'
