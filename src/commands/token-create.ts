import { createToken } from '../people/auth/api-token.ts'
import { personByEmail } from '../people/people.queries.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { needed, oneOf, type Command } from './command.ts'
import { Failure } from './failure.ts'
import { withApp } from './open-app.ts'

export const tokenCreate: Command = {
  usage: '--email ADDRESS --name NAME [--scope read|write]',
  about: 'Makes a token with which a script uses the API as that person, and prints it, alone. It cannot be read again. Without --scope it reads only.',
  options: { email: { type: 'string' }, name: { type: 'string' }, scope: { type: 'string' } },
  operands: [],
  async run(values) {
    const email = needed(values, 'email').toLowerCase(), name = needed(values, 'name'), scope = oneOf(values, 'scope', ['read', 'write'], 'read')
    await withApp(async (app) => {
      const person = await personByEmail(app.db, email)
      if (!person || person.disabled_at !== null) throw new Failure(`Nobody with the address ${email} can sign in.`)
      const at = app.now().toISOString()
      console.log(await app.db.transaction().execute((trx) => createToken(trx, at, SYSTEM, { personId: person.id, name, scope, expiresAt: null })))
    })
  },
}
