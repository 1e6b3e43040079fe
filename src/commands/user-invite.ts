import { invite } from '../people/invite.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import type { Command } from './command.ts'
import { withApp } from './open-app.ts'
import { PERSON_OPTIONS, PERSON_USAGE, personFrom } from './person-options.ts'

export const userInvite: Command = {
  usage: PERSON_USAGE,
  about: 'Adds a person who sets her own password through a link. The link is printed, alone, and mailed to her when SMTP_URL is set.',
  options: PERSON_OPTIONS,
  operands: [],
  run: (values) => withApp(async (app) => {
    const person = await personFrom(app, values)
    const { link } = await app.db.transaction().execute((trx) => invite(trx, app, SYSTEM, person))
    console.log(link)
  }),
}
