import { Document, HeadingLevel, Packer, Paragraph, TextRun } from 'docx'
import type { Locale } from '../../i18n/locales.ts'
import { t } from '../../i18n/translate.ts'
import type { FilledTemplate } from '../fill-template.ts'
import type { MessageLanguage } from '../message-languages.ts'
import { languageTitle } from '../problem-words.ts'
import type { Piece } from '../render-template.ts'
import { channelKey } from '../template-results.ts'

const TAGS: Record<MessageLanguage, string> = { fi: 'fi-FI', se: 'se-FI', smn: 'smn-FI', sms: 'sms-FI', sv: 'sv-FI', en: 'en-GB', no: 'nb-NO' }
const tagOf = (language: MessageLanguage) => ({ value: TAGS[language] })

/** Every text as a Word document: headings by which it is walked, each text marked with its language, its title in the file's properties. */
export async function textsDocument(locale: Locale, title: string, { channels }: FilledTemplate): Promise<Buffer> {
  const children = channels.flatMap(({ channel, texts }) => [
    heading(locale, HeadingLevel.HEADING_1, t(locale, channelKey(channel))),
    ...texts.flatMap(({ language, message }) => [
      heading(locale, HeadingLevel.HEADING_2, languageTitle(locale, language)),
      ...(message.subject ? [new Paragraph({ children: [new TextRun({ text: message.subject, bold: true, language: tagOf(language) })] })] : []),
      ...linesOf(message.pieces.text).map((pieces) => new Paragraph({ children: pieces.map((piece) => new TextRun({ text: piece.text, language: tagOf(piece.language ?? language) })) })),
    ]),
  ])
  const document = new Document({
    title, creator: 'Laavu', description: title, styles: { default: { document: { run: { font: 'Arial', size: 22, language: tagOf(locale) } } } },
    sections: [{ children: [heading(locale, HeadingLevel.TITLE, title), ...children] }],
  })
  return Packer.toBuffer(document)
}

const heading = (locale: Locale, level: (typeof HeadingLevel)[keyof typeof HeadingLevel], text: string) => new Paragraph({ heading: level, children: [new TextRun({ text, language: tagOf(locale) })] })

function linesOf(pieces: readonly Piece[]): Piece[][] {
  const lines: Piece[][] = [[]]
  for (const piece of pieces) for (const [index, text] of piece.text.split('\n').entries()) {
    if (index > 0) lines.push([])
    if (text) lines.at(-1)!.push({ ...piece, text })
  }
  return lines
}
