import type { Picture } from '../../files/images/images.queries.ts'
import { wordsIn } from '../markdown-words.ts'

/** As imageHtml (markdown-links.ts) writes a stored picture, and the sanitiser leaves it. No author can write it: an `img` of hers is written anew. */
const IMAGE = /<img src="(\/tiedosto\/([\w-]{1,40})\/[^"<>]*)" alt="([^"<>]*)" loading="lazy">/g
/** The column of a text is at most this wide (static/css/45-prose.css). */
const SIZES = '(min-width: 48rem) 42rem, 100vw'

export const sizeAddress = (fileId: string, width: number) => `/kuva/${fileId}/${width}.webp`

/** Gives each stored picture of a text its size, so that nothing moves when it comes, and its smaller copies to choose from. */
export function withPictures(html: string, files: { fileId: string; picture?: Picture }[]): string {
  const pictures = new Map(files.map(({ fileId, picture }) => [fileId, picture]))
  return html.replace(IMAGE, (asWritten, src: string, fileId: string, alt: string) => {
    const picture = pictures.get(fileId)
    if (!picture || picture.width === 0) return asWritten // not prepared, or not readable
    const image = `<img src="${src}" alt="${alt}" width="${picture.width}" height="${picture.height}" loading="lazy">`
    const sources = picture.widths.map((width) => `${sizeAddress(fileId, width)} ${width}w`).join(', ')
    return sources === '' ? image : `<picture><source type="image/webp" srcset="${sources}" sizes="${SIZES}">${image}</picture>`
  })
}

/** A stored picture with or without its sizes, in stored HTML. */
const SHOWN = /(?:<picture><source [^<>]*>)?<img src="\/tiedosto\/([\w-]{1,40})\/[^<>]*>(?:<\/picture>)?/g
export const picturesIn = (html: string): string[] => [...html.matchAll(SHOWN)].map(([, fileId]) => fileId!)

/** The HTML of an earlier revision without the pictures that may not be shown any more, and without their words. */
export function withoutPictures(html: string, hidden: ReadonlySet<string>, lang: string): string {
  const { of, mark } = wordsIn(lang)
  return html.replace(SHOWN, (asWritten, fileId: string) => (hidden.has(fileId) ? `<span class="muted"${mark}>${of.hiddenImage}</span>` : asWritten))
}
