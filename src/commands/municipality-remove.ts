import { removeMunicipality } from '../content/municipality/remove-municipality.ts'
import { HttpError } from '../platform/http/errors.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { catchUpSearch } from '../search/search.sync.ts'
import type { Command } from './command.ts'
import { Failure } from './failure.ts'
import { withApp } from './open-app.ts'

export const municipalityRemove: Command = {
  usage: 'SLUG --yes',
  about: 'Takes a municipality that leaves the network out of the library: its people, libraries, supplements, facts and the pages that are its alone. Shared pages stay. '
    + 'There is no way back but a backup: run "municipality export" before.',
  options: { yes: { type: 'boolean' } },
  operands: ['SLUG'],
  async run(values, [slug]) {
    if (values['yes'] !== true) throw new Failure(`Nothing was removed. Add --yes when you have the export of ${slug} and a backup.`)
    await withApp(async (app) => {
      try {
        const { name, items, shared } = await app.db.transaction().execute((trx) => removeMunicipality(trx, app.now().toISOString(), SYSTEM, slug!))
        await catchUpSearch(app)
        console.log(`${name} has left: ${items} pages of its own removed, ${shared} shared pages kept.`)
      } catch (error) {
        if (error instanceof HttpError && error.status === 404) throw new Failure(`There is no municipality ${slug}.`)
        if (error instanceof HttpError && error.status === 409) throw new Failure(`The last administrator works in ${slug}. Make someone elsewhere an administrator first.`)
        throw error
      }
    })
  },
}
