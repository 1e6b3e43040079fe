import type { MessageKey } from '../i18n/messages.ts'
import type { Onboarding } from './onboarding.queries.ts'
import type { Doer } from './path-definition.ts'

/** Who is on the path with what: the people to ask, by what they help with. */
export interface Helper { part: MessageKey; name: string | null; email: string | null; you: boolean }
export const SAMPLE_HELPERS: Helper[] = [{ part: 'onboarding.help.mentor', name: 'Pirkko Esimerkki', email: 'pirkko@kirjasto.example', you: false },
  { part: 'onboarding.help.supervisor', name: null, email: null, you: true }]

/** In the order in which to ask. The buddy is a text: she works elsewhere and sees nothing of the path. */
export function helpersOf({ mentor, supervisor, buddy }: Pick<Onboarding, 'mentor' | 'supervisor' | 'buddy'>, parts: readonly Doer[]): Helper[] {
  return [
    { part: 'onboarding.help.mentor', name: mentor?.name ?? null, email: mentor?.email ?? null, you: mentor !== null && parts.includes('mentor') },
    ...(buddy === '' ? [] : [{ part: 'onboarding.help.buddy', name: buddy, email: null, you: false } as const]),
    { part: 'onboarding.help.supervisor', name: supervisor?.name ?? null, email: supervisor?.email ?? null, you: parts.includes('supervisor') },
  ]
}
