import type { UploadRoom } from '../files/upload-quota.queries.ts'
import { INTL_TAGS, type Locale } from '../i18n/locales.ts'

/** What a person may still send today, and the people of her municipality in all. */
export interface Room { today: string; municipality: string }
export const roomWords = ({ today, municipality }: UploadRoom, locale: Locale): Room => ({ today: megabytes(today, locale), municipality: megabytes(municipality, locale) })

const megabytes = (bytes: number, locale: Locale) => `${new Intl.NumberFormat(INTL_TAGS[locale]).format(Math.floor(bytes / 1_000_000))} ${locale === 'fi' ? 'Mt' : 'MB'}`
