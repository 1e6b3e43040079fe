import { randomUUID } from 'node:crypto'
import type { ItemFacts } from '../content/items.queries.ts'
import type { Choice } from '../content/edit-facts.views.ts'
import type { AppContext } from '../context.ts'
import type { Db } from '../database.ts'
import type { Locale } from '../i18n/locales.ts'
import { t } from '../i18n/translate.ts'
import { allTeams } from '../people/people.queries.ts'
import type { Viewer } from '../people/viewer.ts'
import { typedText } from '../platform/http/parse.ts'
import type { FilledTemplate } from './fill-template.ts'
import type { MessageLanguage } from './message-languages.ts'
import { Id } from './open-template.ts'
import { orderOfItem } from './orders/orders.queries.ts'
import { missingLanguages } from './template-results.ts'

/** Saving what is filled in, for oneself or for others. */
export interface SavePanel {
  id: number | null
  number: number
  title: string
  /** who shared it, when it is another's */
  owner: string | null
  teams: Choice[]
  email: string
  open: boolean
  titleError: string | null
  emailError: string | null
}
interface KnownPanel { id?: number | null; number?: number; title?: string; teamId?: number | null; email?: string; owner?: string | null }

export async function savePanel(db: Db, viewer: Viewer, item: ItemFacts, known: KnownPanel = {}): Promise<SavePanel> {
  const { id = null, number = 0, title = '', teamId = null, email = '', owner = null } = known
  const teams = (await allTeams(db)).filter((team) => viewer.teamIds.includes(team.id) || team.id === item.owner_team_id || team.id === teamId)
  return {
    id, number, title, owner, email, open: id !== null || title !== '', titleError: null, emailError: null,
    teams: [{ value: '', name: t(viewer.locale, 'templates.save.noTeam'), lang: null, chosen: teamId === null }, ...teams.map((team) => ({ value: String(team.id), name: team.name, lang: null, chosen: team.id === teamId }))],
  }
}

/** The panel as it was typed, for showing it again. */
export const typedPanel = (body: unknown) => ({
  id: Number(typedText(body, '_tallennus')) || null, number: Number(typedText(body, '_numero')) || 0, title: typedText(body, '_nimi'), teamId: Number(typedText(body, '_ryhma')) || null, email: typedText(body, '_kollega'),
})

export const REASONS = ['emergency', 'hurry', 'nobody', 'other'] as const
export type Reason = (typeof REASONS)[number]
/** Going ahead without a language that the law asks for. */
export interface GoingAhead { ordered: { id: number; href: string; reason: string } | null; reasons: Choice[]; more: string; error: string | null }

export async function goingAhead({ db }: AppContext, locale: Locale, itemId: number, body: unknown, error: string | null): Promise<GoingAhead> {
  const order = await orderOfForm(db, itemId, body), chosen = typedText(body, '_tilaus_syy')
  return {
    ordered: order ? { id: order.id, href: `/viestipohjat/kaannokset/${order.id}`, reason: order.reason } : null,
    reasons: ['', ...REASONS].map((reason) => ({ value: reason, name: reason === '' ? t(locale, 'templates.pick') : t(locale, `templates.reason.${reason as Reason}`), lang: null, chosen: reason === chosen })),
    more: typedText(body, '_tilaus_teksti'), error,
  }
}

/** The required languages without a text that nobody has yet been asked for: what stands between the form and its use. */
export async function unaskedLanguages({ db }: AppContext, itemId: number, body: unknown, { languages }: FilledTemplate): Promise<MessageLanguage[]> {
  const missing = missingLanguages(languages).map(({ language }) => language)
  if (missing.length === 0) return []
  const asked = await askedLanguages(db, itemId, body)
  return missing.filter((language) => !asked.includes(language))
}

/** The languages that have been ordered for what the form makes. */
export async function askedLanguages(db: Db, itemId: number, body: unknown): Promise<string[]> {
  const order = await orderOfForm(db, itemId, body)
  return order ? JSON.parse(order.languages) as string[] : []
}

async function orderOfForm(db: Db, itemId: number, body: unknown) {
  const id = Id.safeParse(typedText(body, '_tilattu'))
  return id.success ? orderOfItem(db, id.data, itemId) : undefined
}

/** The random name of one opening of a form: it ties repeated acts together, and names nobody. */
export function formName(body: unknown, field = '_kerta'): string {
  const known = typedText(body, field)
  return /^[\w-]{16,40}$/.test(known) ? known : randomUUID()
}
