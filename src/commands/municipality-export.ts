import { writeFile } from 'node:fs/promises'
import { exportMunicipality } from '../content/municipality/export-municipality.ts'
import { HttpError } from '../platform/http/errors.ts'
import type { Command } from './command.ts'
import { Failure } from './failure.ts'
import { withApp } from './open-app.ts'

export const municipalityExport: Command = {
  usage: 'SLUG FILE',
  about: 'Writes all that is a municipality’s into a ZIP: people without passwords, supplements, facts, its own pages (restricted ones and drafts too) and their files.',
  options: {},
  operands: ['SLUG', 'FILE'],
  async run(_values, [slug, file]) {
    await withApp(async (app) => {
      try {
        await writeFile(file!, await exportMunicipality(app, slug!, null), { flag: 'wx', mode: 0o600 })
        console.log(file)
      } catch (error) {
        if (error instanceof HttpError && error.status === 404) throw new Failure(`There is no municipality ${slug}.`)
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new Failure(`${file} is there already. Nothing was written.`)
        throw error
      }
    })
  },
}
