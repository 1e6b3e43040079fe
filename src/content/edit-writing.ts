import { z } from 'zod'
import type { Locale } from '../i18n/locales.ts'
import { readForm } from '../people/form-fields.ts'
import { HttpError } from '../platform/http/errors.ts'
import { parseForm, typedText } from '../platform/http/parse.ts'
import { NumberOrNone } from './edit-address.ts'
import { readFacts, type Facts } from './edit-facts.ts'
import { newImagesWithoutAlt } from './image-alt.ts'
import { SummaryField, TextFields } from './text-limits.ts'

/** The language of a sentence that is kept with a text: the text's own where the catalogue has it. */
export const sentenceLocale = (lang: string): Exclude<Locale, 'se'> => (lang === 'sv' || lang === 'en' ? lang : 'fi')

const ACTS = ['esikatsele', 'tallenna', 'julkaise', 'luonnos', 'kuva', 'hyvaksynta', 'ajasta'] as const
type Act = (typeof ACTS)[number]

/** What was typed into the editing form, as it was typed. */
export interface Writing {
  title: string
  body: string
  summary: string
  /** the revision that the writer started from */
  version: number
  act: Act
  /** false: a small change that nobody needs to be told of */
  material: boolean
  /** when a change is to be published: YYYY-MM-DDTHH:MM in Finland as typed, '' for at once */
  minute: string
  /** the draft that the form is kept in */
  draftId: number | null
  /** null: the form had no facts (a translation) */
  facts: Facts | null
  /** the facts that the form was opened with (factsKey) */
  openedFacts: string
}

const Fields = z.object({
  versio: z.string().regex(/^\d{1,9}$/).transform(Number).default(0), toiminto: z.enum(ACTS).default('esikatsele'),
  pieni: z.enum(['0', '1']).default('0'), luonnos: NumberOrNone,
  alku: z.string().max(20_000).optional(),
})

/** A form that ours cannot have sent is refused; what a person typed is only read. */
export function readWriting(body: unknown): Writing {
  const form = readForm(Fields, body, ['kunnat', 'kenelle'])
  if (!form.ok) throw new HttpError(400, 'errors.badRequest')
  const { versio, toiminto, alku, pieni, luonnos } = form.values
  return {
    title: typedText(body, 'otsikko'), body: plainLines(typedText(body, 'teksti')), summary: typedText(body, 'muutos'), version: versio, act: toiminto, material: pieni === '0', minute: typedText(body, 'muutoshetki').trim().slice(0, 16), draftId: luonnos,
    facts: alku === undefined ? null : readFacts(body), openedFacts: alku ?? '',
  }
}
const plainLines = (text: string) => text.replace(/\r\n?/g, '\n')

const NAMES: Record<string, string> = { title: 'otsikko', body: 'teksti' }

/** The text as it will be stored, or what has to be put right, by field. A picture that is not in the text `before` needs its text alternative. */
export function checkWriting({ title, body, summary }: Writing, needsSummary: boolean, before = '') {
  const errors: Record<string, string> = {}, text = parseForm(TextFields, { title, body }), sentence = SummaryField.safeParse(summary)
  if (!text.ok) for (const [name, key] of Object.entries(text.errors)) errors[NAMES[name] ?? name] = key
  if (text.ok && newImagesWithoutAlt(text.values.body, before).length > 0) errors['teksti'] = 'editing.image.altMissing'
  if (!sentence.success) errors['muutos'] = sentence.error.issues[0]!.message
  else if (needsSummary && sentence.data === '') errors['muutos'] = 'editing.summary.missing'
  return { text: text.ok ? text.values : null, summary: sentence.data ?? '', errors }
}
