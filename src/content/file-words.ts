import { INTL_TAGS, type Locale } from '../i18n/locales.ts'

const WORDS: Record<string, string> = {
  'application/pdf': 'PDF', 'application/msword': 'Word', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Excel', 'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'PowerPoint',
  'application/vnd.oasis.opendocument.text': 'ODT', 'application/rtf': 'RTF', 'text/html': 'HTML', 'text/plain': 'TXT', 'text/csv': 'CSV',
}

/** What people call the file: by its type, else by the end of its name. */
export const fileWord = ({ mime, name }: { mime: string; name: string }) => WORDS[mime] ?? (/\.([a-z0-9]{1,5})$/i.exec(name)?.[1] ?? '').toUpperCase()

const numbers = new Map<string, Intl.NumberFormat>()

/** "84 kt", "1,2 MB": thousands of bytes, as file managers show them. */
export function fileSize(bytes: number, locale: Locale): string {
  const unit = locale === 'fi' ? 't' : 'B'
  const [size, prefix, digits] = bytes < 999_500 ? [Math.max(1, bytes / 1_000), 'k', 0] : [bytes / 1_000_000, 'M', 1]
  const id = `${locale}${digits}`
  let number = numbers.get(id)
  if (!number) numbers.set(id, (number = new Intl.NumberFormat(INTL_TAGS[locale], { maximumFractionDigits: digits })))
  return `${number.format(size)} ${prefix}${unit}`
}
