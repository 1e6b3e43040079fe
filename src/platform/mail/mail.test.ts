import { createServer, type Server } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { migrate } from '../database/migrate.ts'
import { openDatabase } from '../database/open.ts'
import { createLog } from '../log.ts'
import { enqueueMail, waitingMailCount } from './mail.queries.ts'
import { sendWaitingMail } from './send-waiting-mail.ts'
import { sweepMail } from './sweep-mail.ts'

const START = Date.parse('2026-01-02T03:04:05.000Z'), MINUTE = 60_000, DAY = 24 * 60 * MINUTE
const servers: Server[] = []
afterEach(() => { for (const server of servers.splice(0)) server.close() })

async function outbox(settings: Record<string, string>) {
  const db = openDatabase(':memory:')
  await migrate(db)
  let now = START
  const app = { db, config: readConfig(settings), log: createLog('silent'), now: () => new Date(now) }
  const add = (to: string, subject = 'Kutsu Laavuun', body = 'Hei Äijä') => db.transaction().execute((trx) => enqueueMail(trx,
    app.now().toISOString(), { to, subject, body }))
  return { app, add, moveTo: (ms: number) => { now = START + ms }, rows: () => db.selectFrom('mail').selectAll().orderBy('id').execute() }
}

/** A mail server that keeps what it gets; it refuses every recipient that `refuse` matches. */
async function mailServer(refuse = /^$/) {
  const received: string[] = []
  const server = createServer((socket) => {
    let data = false, text = ''
    const say = (line: string) => socket.write(`${line}\r\n`)
    say('220 laavu.example')
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      text += chunk.toString()
      for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
        const line = text.slice(0, end)
        if (data) {
          const stop = text.indexOf('\r\n.\r\n')
          if (stop < 0) return
          received.push(text.slice(0, stop))
          text = text.slice(stop + 5)
          data = false
          say('250 ok')
          continue
        }
        text = text.slice(end + 2)
        if (line === 'DATA') { data = true; say('354 go on') } else if (line === 'QUIT') { say('221 bye'); socket.end() } else if (line.startsWith('RCPT') && refuse.test(line)) say('550 no such user')
        else say('250 ok')
      }
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  return { received, url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

test('a mail waits in the outbox, is sent once, and its text is not kept after that', async () => {
  const server = await mailServer(), { app, add, rows } = await outbox({ SMTP_URL: server.url, MAIL_FROM: 'Laavu <laavu@kirjasto.example>' })
  await add('aino@kirjasto.example')
  expect(await waitingMailCount(app.db)).toEqual({ count: 1, oldest: '2026-01-02T03:04:05.000Z' })
  await sendWaitingMail(app)
  await sendWaitingMail(app)
  expect(server.received).toHaveLength(1)
  expect(server.received[0]).toMatch(/From: Laavu <laavu@kirjasto\.example>[\s\S]*To: aino@kirjasto\.example[\s\S]*Subject: Kutsu Laavuun/)
  expect(await rows()).toMatchObject([{ sent_at: '2026-01-02T03:04:05.000Z', body: '', last_error: null }])
})

test('without a mail server mails wait, and nothing is lost', async () => {
  const { app, add, rows } = await outbox({})
  await add('aino@kirjasto.example')
  await sendWaitingMail(app)
  expect(await rows()).toMatchObject([{ sent_at: null, attempts: 0, body: 'Hei Äijä' }])
})

test('a mail server that is down is tried again later each time, one mail at a time', async () => {
  const { app, add, rows, moveTo } = await outbox({ SMTP_URL: 'smtp://127.0.0.1:9' })
  await add('aino@kirjasto.example')
  await add('oula@kirjasto.example')
  const next: string[] = []
  for (const minutes of [0, 1, 3]) {
    moveTo(minutes * MINUTE)
    await app.db.updateTable('mail').set({ next_try_at: '2027-01-01T00:00:00.000Z' }).where('recipient', '=', 'oula@kirjasto.example').execute()
    await sendWaitingMail(app)
    next.push((await rows())[0]!.next_try_at.slice(11, 16))
  }
  expect(next).toEqual(['03:05', '03:07', '03:11'])
  const [first, second] = await rows()
  expect([first!.attempts, second!.attempts]).toEqual([3, 0])
  expect(first!.last_error).toMatch(/ECONNREFUSED|connect/i)
})

test('one address that the server refuses does not hold up the others', async () => {
  const server = await mailServer(/poissa/), { app, add, rows } = await outbox({ SMTP_URL: server.url })
  await add('poissa@kirjasto.example')
  await add('aino@kirjasto.example')
  await sendWaitingMail(app)
  const [refused, sent] = await rows()
  expect([refused!.sent_at, refused!.attempts, sent!.sent_at]).toEqual([null, 1, '2026-01-02T03:04:05.000Z'])
  expect(server.received).toHaveLength(1)
})

test('I-12: a line break in a subject or a recipient, or a second recipient, is refused', async () => {
  const { add, rows } = await outbox({})
  for (const [to, subject] of [['a@b.example\r\nBcc: c@d.example', 'x'], ['a@b.example', 'x\r\nBcc: c@d.example'], ['a@b.example',
    'x\nBcc: c@d.example'], ['a@b.example,c@d.example', 'x'], ['A <a@b.example>', 'x'], ['a@b.example\u0000', 'x']])
    await expect(add(to!, subject), JSON.stringify(to)).rejects.toMatchObject({ status: 400 })
  expect(await rows()).toEqual([])
})

test('a mail that could not be sent in a week is given up and removed', async () => {
  const server = await mailServer(), { app, add, rows, moveTo } = await outbox({ SMTP_URL: server.url })
  await add('aino@kirjasto.example')
  moveTo(7 * DAY)
  await sendWaitingMail(app)
  expect(server.received).toEqual([])
  await sweepMail(app)
  expect(await rows()).toHaveLength(1)
  moveTo(7 * DAY + 1)
  await sweepMail(app)
  expect(await rows()).toEqual([])
})
