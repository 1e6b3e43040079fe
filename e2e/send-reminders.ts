import { openApp } from '../src/commands/open-app.ts'
import { sendReminders } from '../src/onboarding/send-reminders.ts'
import { readConfig } from '../src/platform/config.ts'
import { createLog } from '../src/platform/log.ts'

/**
 * One morning's reminders on the data folder of the environment, at the moment that is given; with a number after it the process kills itself
 * as kill -9 does when it begins that transaction. A kill from outside would come too late on a quick machine.
 */
const app = await openApp(readConfig(process.env), createLog('silent')), moment = new Date(process.argv[2]!), last = Number(process.argv[3] ?? Infinity)
let transactions = 0
const db = new Proxy(app.db, {
  get(target, name) {
    if (name === 'transaction' && ++transactions === last) process.kill(process.pid, 'SIGKILL')
    const value: unknown = Reflect.get(target, name)
    return typeof value === 'function' ? (value.bind(target) as unknown) : value
  },
})
await sendReminders({ ...app, db, now: () => moment })
await app.db.destroy()
