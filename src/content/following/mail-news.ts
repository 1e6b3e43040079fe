import type { AppContext } from '../../context.ts'
import type { Trx } from '../../database.ts'
import { t } from '../../i18n/translate.ts'
import { newToken } from '../../people/auth/token.ts'
import { enqueueMail } from '../../platform/mail/mail.queries.ts'
import { actsBetween, digestReaders, markMailed, noteDigest, peopleToMail, putWish, unmailed, wishOf } from './following.queries.ts'
import { digestOf } from './digest.queries.ts'
import { mailOf, toldInWords } from './mail-words.ts'
import { DEFAULT_WISH } from './mail-wish.ts'
import { isTimeToMail } from './when-to-mail.ts'
import { weekAt, weekNamed } from './finnish-week.ts'

type MailApp = Pick<AppContext, 'db' | 'config' | 'now'>
const MOST_LINES = 50
const MOST_ACTS = 2000
const READERS_AT_ONCE = 50

/** Puts into the outbox what waits for people and whose time it is. What goes into a mail is marked in the same transaction: it is mailed once. */
export async function mailNews({ db, config, now }: MailApp): Promise<void> {
  const at = now().toISOString()
  for (const person of await peopleToMail(db)) {
    const wish = person.news ?? DEFAULT_WISH.news
    if (wish !== 'never' && !isTimeToMail(wish, { from: person.quiet_from ?? '', until: person.quiet_until ?? '' }, person.since, at)) continue
    const lines = wish === 'never' ? [] : await unmailed(db, person.id, at, 1000)
    await db.transaction().execute(async (trx) => {
      const shown = lines.map((line) => ({ text: toldInWords(person.locale, line), href: line.href, detail: '' })).filter(({ text }) => text !== '')
      if (shown.length > 0) {
        const unsubscribe = await unsubscribeAddress(trx, person.id, config.publicUrl), heading = t(person.locale, 'following.mail.news', { count: shown.length })
        await enqueueMail(trx, at, { to: person.email, subject: heading, unsubscribe, ...mailOf(person.locale, config.publicUrl, { heading, lines: shown.slice(0, MOST_LINES), rest: Math.max(0, shown.length - MOST_LINES), listHref: '/oma/kuulumiset', unsubscribe }) })
      }
      await markMailed(trx, person.id, person.last, at)
    })
  }
}

/** The week that has ended, for everyone whose library something concerns: the writers' own sentences. Each gets it once; an empty one is not sent. */
export async function mailDigest({ db, config, now }: MailApp): Promise<void> {
  const at = now().toISOString(), week = weekNamed(weekAt(at).previous)!, acts = await actsBetween(db, week.from, week.until, MOST_ACTS)
  if (acts.length === 0) return
  for (;;) {
    const readers = await digestReaders(db, week.name, week.until, READERS_AT_ONCE)
    for (const person of readers) {
      const rows = await digestOf(db, person, at, acts)
      await db.transaction().execute(async (trx) => {
        await noteDigest(trx, person.id, week.name)
        if (rows.length === 0) return
        const unsubscribe = await unsubscribeAddress(trx, person.id, config.publicUrl), heading = t(person.locale, 'following.mail.digest', { place: person.municipalityName, week: Number(week.name.slice(6)) })
        const lines = rows.slice(0, MOST_LINES).map(({ title, href, summary }) => ({ text: title, href, detail: summary }))
        await enqueueMail(trx, at, { to: person.email, subject: heading, unsubscribe, ...mailOf(person.locale, config.publicUrl, { heading, lines, rest: Math.max(0, rows.length - MOST_LINES), listHref: `/viikko?viikko=${week.name}`, unsubscribe }) })
      })
    }
    if (readers.length < READERS_AT_ONCE) return
  }
}

async function unsubscribeAddress(trx: Trx, personId: number, publicUrl: string): Promise<string> {
  const known = await wishOf(trx, personId), wish = known ?? { ...DEFAULT_WISH, unsubscribe_token: newToken().token }
  if (!known) await putWish(trx, personId, wish)
  return `${publicUrl}/seuranta/lopeta/${wish.unsubscribe_token}`
}
