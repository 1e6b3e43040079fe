import { z } from 'zod'
import { NumberField } from '../edit-address.ts'
import { holdsPrivateNumber } from '../edit-private-numbers.ts'
import { mayBePrivate } from './private-text.ts'

const LONGEST = 4000
const LONGEST_SEARCH = 200
/** Controls but the line break: they would hide or reorder what others read. */
const CONTROLS = /(?!\n)[\p{Cc}\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu

const clean = (text: string) => text.toWellFormed().replace(/\r\n?/g, '\n').replace(CONTROLS, ' ').normalize('NFC').trim()
const textField = z.string('questions.textMissing').transform(clean)
  .pipe(z.string().min(1, 'questions.textMissing').max(LONGEST, 'questions.textLong').refine((text) => !holdsPrivateNumber(text), 'questions.private'))
const askedTeam = z.string('questions.teamMissing').regex(/^[1-9]\d{0,14}$/, 'questions.teamMissing').transform(Number)
/** What may name a customer does not go along with the question. */
const searchField = z.string().default('').transform(clean).transform((search) => (mayBePrivate(search) ? '' : search.slice(0, LONGEST_SEARCH)))

export const AskFields = z.object({
  kysymys: textField, tiimi: askedTeam, haku: searchField, sivu: z.preprocess((given) => (given === '' ? undefined : given), NumberField.optional()),
})
export const AskQuery = z.object({ haku: searchField, sivu: NumberField.optional(), tiimi: NumberField.optional() })
export const ReplyFields = z.object({ teksti: textField, auki: z.string().optional().transform((given) => given === '1') })
export const PassFields = z.object({ tiimi: askedTeam })
export const ListQuery = z.object({
  tila: z.enum(['avoimet', 'vastatut', 'omat']).default('avoimet'), sivu: z.preprocess((given) => (given === '' ? undefined : given), z.coerce.number().int().min(1).max(1000).default(1)),
})
