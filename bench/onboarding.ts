import { readFileSync } from 'node:fs'
import { newData, removeFolders, startServer, withData } from '../e2e/server.ts'
import { dayAfter, isDayOff } from '../src/content/facts/holidays.ts'
import { prepareText } from '../src/content/prepare-text.ts'
import { createItem } from '../src/content/save-item.ts'
import { sendReminders } from '../src/onboarding/send-reminders.ts'
import { startOnboarding } from '../src/onboarding/start-onboarding.ts'
import { pathOf } from '../src/onboarding/path-definition.ts'
import { addSample } from '../src/content/import/sample-library.ts'
import { samplePaths } from '../src/content/import/sample-files.ts'
import { ensureTeam, personById } from '../src/people/people.queries.ts'
import { finnishDay } from '../src/i18n/finnish-day.ts'
import { SYSTEM } from '../src/platform/changes/changes.queries.ts'
import { addPerson, sessionCookie } from '../src/testing/sign-in.ts'
import { sampleItem } from '../src/testing/sample-item.ts'
import { asStarted } from './as-started.ts'
import { load } from './load.ts'

/** 500 people on the sample path, a third of it done: the morning's front page and day page at 16 connections, and the reminders for all. */
const PEOPLE = 500
/** Processor time of a process in milliseconds: what a request costs, whatever else the machine does meanwhile. */
const cpuOf = (pid: number) => { const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(' '); return (Number(fields[13]) + Number(fields[14])) * 10 }
const dataDir = await newData({ fill: async (app) => { await addSample(app) } }), cookies: string[] = []
const today = finnishDay(new Date()), start = dayAfter(today, -5), path = pathOf(JSON.stringify(samplePaths()[0]))!
const made = await withData(dataDir, async (app) => {
  const { db } = app, { id: pathId } = await db.selectFrom('item').where('external_id', '=', 'POLKU-01').select('id').executeTakeFirstOrThrow()
  const boss = await addPerson(app, { role: 'contact', municipality: 'salla' }), mentor = await addPerson(app, { municipality: 'salla' })
  for (let n = 0; n < PEOPLE; n++) {
    const id = await addPerson(app, { municipality: 'salla', email: `uusi${n}@kirjasto.example` })
    cookies.push(await sessionCookie(app, id, { shared: false }))
    await db.transaction().execute(async (trx) => startOnboarding(trx, app, SYSTEM, { pathId, title: 'Polku', language: 'fi', path, person: (await personById(trx, id))!, mentor: (await personById(trx, mentor))!, supervisorId: boss, libraryId: null, buddy: '',
      whom: { roles: ['asiakaspalvelu'], sami: true }, startDate: start }))
  }
  await db.transaction().execute(async (trx) => {
    const input = sampleItem({ subjects: [], ownerTeamId: await ensureTeam(trx, 'Omistajat') }), { id, revisionId } = await createItem(trx, app.now().toISOString(), SYSTEM, input, prepareText(input))
    await trx.insertInto('mandatory').values({ item_id: id, network_wide: 1, from_on: today, due_on: today, keep_months: 12, made_by: null, ended_on: null }).execute()
    await trx.updateTable('onboarding_task').where('due_date', '<', today).set({ done_on: today, read_revision_id: revisionId }).execute()
    await trx.updateTable('person').set({ password_hash: 'x' }).execute()
    await trx.deleteFrom('mail').execute()
  })
  return db.selectFrom('onboarding_task').select((select) => select.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
})
const { nodeOptions, env } = asStarted()
const server = await startServer({ dataDir, nodeOptions, env: { ...env, LOG_LEVEL: 'warn' } })
const figures: Record<string, unknown> = {}
for (const [name, address] of [['front page', '/'], ['day page', '/perehdytys/oma']] as const) for (const round of ['warm-up', 'measured'] as const) {
  const before = cpuOf(server.pid), each = await load(server.url, cookies.map(() => address), { connections: 16, seconds: round === 'measured' ? 8 : 2, cookie: cookies })
  if (round === 'measured') figures[`${name} ×16`] = { ...each, cpuMs: Math.round(((cpuOf(server.pid) - before) / (each.perSecond * 8)) * 100) / 100 }
}
await server.stop()
const reminders = await withData(dataDir, async (app) => {
  let morning = dayAfter(today, 1)
  while (isDayOff(morning)) morning = dayAfter(morning, 1)
  const begun = performance.now()
  await sendReminders({ ...app, now: () => new Date(`${morning}T05:00:00Z`) })
  const took = Math.round(performance.now() - begun)
  return { ms: took, mails: (await app.db.selectFrom('mail').select((select) => select.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n }
})
console.table(figures)
console.log(JSON.stringify({ people: PEOPLE, tasks: made.n, reminders }))
removeFolders()
