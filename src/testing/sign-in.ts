import type { Express } from 'express'
import request from 'supertest'
import type { AppContext } from '../context.ts'
import { createToken, type Scope } from '../people/auth/api-token.ts'
import { hashPassword } from '../people/auth/password-hash.ts'
import { cookieName, startSession } from '../people/auth/session.ts'
import { loadMunicipalities } from '../people/load-municipalities.ts'
import { ensureTeam, insertPerson, municipalityBySlug, setPassword, setTeams } from '../people/people.queries.ts'
import type { Role } from '../people/people.table.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'

export interface PersonOptions { role?: Role; municipality?: string; name?: string; email?: string; teams?: string[]; supervisor?: boolean }
let count = 0

/** A person without a password: a reader in Rovaniemi unless told otherwise. `municipality` is a slug, `teams` are names. */
export async function addPerson(app: AppContext, { role = 'reader', municipality = 'rovaniemi', name = 'Testi Henkilö', email,
  teams = [], supervisor = false }: PersonOptions = {}): Promise<number> {
  if (!(await municipalityBySlug(app.db, municipality))) await loadMunicipalities(app)
  const place = await municipalityBySlug(app.db, municipality)
  if (!place) throw new Error(`no municipality ${municipality}`)
  return app.db.transaction().execute(async (trx) => {
    const id = await insertPerson(trx, {
      email: email ?? `henkilo${++count}@kirjasto.example`, name, municipality_id: place.id, role, password_hash: null,
      created_at: app.now().toISOString(), disabled_at: null, supervisor: supervisor ? 1 : 0,
    })
    const teamIds: number[] = []
    for (const team of teams) teamIds.push(await ensureTeam(trx, team))
    await setTeams(trx, id, teamIds)
    return id
  })
}

/** The value of a Cookie header of a new session of that person. */
export async function sessionCookie(app: AppContext, personId: number, { shared = true } = {}): Promise<string> {
  const { token } = await app.db.transaction().execute((trx) => startSession(trx, app.now().toISOString(), personId, { shared, device: 'Firefox, Linux' }))
  return `${cookieName(app.config)}=${token}`
}

/** A browser of the site that keeps its cookies and sends what a browser sends with its own pages' forms. */
export function browser(site: Express) {
  const agent = request.agent(site)
  agent.set('Sec-Fetch-Site', 'same-origin')
  return agent
}

/** Someone signed in, without the cost of a password. */
export async function signedIn(app: AppContext, site: Express, options: PersonOptions = {}) {
  const personId = await addPerson(app, options), agent = browser(site)
  agent.jar.setCookie(`${await sessionCookie(app, personId)}; Path=/`, '127.0.0.1', '/')
  return { agent, personId }
}

/** A bearer token of that person. */
export const apiToken = (app: AppContext, personId: number, scope: Scope): Promise<string> =>
  app.db.transaction().execute((trx) => createToken(trx, app.now().toISOString(), SYSTEM, { personId, name: 'testi', scope, expiresAt: null }))

export const PASSWORD = 'vihreä kattila tanssii jäällä'

/** Lets that person sign in with a password. */
export async function givePassword(app: AppContext, personId: number, password = PASSWORD) {
  const hash = await hashPassword(password)
  await app.db.transaction().execute((trx) => setPassword(trx, personId, hash))
}

/** Someone with a password and a browser that is not signed in. */
export async function withPassword(app: AppContext, site: Express, options: PersonOptions & { email: string }) {
  const personId = await addPerson(app, options)
  await givePassword(app, personId)
  return { personId, agent: browser(site) }
}

/** Sends the sign-in form. */
export const sendSignIn = (agent: ReturnType<typeof browser>, email: string, password = PASSWORD, fields: Record<string, string> = { yhteinen: '1' }) =>
  agent.post('/kirjaudu').type('form').send({ sahkoposti: email, salasana: password, ...fields })
