import { t } from '../i18n/translate.ts'
import { hashPassword } from '../people/auth/password-hash.ts'
import { passwordProblem } from '../people/auth/password-rules.ts'
import { createPerson } from '../people/create-person.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import type { Command } from './command.ts'
import { Failure, UsageError } from './failure.ts'
import { withApp } from './open-app.ts'
import { PERSON_OPTIONS, PERSON_USAGE, personFrom } from './person-options.ts'

export const userAdd: Command = {
  usage: PERSON_USAGE,
  about: 'Adds a person who can sign in at once. The password is read from the environment variable LAAVU_PASSWORD (at least 15 characters), ' +
    'so that it does not stay in the history of the shell or show in the list of processes.',
  options: PERSON_OPTIONS,
  operands: [],
  async run(values) {
    const password = process.env.LAAVU_PASSWORD
    if (!password) throw new UsageError('LAAVU_PASSWORD is missing.')
    await withApp(async (app) => {
      const person = await personFrom(app, values)
      const problem = passwordProblem(password, person)
      if (problem) throw new Failure(`LAAVU_PASSWORD cannot be used. ${t('en', problem)}`)
      const passwordHash = await hashPassword(password)
      await app.db.transaction().execute((trx) => createPerson(trx, app.now().toISOString(), SYSTEM, { ...person, passwordHash }))
      console.log(`${person.email} can sign in at ${app.config.publicUrl}`)
    })
  },
}
