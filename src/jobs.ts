import { Cron } from 'croner'
import { passApprovalsOn } from './content/approval/pass-on.ts'
import { lookAtDamaged } from './content/damage/tell-of-damage.ts'
import { sweepTrash } from './content/edit-trash-sweep.ts'
import { endConsents } from './content/image-library/end-consents.ts'
import { prepareImages } from './content/image-library/prepare-images.ts'
import { publishDue } from './content/scheduling/publish-due.ts'
import { publishPlanned } from './content/scheduling/publish-planned.ts'
import { askForReviews } from './content/upkeep/ask-for-reviews.ts'
import { sweepAcknowledgements } from './content/acknowledgements/sweep-acknowledgements.ts'
import { mailDigest, mailNews } from './content/following/mail-news.ts'
import { tellFollowers } from './content/following/tell-followers.ts'
import { sweepFeedback } from './content/statements/give-feedback.ts'
import { adoptTranslations } from './content/translations/adopt-translations.ts'
import type { AppContext } from './context.ts'
import { askToMend } from './documents/faults/ask-to-mend.ts'
import { readDocuments } from './documents/read-documents.ts'
import { sweepUploads } from './files/receive-upload.ts'
import { sweepFiles } from './files/sweep-files.ts'
import { sendReminders } from './onboarding/send-reminders.ts'
import { sweepOnboardings } from './onboarding/sweep-onboardings.ts'
import { sweepSignIn } from './people/auth/sweep-sign-in.ts'
import { sendWaitingMail } from './platform/mail/send-waiting-mail.ts'
import { sweepMail } from './platform/mail/sweep-mail.ts'
import { sweepFailed } from './search/failed/failed-searches.ts'
import { tellAskers } from './search/failed/tell-askers.ts'
import { readSuggestions } from './search/suggest.ts'
import { keepSearchUp, tidySearch } from './search/search.sync.ts'
import { remindOfDays } from './templates/calendar/remind-of-days.ts'
import { sweepTemplates } from './templates/sweep-templates.ts'
import { askOwnersOfUse } from './templates/use/ask-owners.ts'

/** `atOnce`: also when the server has started. */
interface Job { name: string; when: string; atOnce?: true; run(app: AppContext): Promise<void> }

/** The one table of scheduled work. Times are Finnish; a run that is still going on is not started again beside itself. */
const JOBS: Job[] = [
  { name: 'tell followers', when: '* * * * *', run: tellFollowers },
  { name: 'mail news', when: '* * * * *', run: mailNews },
  { name: 'mail the digest', when: '*/10 7-17 * * *', run: mailDigest },
  { name: 'send mail', when: '* * * * *', run: sendWaitingMail },
  { name: 'tell of what has come into view', when: '* * * * *', run: publishDue },
  { name: 'publish planned changes', when: '* * * * *', run: publishPlanned },
  { name: 'pass approvals on', when: '*/10 * * * *', run: passApprovalsOn },
  { name: 'adopt translations', when: '* * * * *', run: adoptTranslations },
  { name: 'prepare images', when: '* * * * *', run: prepareImages },
  { name: 'end consents', when: '* * * * *', run: endConsents },
  { name: 'read documents', when: '* * * * *', run: readDocuments },
  { name: 'ask to mend documents', when: '22 * * * *', run: askToMend },
  { name: 'keep the search index up', when: '*/15 * * * * *', run: keepSearchUp },
  { name: 'tidy the search index', when: '*/10 * * * *', run: (app) => tidySearch(app, { wholly: false }) },
  { name: 'tidy the search index wholly', when: '7 4 * * *', run: (app) => tidySearch(app, { wholly: true }) },
  { name: 'ask for reviews', when: '12 * * * *', run: askForReviews },
  { name: 'read ahead for searches', when: '* * * * *', atOnce: true, run: async (app) => { await Promise.all([readSuggestions(app), app.search.readAhead(app.now().toISOString())]) } },
  { name: 'tell askers what is found now', when: '* * * * *', run: tellAskers },
  { name: 'sweep failed searches', when: '57 3 * * *', run: sweepFailed },
  { name: 'sweep uploads', when: '37 3 * * *', run: sweepUploads },
  { name: 'look at damaged files', when: '*/10 * * * *', run: async (app) => { await lookAtDamaged(app) } },
  { name: 'sweep files', when: '7 4 * * *', run: sweepFiles },
  { name: 'sweep onboardings', when: '47 3 * * *', run: sweepOnboardings },
  { name: 'sweep acknowledgements', when: '57 3 * * *', run: sweepAcknowledgements },
  // each minute, so that a morning that was cut short goes on; each person gets one
  { name: 'send reminders', when: '* 7-8 * * 1-5', run: sendReminders },
  { name: 'sweep the trash', when: '57 3 * * *', run: sweepTrash },
  { name: 'sweep sign-in', when: '17 3 * * *', run: sweepSignIn },
  { name: 'sweep templates', when: '57 3 * * *', run: sweepTemplates },
  { name: 'ask owners of use', when: '22 6 * * *', run: askOwnersOfUse },
  { name: 'remind of days', when: '12 6 * * *', run: remindOfDays },
  { name: 'sweep feedback', when: '57 3 * * *', run: sweepFeedback },
  { name: 'sweep mail', when: '27 3 * * *', run: sweepMail },
]

/** Starts the clocks, one for each `when`; `stop` lets what is running finish. */
export function startJobs(app: AppContext, all = JOBS): { stop(): Promise<void> } {
  const running = new Map<string, Promise<void>>()
  const run = (job: Job) => {
    if (running.has(job.name)) return
    const done = job.run(app).catch((error: unknown) => { app.log.error({ job: job.name, err: error }, 'job failed') }).finally(() => { running.delete(job.name) })
    running.set(job.name, done)
  }
  const clocks = [...Map.groupBy(all, ({ when }) => when)].map(([when, jobs]) => new Cron(when, { timezone: 'Europe/Helsinki', unref: true }, () => { for (const job of jobs) run(job) }))
  for (const job of all) if (job.atOnce) run(job)
  return {
    async stop() {
      for (const clock of clocks) clock.stop()
      await Promise.all(running.values())
    },
  }
}
