import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { prepareText } from '../content/prepare-text.ts'
import { createItem, reviseItem } from '../content/save-item.ts'
import { sampleItem } from '../testing/sample-item.ts'
import { signedIn, givePassword, apiToken } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'
import { DATA_MAP } from './data-map.ts'
import { tell, openTask } from './inbox/inbox.queries.ts'
import { columnsToPeople } from './person-data.queries.ts'
import { ensureTeam } from './people.queries.ts'
import { enqueueMail } from '../platform/mail/mail.queries.ts'

const NAME = 'Aliisa Poistettava', EMAIL = 'aliisa.poistettava@kirjasto.example'

async function stage() {
  const { app, site } = await testApp(), { db } = app, at = app.now().toISOString()
  const aliisa = await signedIn(app, site, { role: 'editor', municipality: 'inari', name: NAME, email: EMAIL, teams: ['Asiakaspalvelu'] }), admin = await signedIn(app, site, { role: 'admin', name: 'Anna Ylläpito' })
  await givePassword(app, aliisa.personId)
  await apiToken(app, aliisa.personId, 'read')
  const actor = { id: aliisa.personId, origin: '10.0.0.1', requestId: 'r' }
  const item = await db.transaction().execute(async (trx) => {
    const ownerTeamId = await ensureTeam(trx, 'Asiakaspalvelu'), input = sampleItem({ ownerTeamId, title: 'Hänen sivunsa' })
    const { id } = await createItem(trx, at, actor, input, prepareText(input))
    const next = { ...input, body: `Toinen versio. Kysy: ${NAME}.`, summary: `Ehdotti ${NAME}` }
    await reviseItem(trx, at, actor, id, null, next, prepareText(next))
    await tell(trx, at, [aliisa.personId, admin.personId], { message: 'approval.told.commented', values: { name: NAME }, href: '/' })
    await openTask(trx, at, { teamId: ownerTeamId }, { key: 'x:1', message: 'approval.told.commented', values: { name: NAME }, href: '/' })
    await openTask(trx, at, { personId: aliisa.personId }, { key: 'x:2', message: 'approval.told.commented', values: { name: 'joku' }, href: '/' })
    await enqueueMail(trx, at, { to: EMAIL, subject: 'Hei', body: `Hei ${NAME}` })
    await enqueueMail(trx, at, { to: 'toinen@kirjasto.example', subject: `${NAME} kysyi`, body: `Vastaa: ${EMAIL}` })
    await trx.insertInto('acknowledgement').values({ item_id: id, person_id: aliisa.personId, revision_id: (await trx.selectFrom('revision').select('id').executeTakeFirstOrThrow()).id, acknowledged_on: '2026-01-02' }).execute()
    return id
  })
  for (const [path, form] of [['/kysymykset', { kysymys: 'Missä avain on?', tiimi: '1' }], [`/seuranta/sivu/${item}`, { seuraa: '1' }], ['/perehdytys/autan', { apu: 'Kirjavinkkaus' }], [`/sivu/${item}/ehdota`, { teksti: 'Uusi teksti.', perustelu: 'Parempi', versio: '2', nimi: '1' }]] as const)
    await aliisa.agent.post(path).type('form').send(form)
  await db.insertInto('draft').values({ person_id: aliisa.personId, item_id: item, lang: 'fi', base: 1, fields: JSON.stringify({ otsikko: NAME }), created_at: at, saved_at: at, share_token: null }).execute()
  return { app, db, aliisa, admin, item, signedIn: (options: object) => signedIn(app, site, options) }
}

/** Where a text stands in the database: table.column, each once. */
async function placesOf(db: Awaited<ReturnType<typeof stage>>['db'], text: string): Promise<string[]> {
  const columns = (await sql<{ t: string; c: string }>`select m.name t, c.name c from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table' and m.name not like 'search_text%' and m.name not like 'search_vocabulary%'`.execute(db)).rows
  const found: string[] = []
  for (const { t, c } of columns) if ((await sql`select 1 from ${sql.table(t)} where instr(cast(${sql.ref(c)} as text), ${text}) > 0 limit 1`.execute(db)).rows.length > 0) found.push(`${t}.${c}`)
  return found.sort()
}
/** People wrote these words about her: they are listed for a person to put right, not rewritten by a machine. */
const WRITTEN = ['revision.body', 'revision.html', 'revision.sections', 'search_section.text']

test('every table that points to a person is on the privacy page', async () => {
  const { app: { db } } = await testApp(), known = new Set(DATA_MAP.flatMap(({ tables }) => tables.flatMap(({ table, by }) => by.map((column) => `${table}.${column}`))))
  expect((await columnsToPeople(db)).map(({ table, column }) => `${table}.${column}`).filter((place) => !known.has(place))).toEqual([])
  for (const { tables } of DATA_MAP) for (const { table, by, take } of tables) {
    const columns = (await sql<{ name: string }>`select name from pragma_table_info(${table})`.execute(db)).rows.map(({ name }) => name)
    for (const column of [...by, ...take]) expect(columns, table).toContain(column)
    expect(take.filter((column) => /hash|token/.test(column)), table).toEqual([])
  }
})

test('after a person is erased, her name and address are nowhere but in texts that people wrote, and those are listed', async () => {
  const { db, aliisa, admin, item } = await stage(), before = [...await placesOf(db, NAME), ...await placesOf(db, EMAIL)]
  for (const place of ['person.name', 'told.detail', 'task.detail', 'revision.summary', 'mail.body', 'draft.fields', 'person.email', 'mail.recipient']) expect(before).toContain(place)
  const asked = await admin.agent.get(`/hallinta/henkilot/${aliisa.personId}/poisto`)
  expect(asked.text).toMatch(new RegExp(`Nimi on näiden sivujen tekstissä[\\s\\S]*/sivu/${item}\\?kieli&#x3D;fi`))
  expect((await admin.agent.post(`/hallinta/henkilot/${aliisa.personId}/poisto`).type('form').send({})).status).toBe(422)
  expect((await admin.agent.post(`/hallinta/henkilot/${aliisa.personId}/poisto`).type('form').send({ varma: '1' })).status).toBe(303)
  expect((await placesOf(db, NAME)).filter((place) => !WRITTEN.includes(place))).toEqual([])
  expect(await placesOf(db, EMAIL)).toEqual([])
  for (const table of ['session', 'api_token', 'follow', 'draft', 'team_member', 'help_offer', 'acknowledgement', 'told'] as const)
    expect(await db.selectFrom(table).where('person_id', '=', aliisa.personId).selectAll().execute(), table).toEqual([])
  // authorship is a role's, the log keeps the number, and the number is not given to anybody else
  expect((await admin.agent.get(`/sivu/${item}/historia?kieli=fi`)).text).toContain('Entinen toimittaja')
  expect(await db.selectFrom('change').where('actor_id', '=', aliisa.personId).where('subject_type', '=', 'item').select('id').execute()).not.toEqual([])
  expect((await aliisa.agent.get('/')).status).toBe(303)
})

test('a person takes along all that is kept of her, without secrets and without what others have written', async () => {
  const { aliisa, admin } = await stage(), reply = await aliisa.agent.get('/oma/tiedot')
  expect([reply.status, reply.headers['content-disposition']]).toEqual([200, 'attachment; filename=omat-tiedot.json'])
  const data = JSON.parse(reply.text) as Record<string, Record<string, object[]>>
  expect(data['account']!['person']).toMatchObject([{ name: NAME, email: EMAIL }])
  expect(data['authorship']!['revision']).toHaveLength(2)
  expect(data['onboarding']!['acknowledgement']).toHaveLength(1)
  expect(reply.text).not.toMatch(/scrypt|_hash|token_|Anna Ylläpito/)
  expect((await admin.agent.get('/oma/tiedot')).text).not.toContain(EMAIL)
})

test('C-9, C-10: a contact person cannot erase another municipality’s people or an administrator, and nobody the last administrator', async () => {
  const { db, aliisa, admin, signedIn: as } = await stage(), salla = await as({ role: 'contact', municipality: 'salla' }), inari = await as({ role: 'contact', municipality: 'inari' })
  expect((await salla.agent.post(`/hallinta/henkilot/${aliisa.personId}/poisto`).type('form').send({ varma: '1' })).status).toBe(404)
  expect((await inari.agent.get(`/hallinta/henkilot/${admin.personId}/poisto`)).status).toBe(404)
  expect((await admin.agent.post(`/hallinta/henkilot/${admin.personId}/poisto`).type('form').send({ varma: '1' })).status).toBe(409)
  expect(await db.selectFrom('person').where('email', '=', EMAIL).select('name').execute()).toEqual([{ name: NAME }])
  expect((await inari.agent.post(`/hallinta/henkilot/${aliisa.personId}/poisto`).type('form').send({ varma: '1' })).status).toBe(303)
})
