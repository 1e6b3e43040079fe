import type { AppContext } from '../../context.ts'
import type { Trx } from '../../database.ts'
import { HttpError } from '../../platform/http/errors.ts'
import { deleteLinksOf, deleteSetupLinks, insertLink, workingLink } from './one-time-links.queries.ts'
import { hashToken, isToken, newToken } from './token.ts'

const MINUTE = 60_000
const KINDS = {
  setup: { path: '/kayttoonotto', lasts: 60 * MINUTE, gone: 'auth.setupLinkGone' },
  invitation: { path: '/kutsu', lasts: 7 * 24 * 60 * MINUTE, gone: 'auth.invitationGone' },
  reset: { path: '/salasana', lasts: 30 * MINUTE, gone: 'auth.resetLinkGone' },
} as const
export type Purpose = keyof typeof KINDS

/**
 * Makes the address of a link that works once, for a while, and replaces the person's earlier ones of its kind. It is built from the settings, never
 * from what a request says about its host.
 */
export async function makeLink(trx: Trx, { config, now }: Pick<AppContext, 'config' | 'now'>, purpose: Purpose, personId: number | null): Promise<string> {
  const kind = KINDS[purpose], at = now(), { token, hash } = newToken()
  if (personId === null) await deleteSetupLinks(trx)
  else await deleteLinksOf(trx, personId, purpose)
  const expires = new Date(at.getTime() + kind.lasts).toISOString()
  await insertLink(trx, { token_hash: hash, purpose, person_id: personId, created_at: at.toISOString(), expires_at: expires, used_at: null })
  return `${config.publicUrl}${kind.path}/${token}`
}

/** The link that an address names. One that is used, too old or made up gets the same answer: gone, and how to get a new one. */
export async function findLink(app: AppContext, purpose: Purpose, token: unknown) {
  const hash = isToken(token) ? hashToken(token) : null
  const link = hash && await workingLink(app.db, hash, purpose, app.now().toISOString())
  if (!hash || !link) throw linkGone(purpose)
  return { ...link, hash }
}
export const linkGone = (purpose: Purpose) => new HttpError(410, KINDS[purpose].gone)
