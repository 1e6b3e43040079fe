import type { Locale } from '../i18n/locales.ts'
import { t } from '../i18n/translate.ts'
import type { FilledTemplate } from './fill-template.ts'
import { capital, languageWord, listed } from './problem-words.ts'
import { channelKey } from './template-results.ts'

/** Every text in one file, for the clipboard of any program: line ends as Windows has them. */
export function textsFile(locale: Locale, title: string, { channels }: FilledTemplate): string {
  const parts = channels.flatMap(({ channel, texts, missing }) => [
    ...texts.map(({ language, message: { subject, text } }) =>
      `=== ${t(locale, channelKey(channel))}, ${languageWord(locale, language)}\n\n${subject ? `${t(locale, 'templates.file.subject')}: ${subject}\n\n` : ''}${text}`),
    ...(missing.length ? [`=== ${t(locale, channelKey(channel))}: ${t(locale, 'templates.state.missing')}\n\n${capital(listed(locale, missing.map((language) => languageWord(locale, language))))}`] : []),
  ])
  return `${[title, ...parts].join('\n\n\n')}\n`.replace(/\r?\n/g, '\r\n')
}
