import { setImmediate } from 'node:timers/promises'
import { Cron } from 'croner'
import type { AppContext } from './context.ts'
import { readDocuments } from './documents/read-documents.ts'
import { sweepUploads } from './files/receive-upload.ts'
import { sweepOnboardings } from './onboarding/sweep-onboardings.ts'
import { sweepSignIn } from './people/auth/sweep-sign-in.ts'
import { sendWaitingMail } from './platform/mail/send-waiting-mail.ts'
import { sweepMail } from './platform/mail/sweep-mail.ts'
import { renewOutdated, tidySearch } from './search/search.sync.ts'

/** The one table of scheduled work. Times are Finnish; a run that is still going on is not started again beside itself. */
const JOBS: { name: string; when: string; run(app: AppContext): Promise<void> }[] = [
  { name: 'send mail', when: '* * * * *', run: sendWaitingMail },
  { name: 'read documents', when: '* * * * *', run: readDocuments },
  { name: 'renew the search index', when: '* * * * *', run: async (app) => { while (await renewOutdated(app)) await setImmediate() } },
  { name: 'tidy the search index', when: '*/10 * * * *', run: (app) => tidySearch(app, { wholly: false }) },
  { name: 'tidy the search index wholly', when: '7 4 * * *', run: (app) => tidySearch(app, { wholly: true }) },
  { name: 'sweep uploads', when: '37 3 * * *', run: sweepUploads },
  { name: 'sweep onboardings', when: '47 3 * * *', run: sweepOnboardings },
  { name: 'sweep sign-in', when: '17 3 * * *', run: sweepSignIn },
  { name: 'sweep mail', when: '27 3 * * *', run: sweepMail },
]

/** Starts the clock; `stop` lets what is running finish. */
export function startJobs(app: AppContext): { stop(): Promise<void> } {
  const running = new Set<Promise<void>>()
  const clocks = JOBS.map((job) => new Cron(job.when, { timezone: 'Europe/Helsinki', protect: true, unref: true }, async () => {
    const run = job.run(app).catch((error: unknown) => { app.log.error({ job: job.name, err: error }, 'job failed') })
    running.add(run)
    await run
    running.delete(run)
  }))
  return {
    async stop() {
      for (const clock of clocks) clock.stop()
      await Promise.all(running)
    },
  }
}
