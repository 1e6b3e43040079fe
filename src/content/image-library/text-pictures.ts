import type { Picture } from '../../files/images/images.queries.ts'

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
    if (!picture) return asWritten
    const image = `<img src="${src}" alt="${alt}" width="${picture.width}" height="${picture.height}" loading="lazy">`
    const sources = picture.widths.map((width) => `${sizeAddress(fileId, width)} ${width}w`).join(', ')
    return sources === '' ? image : `<picture><source type="image/webp" srcset="${sources}" sizes="${SIZES}">${image}</picture>`
  })
}
