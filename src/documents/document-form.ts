import { z } from 'zod'
import { ROLES } from '../content/roles.ts'
import { SummaryField, TextFields } from '../content/text-limits.ts'
import { isContentLanguage } from '../content/languages.ts'

export const LANGUAGES = ['fi', 'sv', 'en', 'se', 'smn', 'sms', 'no'].filter(isContentLanguage)
export const REVIEWS = [3, 6, 12, 24] as const
const MOST_SUBJECTS = 10
const LONGEST_SUBJECT = 60

const subjects = z.string().max(1000, 'documents.subjectsMany').default('').transform((text) => [...new Set(text.split(/[,;\n]/).map((label) => label.trim()).filter((label) => label !== ''))])
  .refine((labels) => labels.length <= MOST_SUBJECTS && labels.every((label) => label.length <= LONGEST_SUBJECT), 'documents.subjectsMany')
const roles = z.union([z.string().transform((role) => [role]), z.array(z.string())]).default([]).refine((given) => given.every((role) => Object.hasOwn(ROLES, role)), 'documents.roleUnknown')

/** Characters of a description: it is rendered while the sender waits. */
const LONGEST_DESCRIPTION = 10_000

/** The form of a new document. The fields stand before the file in it, so that they arrive even when the file is refused. */
export const DocumentForm = z.object({
  otsikko: TextFields.shape.title, kuvaus: TextFields.shape.body.refine((text) => text.length <= LONGEST_DESCRIPTION, 'documents.descriptionLong'),
  kieli: z.enum(LANGUAGES as [string, ...string[]], 'documents.languageMissing'),
  tiimi: z.string('documents.teamMissing').regex(/^\d{1,9}$/, 'documents.teamMissing').transform(Number),
  koskee: z.enum(['verkko', 'kunta'], 'documents.appliesMissing'),
  aiheet: subjects, rooli: roles,
  tarkistus: z.enum(['3', '6', '12', '24'], 'documents.reviewMissing').transform((months) => Number(months) as (typeof REVIEWS)[number]),
})
/** The field that may come several times. */
export const LISTS = ['rooli']

export const VersionForm = z.object({ syy: SummaryField.refine((why) => why !== '', 'documents.whyMissing') })
