/** The words that mark a picture as decoration in the place of its title: ![](kuva.png "koristekuva"). The first is written for Finnish texts. */
export const DECORATIVE: Record<string, string> = { fi: 'koristekuva', sv: 'dekorationsbild', en: 'decorative image' }
const MARKS = new Set(Object.values(DECORATIVE))
const IMAGE = /!\[([^\]\n]{0,500})\]\([ \t]{0,9}<?([^()\s<>]{1,500})>?(?:[ \t]{1,9}"([^"\n]{0,200})")?[ \t]{0,9}\)/g

/** The paths of pictures that have neither a text alternative nor the mark of decoration. */
export const imagesWithoutAlt = (text: string): string[] =>
  [...text.matchAll(IMAGE)].filter(([, alt, , title]) => alt!.trim() === '' && !MARKS.has(title?.trim().toLowerCase() ?? '')).map(([, , path]) => path!)

/** Pictures that came with this save and tell nothing to who does not see them: what was in the text already does not stop a save. */
export function newImagesWithoutAlt(text: string, before: string): string[] {
  const known = new Set(imagesWithoutAlt(before))
  return imagesWithoutAlt(text).filter((path) => !known.has(path))
}

/** The picture as Markdown. An empty `alt` says that it is decoration. */
export const imageMarkdown = (path: string, alt: string, lang: string) =>
  (alt === '' ? `![](${path} "${DECORATIVE[lang] ?? DECORATIVE['fi']}")` : `![${alt.replace(/\s+/g, ' ').replace(/[\\[\]]/g, '\\$&')}](${path})`)
