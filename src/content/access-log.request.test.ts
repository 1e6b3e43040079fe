import { expect, test } from 'vitest'
import { ensureTeam } from '../people/people.queries.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { sampleItem } from '../testing/sample-item.ts'
import { signedIn } from '../testing/sign-in.ts'
import { TEST_NOW, testApp } from '../testing/test-app.ts'
import { prepareText } from './prepare-text.ts'
import { createItem } from './save-item.ts'

test('every page that shows the text of an item restricted to a team notes who opened it; of an open item none does', async () => {
  const { app, site } = await testApp(), { agent, personId } = await signedIn(app, site, { role: 'editor', teams: ['Johtoryhmä'] })
  const reads = async () => (await app.db.selectFrom('restricted_read').select(['person_id', 'item_id', 'channel']).execute())
  for (const restricts of [false, true]) {
    const id = await app.db.transaction().execute(async (trx) => {
      const team = await ensureTeam(trx, 'Johtoryhmä'), input = sampleItem({ title: `Sivu ${restricts}`, externalId: null, ownerTeamId: team, restrictedTeamId: restricts ? team : null })
      return (await createItem(trx, TEST_NOW, SYSTEM, input, prepareText(input))).id
    })
    const typed = { versio: '1', alku: '{}', vastuu: '1', otsikko: 'Sivu', teksti: 'Uusi teksti', muutos: 'Uusi', tarkistus: '12' }
    const team = String((await app.db.selectFrom('item').where('id', '=', id).select('owner_team_id').executeTakeFirstOrThrow()).owner_team_id)
    const to = async (address: string, form: Record<string, string>) => (await agent.post(address).type('form').send(form).expect(303)).headers['location']!
    const pages = [
      `/sivu/${id}/muokkaa`, `/sivu/${id}/tarkista`, `/sivu/${id}/ehdota?kieli=fi`,
      await to(`/sivu/${id}/ehdota?kieli=fi`, { versio: '1', teksti: 'Ehdotettu teksti', perustelu: 'Näin on nyt' }),
      await to(`/sivu/${id}/muokkaa?kieli=fi`, { ...typed, vastuu: team, toiminto: 'hyvaksynta', tiimi: team }),
      await to(`/sivu/${id}/muokkaa?kieli=fi`, { ...typed, vastuu: team, toiminto: 'ajasta', muutoshetki: '2026-06-01T08:00' }),
    ]
    expect(await reads()).toEqual([])
    for (const page of pages) await agent.get(page).expect(200)
    expect(await reads()).toEqual(restricts ? pages.map(() => ({ person_id: personId, item_id: id, channel: 'page' })) : [])
  }
})
