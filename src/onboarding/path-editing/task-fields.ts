import { z } from 'zod'
import { ROLES } from '../../content/roles.ts'
import { textField } from '../onboarding-form.ts'
import { DOERS, type Audience } from '../path-definition.ts'

const doer = z.enum(DOERS, 'onboarding.form.doerMissing')
const word = z.string().max(200).default('')
/** What is written of a task of a path. The days are counted from the first day of work, 0 being that day. */
export const TASK_FIELDS = {
  tehtava: textField(300).refine((text) => text !== '', 'onboarding.form.taskMissing'), miksi: textField(500), vaihe: z.string().max(200),
  tekija: z.union([doer.transform((one) => [one]), z.array(doer).max(3)], 'onboarding.form.doerMissing'),
  paiva: z.string().trim().regex(/^[-−]?\d{1,3}$/, 'onboarding.form.daysBad').transform((text) => Number(text.replace('−', '-')))
    .refine((days) => days >= -365 && days <= 999, 'onboarding.form.daysBad'),
  ohje: textField(300), pakollinen: z.literal('1').optional(), koskee: z.string().max(60).default('').refine((role) => role === '' || role === 'saame' || Object.hasOwn(ROLES, role)),
  muutos: textField(300),
}
export const SharedTask = z.object({ ...TASK_FIELDS, versio: z.string().regex(/^\d{1,9}$/).transform(Number) })
export const LocalTaskForm = z.object({ ...TASK_FIELDS, kirjasto: word, korvaa: z.string().max(40).default(''), ennen: z.string().max(4000).default('') })

export const audienceOf = (koskee: string): Audience => (koskee === '' ? { everyone: true } : koskee === 'saame' ? { sami: true } : { role: koskee })
export const audienceValue = (audience: Audience): string => ('everyone' in audience ? '' : 'sami' in audience ? 'saame' : audience.role)

/** The link of a guide as it is typed: `ASP-01`, `ASP-01#k-ensin`, or the address of its page, pasted. Null: it is none. */
export function linkOf(typed: string): string | null {
  const page = /\/sivu\/([1-9]\d{0,14})[^#?]*(?:\?[^#]*)?(#k-[a-z0-9-]+)?$/.exec(typed)
  if (page) return `sivu/${page[1]}${page[2] ?? ''}`
  const code = /^(?:.*\/laavu\/)?((?:sivu\/[1-9]\d{0,14}|[\p{L}\d-]{1,60})(?:#k-[a-z0-9-]+)?)$/u.exec(typed)
  return code?.[1] ?? null
}
