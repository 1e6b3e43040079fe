import type { Locale } from '../i18n/locales.ts'
import { t } from '../i18n/translate.ts'
import { view } from '../platform/views/view.ts'
import type { MessageLanguage } from './message-languages.ts'
import { posterSize } from './poster-size.ts'
import type { Message } from './render-message.ts'
import type { Piece } from './render-template.ts'
import { senderOf } from './template-results.ts'
import type { FieldValues } from './template-values.ts'

interface Part { text: string; lang: string | null }
interface PosterPage {
  title: string
  /** the poster's language: the document is in it, the buttons around it are not */
  lang: string
  heading: Part[]
  paragraphs: Part[][]
  by: string | null
  /** '1' (largest type) … '7' */
  size: string
  tooLong: string | null
  hint: string
}
export const posterView = view<PosterPage>('templates/poster', {
  title: 'Kirjasto on suljettu', lang: 'fi', heading: [{ text: 'Kirjasto on suljettu', lang: null }], paragraphs: [[{ text: 'Avaamme ', lang: null }, { text: 'Inarin kirjasto', lang: 'fi' }]],
  by: 'Inarin kirjasto', size: '2', tooLong: 'Teksti ei mahdu yhdelle sivulle.', hint: 'Tulosta A4-kokoon.',
})

export function posterPage(locale: Locale, language: MessageLanguage, message: Message, values: FieldValues): PosterPage {
  const size = posterSize(message.subject, message.text)
  return {
    title: message.subject, lang: language, heading: message.pieces.subject.map(part), paragraphs: paragraphsOf(message.pieces.text), by: senderOf(values, message),
    size: String(size ?? 7), tooLong: size === null ? t(locale, 'templates.posterTooLong') : null, hint: t(locale, 'templates.posterHint'),
  }
}

const part = ({ text, language }: Piece): Part => ({ text, lang: language ?? null })

/** Divided where a line is empty, so that a paragraph is one also to a screen reader. */
function paragraphsOf(pieces: readonly Piece[]): Part[][] {
  const paragraphs: Part[][] = [[]]
  for (const piece of pieces) {
    for (const [index, text] of piece.text.split(/\n{2,}/).entries()) {
      if (index > 0) paragraphs.push([])
      if (text) paragraphs.at(-1)!.push(part({ ...piece, text }))
    }
  }
  return paragraphs.filter(({ length }) => length > 0)
}
