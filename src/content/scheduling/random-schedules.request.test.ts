import fc from 'fast-check'
import type { KyselyPlugin } from 'kysely'
import { expect, test } from 'vitest'
import { testApp } from '../../testing/test-app.ts'
import { sampleItem } from '../../testing/sample-item.ts'
import { addPerson } from '../../testing/sign-in.ts'
import { ensureTeam } from '../../people/people.queries.ts'
import { recordChange, SYSTEM } from '../../platform/changes/changes.queries.ts'
import { checkChain } from '../../platform/changes/check-chain.ts'
import { chooseEngine } from '../../search/choose-engine.ts'
import { catchUpSearch } from '../../search/search.sync.ts'
import { finnishMinute, finnishMoment } from '../edit-finnish-day.ts'
import { tellFollowers } from '../following/tell-followers.ts'
import { currentText } from '../item-writes.queries.ts'
import { prepareText } from '../prepare-text.ts'
import { createItem, restoreItem, reviseItem, trashItem } from '../save-item.ts'
import { itemsInForce } from '../visibility.ts'
import { planAddress } from './plan-address.ts'
import { closePlan, insertPlan } from './planned.queries.ts'
import { publishDue } from './publish-due.ts'
import { publishPlanned } from './publish-planned.ts'

/** Evenings in Finland before a night on which the clock is put forward or back, a leap day, the end of 32 bits, and one like any other. */
const NIGHTS = ['2026-03-28T20:00', '2026-10-24T20:00', '2028-02-28T20:00', '2038-01-18T20:00', '2026-06-10T20:00'] as const
const JOBS = { due: publishDue, planned: publishPlanned, followers: tellFollowers, search: catchUpSearch }
type Job = keyof typeof JOBS

/** A minute of the night as a form would send it; null in the hour that spring leaves out. */
const momentOf = (night: string, minute: number) => finnishMoment(new Date(Date.parse(`${night}:00Z`) + minute * 60_000).toISOString().slice(0, 16))

const minute = fc.integer({ min: 0, max: 900 }), line = fc.integer({ min: 0, max: 2 })
const act = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant('plan' as const), minute, line }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('withdraw' as const), which: fc.nat(3) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('wait' as const), from: fc.option(minute), until: fc.option(minute) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('save' as const), line }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constantFrom('trash' as const, 'restore' as const) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('clock' as const), minutes: fc.integer({ min: -240, max: 480 }) }) },
  // a process that is killed after so many statements, or two at the same time
  { weight: 4, arbitrary: fc.record({ does: fc.constant('jobs' as const), order: fc.shuffledSubarray(Object.keys(JOBS) as Job[], { minLength: 1 }), dies: fc.option(fc.integer({ min: 1, max: 25 })), twice: fc.boolean() }) },
)
const schedule = fc.record({ night: fc.constantFrom(...NIGHTS), begins: fc.integer({ min: 0, max: 240 }), acts: fc.array(act, { minLength: 4, maxLength: 14 }) })

/** Twenty seconds; fewer or more: SCHEDULES=50 vitest run --project request random-schedules */
const RUNS = Number(process.env['SCHEDULES'] ?? 1000)

class Killed extends Error {}
const { app, moveClock } = await testApp()
let left = Infinity, died = 0
const dying: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: async ({ result }) => {
    if (--left < 0) throw new Killed()
    return result
  },
}
const db = app.db.withPlugin(dying), search = chooseEngine(app.config, db, app.analyser, app.log)

async function run(order: Job[], dies: number | null) {
  const process = { ...app, db, search } // a new process remembers nothing
  left = dies ?? Infinity
  try {
    for (const job of order) await JOBS[job](process)
  } catch (error) {
    if (!(error instanceof Killed)) throw error
    died++
  } finally {
    left = Infinity
  }
}

const team = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Oma tiimi')), writer = await addPerson(app, { role: 'editor', teams: ['Oma tiimi'] }), follower = await addPerson(app)
await app.db.insertInto('follow').values({ person_id: follower, target: 'kind', value: 'guide', since: '2020-01-01T00:00:00.000Z' }).execute()

test(`R10, R23: ${RUNS} random schedules with killed and doubled processes and a clock that jumps, also on the nights when it is put forward or back: each change is published once, none before its moment, and lists, search and what is told agree with the database in the end`, async () => {
  const seen = { published: 0, stopped: 0, withdrawn: 0, begun: 0, ended: 0, early: 0 }
  await fc.assert(fc.asyncProperty(schedule, async ({ night, begins, acts }) => {
    let now = Date.parse(finnishMoment(night)!) + begins * 60_000, words = 0
    const iso = () => new Date(now).toISOString(), write = <T>(what: Parameters<ReturnType<typeof app.db.transaction>['execute']>[0]) => app.db.transaction().execute(what) as Promise<T>
    const tick = (minutes: number) => { now += minutes * 60_000; moveClock(iso()) }
    tick(0)
    let input = sampleItem({ ownerTeamId: team, title: 'Ohje', body: 'Rivi 0.\n\nRivi 1.\n\nRivi 2.', subjects: [] }), trashed = false, wasTrashed = false, latest = now
    const { id } = await write<{ id: number }>((trx) => createItem(trx, iso(), SYSTEM, input, prepareText(input)))
    const plans: { id: number; at: string }[] = [], waits: { change: number; at: string; from: string | null; until: string | null }[] = []
    const lastChange = async () => (await app.db.selectFrom('change').select((select) => select.fn.max('id').as('id')).executeTakeFirstOrThrow()).id
    const revise = async (more: Partial<typeof input>) => {
      const text = (await currentText(app.db, id, 'fi'))!
      input = { ...input, body: text.body, ...more }
      await write((trx) => reviseItem(trx, iso(), SYSTEM, id, null, input, prepareText(input)))
    }
    const withWord = (body: string, at: number) => body.replace(new RegExp(`^Rivi ${at}.*$`, 'm'), `Rivi ${at}: sana-${++words}.`)

    for (const one of acts) {
      latest = Math.max(latest, now)
      if (one.does === 'plan') {
        const at = momentOf(night, one.minute), text = (await currentText(app.db, id, 'fi'))!
        if (at === null) continue
        const fields = JSON.stringify({ otsikko: 'Ohje', teksti: withWord(text.body, one.line), muutos: `suunnitelma ${words}`, versio: String(text.number) })
        const plan = await write<number>(async (trx) => insertPlan(trx, { item_id: id, lang: 'fi', base: text.number, fields, at, made_by: writer, made_at: iso(), closed_at: null, closed_by: null }))
        plans.push({ id: plan, at })
        latest = Math.max(latest, Date.parse(at))
      } else if (one.does === 'withdraw') {
        const plan = plans[one.which]
        if (plan) await write(async (trx) => { if (await closePlan(trx, plan.id, 'waiting', 'withdrawn', iso(), writer)) await recordChange(trx, { at: iso(), actor: SYSTEM, action: 'plan-withdrawn', subject: { type: 'item', id }, detail: { planned: plan.id } }) })
      } else if (one.does === 'wait' && !trashed) {
        const [from, until] = [one.from, one.until].map((given) => (given === null ? null : momentOf(night, given))) as [string | null, string | null]
        if (from !== null && until !== null && from >= until) continue
        await revise({ visibleFrom: from, visibleUntil: until, body: withWord((await currentText(app.db, id, 'fi'))!.body, 0) })
        waits.push({ change: await lastChange(), at: iso(), from, until })
        latest = Math.max(latest, ...[from, until].map((moment) => (moment === null ? 0 : Date.parse(moment))))
      } else if (one.does === 'save' && !trashed) await revise({ body: withWord((await currentText(app.db, id, 'fi'))!.body, one.line), summary: `tallennus ${words}` })
      else if (one.does === 'trash' && !trashed) {
        await write((trx) => trashItem(trx, iso(), SYSTEM, id))
        trashed = wasTrashed = true
      } else if (one.does === 'restore' && trashed) {
        await write((trx) => restoreItem(trx, iso(), SYSTEM, id))
        trashed = false
      } else if (one.does === 'clock') tick(one.minutes)
      else if (one.does === 'jobs') await Promise.all(Array.from({ length: one.twice ? 2 : 1 }, () => run(one.order, one.dies)))
    }
    now = Math.max(now, latest)
    tick(1)
    for (let round = 0; round < 3; round++) await run(['planned', 'due', 'followers', 'search'], null)

    // each planned change has one end, never before its moment, and its writer was told of it once
    const log = (await app.db.selectFrom('change').where('subject_type', '=', 'item').where('subject_id', '=', id).selectAll().orderBy('id').execute()).map((row) => ({ ...row, detail: JSON.parse(row.detail) as Record<string, unknown> }))
    const told = await app.db.selectFrom('told').where('item_id', '=', id).selectAll().execute(), toldElse = await app.db.selectFrom('told').where('href', 'in', ['', ...plans.map((plan) => planAddress(plan.id))]).selectAll().execute()
    const revisions = await app.db.selectFrom('revision').where('item_id', '=', id).select(['number', 'summary']).orderBy('id').execute()
    for (const plan of plans) {
      const { state } = await app.db.selectFrom('planned_change').where('id', '=', plan.id).select('state').executeTakeFirstOrThrow(), ends = log.filter(({ detail, action }) => detail['planned'] === plan.id && action !== 'change-planned')
      expect([state, ends.map(({ action }) => action)]).toEqual([state, [{ published: 'planned-published', stopped: 'planned-stopped', withdrawn: 'plan-withdrawn', waiting: 'must not wait any more' }[state]]])
      if (state === 'waiting') continue
      if (state !== 'withdrawn' && ends[0]!.at < plan.at) seen.early++
      if (state === 'stopped') expect(toldElse.filter(({ href, message }) => href === planAddress(plan.id) && message === 'scheduling.told.stopped')).toHaveLength(1)
      seen[state]++
    }
    expect(told.filter(({ message }) => message === 'scheduling.told.published')).toHaveLength(log.filter(({ action }) => action === 'planned-published').length)
    // every text is a revision of its own, in order; the same plan is never two
    expect(revisions.map(({ number }) => number)).toEqual(revisions.map((_, at) => at + 1))
    const planned = revisions.map(({ summary }) => summary).filter((summary) => summary.startsWith('suunnitelma'))
    expect(new Set(planned).size).toBe(planned.length)
    // coming into view and going out of it are told at most once for each time that was set, and of the last one exactly once
    const moments = log.filter(({ detail, action }) => detail['scheduled'] === true || action === 'ended'), last = waits.at(-1)
    const saves = log.filter(({ action }) => action === 'revised').map((row) => ({ at: row.at, wait: waits.findLast(({ change }) => change <= row.id) }))
    for (const [action, moment] of [['published', 'from'], ['ended', 'until']] as const) expect(moments.filter((row) => row.action === action).length).toBeLessThanOrEqual(saves.filter(({ at, wait }) => (wait?.[moment] ?? at) > at).length)
    const savedLater = last !== undefined && log.some(({ id: change, action }) => change > last.change && action === 'revised')
    if (last && !wasTrashed && !savedLater) {
      const after = moments.filter((row) => row.id > last.change).map(({ action }) => action)
      if ((last.until ?? last.at) > last.at) expect([after.at(-1), after.filter((action) => action === 'ended').length]).toEqual(['ended', 1])
      else expect(after).toEqual((last.from ?? last.at) > last.at ? ['published'] : [])
    }
    seen.begun += moments.filter(({ action }) => action === 'published').length
    seen.ended += moments.filter(({ action }) => action === 'ended').length
    expect(await app.db.selectFrom('scheduled').where('item_id', '=', id).where('at', '<=', iso()).selectAll().execute()).toEqual([])
    // what is listed, what is indexed and what was told agree with the database
    const inForce = await itemsInForce(app.db, iso()).where('item.id', '=', id).select('item.id').execute(), from = input.visibleFrom, until = input.visibleUntil
    expect(inForce.length === 1).toBe(!trashed && (from === null || from <= iso()) && (until === null || until > iso()))
    const indexed = await app.db.selectFrom('search_item').where('item_id', '=', id).select(['removed', 'version']).executeTakeFirstOrThrow()
    expect(indexed).toEqual({ removed: trashed ? 1 : 0, version: log.filter(({ result }) => result === 'done').at(-1)!.id })
    const news = told.filter(({ person_id }) => person_id === follower).map(({ change_id }) => change_id).toSorted((a, b) => a! - b!), tellable = log.filter(({ action }) => action === 'published' || action === 'revised').map((row) => row.id)
    expect(news.filter((change) => !tellable.includes(change!))).toEqual([])
    if (!wasTrashed && waits.length === 0) expect(news).toEqual(tellable)
  }), { numRuns: RUNS, interruptAfterTimeLimit: 600_000 })
  expect((await checkChain(app.db)).brokenAt).toBeNull()
  if (process.env['SCHEDULES_SAID']) console.log(seen, { died })
  expect(seen.early).toBe(0)
  // an absence of faults says nothing where nothing happened
  for (const count of [seen.published, seen.stopped, seen.withdrawn, seen.begun, seen.ended, died]) expect(count).toBeGreaterThan(RUNS / 50)
}, 600_000)

test('I-9, R23: each minute of the nights when the clock is put forward or back is one moment, in order, and the hour that spring leaves out is none', () => {
  for (const [night, none] of [['2026-03-28T20:00', 60], ['2026-10-24T20:00', 0]] as const) {
    const moments = Array.from({ length: 900 }, (_, at) => momentOf(night, at)), known = moments.filter((moment) => moment !== null)
    expect(moments.length - known.length).toBe(none)
    expect(known).toEqual(known.toSorted())
    expect(new Set(known).size).toBe(known.length)
    expect(known.map(finnishMinute)).toEqual(moments.flatMap((moment, at) => (moment === null ? [] : [new Date(Date.parse(`${night}:00Z`) + at * 60_000).toISOString().slice(0, 16)])))
  }
})
