import { strToU8, zipSync, type Zippable } from 'fflate'
import type { Locale } from '../../i18n/locales.ts'
import { t } from '../../i18n/translate.ts'
import { slugOf } from '../../content/slug.ts'
import type { FilledTemplate } from '../fill-template.ts'
import { channelKey } from '../template-results.ts'
import { textsFile } from '../texts-file.ts'

/** All texts in one archive: a file for each channel and language, and all of them together as text and as a Word document. */
export function textsArchive(locale: Locale, title: string, filled: FilledTemplate, word: Uint8Array): Uint8Array {
  const files: Zippable = { [`${slugOf(title)}.docx`]: word, [`${slugOf(title)}.txt`]: strToU8(textsFile(locale, title, filled)) }
  for (const { channel, texts } of filled.channels) for (const { language, message: { subject, text } } of texts) {
    files[`${slugOf(t(locale, channelKey(channel)))}-${language}.txt`] = strToU8(`${subject ? `${subject}\n\n` : ''}${text}\n`.replace(/\r?\n/g, '\r\n'))
  }
  return zipSync(files, { level: 6, mtime: '2000-01-01' })
}
