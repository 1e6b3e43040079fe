import { z } from 'zod'
import type { MessageKey } from '../../i18n/messages.ts'
import { endOfFinnishDay } from '../edit-finnish-day.ts'

/** What a picture's licence may be, by the key that is stored. */
export const LICENCES = {
  '': 'images.licence.unknown', oma: 'images.licence.own', lupa: 'images.licence.permission', cc0: 'images.licence.cc0', 'cc-by': 'images.licence.ccBy', 'cc-by-sa': 'images.licence.ccBySa',
} as const satisfies Record<string, MessageKey>
export type Licence = keyof typeof LICENCES

const line = (longest: number) => z.string().default('').transform((text) => text.toWellFormed().normalize('NFC').replace(/[\p{C}\s]+/gu, ' ').trim()).refine((text) => text.length <= longest, 'images.tooLong')

export const ImageForm = z.object({
  vaihtoehto: line(300), tekija: line(100),
  lisenssi: z.string().default('').refine((key): key is Licence => Object.hasOwn(LICENCES, key), 'images.licenceBad'),
  lupa: z.string().trim().default('').refine((day) => day === '' || endOfFinnishDay(day) !== null, 'images.dayBad').transform((day) => (day === '' ? null : endOfFinnishDay(day))),
})
