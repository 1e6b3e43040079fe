import { openApp } from '../src/commands/open-app.ts'
import { sendReminders } from '../src/onboarding/send-reminders.ts'
import { readConfig } from '../src/platform/config.ts'
import { createLog } from '../src/platform/log.ts'

/** One morning's reminders on the data folder of the environment, at the moment that is given: for a test that kills it meanwhile. */
const app = await openApp(readConfig(process.env), createLog('silent')), moment = new Date(process.argv[2]!)
await sendReminders({ ...app, now: () => moment })
await app.db.destroy()
