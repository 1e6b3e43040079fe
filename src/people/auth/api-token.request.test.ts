import { expect, test } from 'vitest'
import { addPerson, apiToken } from '../../testing/sign-in.ts'
import { testApp } from '../../testing/test-app.ts'
import { SYSTEM } from '../../platform/changes/changes.queries.ts'
import { createToken, revokeToken, viewerByToken } from './api-token.ts'

test('P-1: a token speaks for its person with its scope, as she is now', async () => {
  const { app } = await testApp()
  const person = await addPerson(app, { role: 'editor', municipality: 'inari', teams: ['Inarin kirjasto'] }), token = await apiToken(app, person, 'write')
  expect(token).toMatch(/^laavu_[\w-]{43}$/)
  expect(await viewerByToken(app, token)).toMatchObject({ scope: 'write',
    viewer: { id: person, role: 'editor', municipalitySlug: 'inari', municipalityInside: 'Inarissa', teamIds: [1] } })
  await app.db.updateTable('person').set({ role: 'reader' }).where('id', '=', person).execute()
  expect((await viewerByToken(app, token))!.viewer.role).toBe('reader')
})

test('P-1, A-14: a token that is unknown, revoked, too old, or of someone disabled is nobody', async () => {
  const { app, moveClock } = await testApp()
  const person = await addPerson(app), make = (expiresAt: string | null) => app.db.transaction()
    .execute((trx) => createToken(trx, app.now().toISOString(), SYSTEM, { personId: person, name: 'skripti', scope: 'read', expiresAt }))
  const [kept, revoked, old] = [await make(null), await make(null), await make('2026-02-01T00:00:00.000Z')]
  for (const token of [kept, revoked, old]) expect(await viewerByToken(app, token)).not.toBeNull()
  const revoke = () => app.db.transaction().execute((trx) => revokeToken(trx, app.now().toISOString(), SYSTEM, 2))
  expect([await revoke(), await revoke()]).toEqual([true, false])
  moveClock('2026-02-01T00:00:00.000Z')
  expect([await viewerByToken(app, revoked), await viewerByToken(app, old)]).toEqual([null, null])
  for (const wrong of ['', 'laavu_', `laavu_${'A'.repeat(43)}`, kept.slice(6), `${kept}x`, kept.toUpperCase()]) expect(await viewerByToken(app, wrong)).toBeNull()
  expect(await viewerByToken(app, kept)).not.toBeNull()
  await app.db.updateTable('person').set({ disabled_at: app.now().toISOString() }).where('id', '=', person).execute()
  expect(await viewerByToken(app, kept)).toBeNull()
  expect((await app.db.selectFrom('change').select('action').where('subject_type', '=', 'token').orderBy('id').execute()).map((row) => row.action))
    .toEqual(['token-created', 'token-created', 'token-created', 'token-revoked'])
})
