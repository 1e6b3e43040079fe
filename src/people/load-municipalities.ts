import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { AppContext } from '../context.ts'
import { leftMunicipalities, putLibrary, putMunicipality } from './people.queries.ts'

const FILE = path.resolve(import.meta.dirname, '../../db/sample/municipalities.json')
const Forms = z.object({ nimi: z.string(), genetiivi: z.string(), missa: z.string(), mihin: z.string(), mista: z.string() })
const Municipalities = z.array(z.object({
  forms: Forms, sv: z.string(), se: z.string(), smn: z.string(), sms: z.string(),
  sami_homeland: z.string(), required_languages: z.array(z.string()),
  libraries: z.array(Forms.extend({ kind: z.string() })),
}))

/**
 * Fills the municipalities and libraries with their case forms; run at every start, so that a corrected name arrives with an update. What a
 * person has edited stays hers, and who has left the network stays away.
 */
export async function loadMunicipalities({ db }: Pick<AppContext, 'db'>) {
  const municipalities = Municipalities.parse(JSON.parse(await readFile(FILE, 'utf8')))
  await db.transaction().execute(async (trx) => {
    const left = await leftMunicipalities(trx)
    for (const given of municipalities.filter(({ forms }) => !left.has(slugOf(forms.nimi)))) {
      const id = await putMunicipality(trx, municipalityRow(given))
      for (const library of given.libraries) await putLibrary(trx, { municipality_id: id, ...inflected(library), kind: library.kind })
    }
  })
}

function municipalityRow(given: z.output<typeof Municipalities>[number]) {
  return {
    slug: slugOf(given.forms.nimi), ...inflected(given.forms),
    name_sv: given.sv, name_se: given.se, name_smn: given.smn, name_sms: given.sms,
    sami_homeland: given.sami_homeland === 'ei' ? 0 as const : 1 as const, required_languages: JSON.stringify(given.required_languages),
  }
}

const inflected = ({ nimi, genetiivi, missa, mihin, mista }: z.output<typeof Forms>) => ({ name: nimi, genitive: genetiivi, inside: missa,
  into_form: mihin, out_of: mista })

/** Kemijärvi → kemijarvi */
const slugOf = (name: string) => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z]+/g, '-')
