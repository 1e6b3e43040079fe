import { z } from 'zod'
import type { MessageKey } from '../../i18n/messages.ts'
import { wrongForms, type FormName, type NameForms } from '../case-forms.ts'
import { MISLEADING } from '../form-fields.ts'

const text = (missing: MessageKey) => z.string(missing).normalize('NFC').trim().min(1, missing).max(100, 'places.name.long').refine((name) => !MISLEADING.test(name), 'places.name.long')
const other = z.string().normalize('NFC').trim().max(100, 'places.name.long').refine((name) => !MISLEADING.test(name), 'places.name.long').default('')

export const LIBRARY_KINDS = { pääkirjasto: 'places.kind.main', sivukirjasto: 'places.kind.branch', kirjastoauto: 'places.kind.mobile' } as const satisfies Record<string, MessageKey>
export const isLibraryKind = (kind: string): kind is keyof typeof LIBRARY_KINDS => Object.hasOwn(LIBRARY_KINDS, kind)
export const PlaceForm = z.object({
  nimi: text('places.name.missing'), genetiivi: text('places.genitive.bad'), missa: text('places.inside.bad'), mihin: text('places.into.bad'), mista: text('places.out.bad'),
  sv: other, se: other, smn: other, sms: other, laji: z.enum(Object.keys(LIBRARY_KINDS) as (keyof typeof LIBRARY_KINDS)[], 'places.kind.missing').optional(),
})
export type GivenPlace = z.output<typeof PlaceForm>
export const PLACE_FIELDS = ['nimi', 'genetiivi', 'missa', 'mihin', 'mista', 'sv', 'se', 'smn', 'sms', 'laji', 'muodot'] as const
export type PlaceField = (typeof PLACE_FIELDS)[number]

export const formsOf = ({ nimi: name, genetiivi: genitive, missa: inside, mihin: into_form, mista: out_of }: Pick<GivenPlace, 'nimi' | 'genetiivi' | 'missa' | 'mihin' | 'mista'>): NameForms => ({ name, genitive, inside, into_form, out_of })

const WRONG: Record<FormName, [PlaceField, MessageKey]> = { genitive: ['genetiivi', 'places.genitive.bad'], inside: ['missa', 'places.inside.bad'], into_form: ['mihin', 'places.into.bad'], out_of: ['mista', 'places.out.bad'] }
export const formProblems = (forms: NameForms): Partial<Record<PlaceField, MessageKey>> => Object.fromEntries(wrongForms(forms).map((name) => WRONG[name]))
