import type { Db } from '../database.ts'
import type { ItemInput } from '../content/save-item.ts'
import { testDatabase } from './test-database.ts'

/** For tests: an item as the import would bring it. */
export const sampleItem = (different: Partial<ItemInput> = {}): ItemInput => ({
  externalId: null, kind: 'guide', lang: 'fi', title: 'Kirjastokortin antaminen', body: 'Pyydä henkilöllisyystodistus.', summary: 'Ensimmäinen versio',
  state: 'published', ownerTeamId: 1, restrictedTeamId: null, networkWide: true, municipalityIds: [], roles: ['asiakaspalvelu'],
  subjects: [{ label: 'kirjastokortit', labelSv: 'bibliotekskort' }], goals: ['B3'], reviewMonths: 12, statutoryTask: null, partOf: null,
  noticeType: null, visibleFrom: null, visibleUntil: null, data: null, files: [], sample: false, ...different,
})

/** For tests: an empty database with two municipalities, two teams and two people. */
export async function sampleDatabase(): Promise<Db> {
  const db = await testDatabase()
  await addSampleOwners(db)
  return db
}

export async function addSampleOwners(db: Db) {
  const forms = { genitive: '', inside: '', into_form: '', out_of: '', name_sv: '', name_se: '', name_smn: '', name_sms: '', sami_homeland: 0, required_languages: '["fi"]' } as const
  await db.insertInto('municipality').values([
    { ...forms, id: 1, slug: 'rovaniemi', name: 'Rovaniemi', inside: 'Rovaniemellä' }, { ...forms, id: 2, slug: 'inari', name: 'Inari', inside: 'Inarissa' },
  ]).execute()
  await db.insertInto('team').values([{ id: 1, name: 'Asiakaspalveluryhmä', substitute_team_id: null }, { id: 2, name: 'Rekkukeskus', substitute_team_id: null }]).execute()
  await db.insertInto('person').values([1, 2].map((id) => ({
    id, email: `henkilo${id}@example.fi`, name: `Henkilö ${id}`, municipality_id: id, role: 'editor' as const, password_hash: null, created_at: '2026-01-01T00:00:00.000Z', disabled_at: null,
  }))).execute()
}
