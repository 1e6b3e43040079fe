import { HttpError } from '../../platform/http/errors.ts'

/** The fields of the writing form that a draft keeps, as they were typed. */
const TEXTS = ['otsikko', 'teksti', 'muutos', 'pieni', 'versio', 'alku', 'vastuu', 'koskee', 'aiheet', 'tarkistus', 'tyyppi', 'alkaen', 'voimassa', 'voimassa_klo', 'muutoshetki', 'sivut', 'laji', 'kieli'] as const
const LISTS = ['kunnat', 'kenelle'] as const
type DraftFields = Partial<Record<(typeof TEXTS)[number], string> & Record<(typeof LISTS)[number], string | string[]>>

/** characters; a text may have a million bytes */
const LONGEST = 1_200_000

export function draftFieldsOf(body: unknown): DraftFields {
  const given = (body ?? {}) as Record<string, unknown>, fields: DraftFields = {}
  for (const name of TEXTS) if (typeof given[name] === 'string') fields[name] = given[name].toWellFormed().replaceAll('\0', '')
  for (const name of LISTS) {
    const list = [given[name] ?? []].flat().filter((one) => typeof one === 'string').slice(0, 60)
    if (list.length > 0) fields[name] = list
  }
  if (JSON.stringify(fields).length > LONGEST) throw new HttpError(413, 'errors.tooLarge')
  return fields
}

export const readDraftFields = (stored: string) => JSON.parse(stored) as DraftFields

/** Which revision the text started from; 0 for a text that has none. */
export const baseOf = ({ versio }: DraftFields) => (versio !== undefined && /^\d{1,9}$/.test(versio) ? Number(versio) : 0)
