import { formatDate } from '../i18n/format-date.ts'
import { INTL_TAGS, type Locale } from '../i18n/locales.ts'
import type { MessageKey } from '../i18n/messages.ts'
import { t } from '../i18n/translate.ts'
import { isAtLeast, type Viewer } from '../people/viewer.ts'
import { view } from '../platform/views/view.ts'
import { isDiskShort, type SystemStatus } from './system-status.ts'

interface Place { href: string; icon: string; name: string; about: string }
interface AdminPage { title: string; places: Place[] }
export const adminView = view<AdminPage>('admin/admin', { title: 'Hallinta', places: [{ href: '/hallinta/tila', icon: 'info', name: 'Tila', about: 'Versiot ja haku' }] })

export function adminPage(viewer: Viewer, locale: Locale): AdminPage {
  const isAdmin = isAtLeast(viewer, 'admin')
  const people: Place = { href: '/hallinta/henkilot', icon: 'user', name: t(locale, 'admin.people'), about: t(locale, isAdmin ? 'admin.peopleAllAbout' : 'admin.peopleOwnAbout') }
  const teams: Place = { href: '/hallinta/tiimit', icon: 'user', name: t(locale, 'teams.title'), about: t(locale, 'teams.about') }
  const fresh: Place = { href: '/yllapito/tuoreus', icon: 'clock', name: t(locale, 'upkeep.freshness'), about: t(locale, 'upkeep.freshness.about') }
  const languages: Place = { href: '/yllapito/kielet', icon: 'globe', name: t(locale, 'translations.list.title'), about: t(locale, 'translations.list.about') }
  const words: Place = { href: '/hallinta/hakusanat', icon: 'search', name: t(locale, 'synonyms.title'), about: t(locale, 'synonyms.about') }
  const places: Place = { href: '/hallinta/paikat', icon: 'pin', name: t(locale, 'places.title'), about: t(locale, 'places.about') }
  const facts: Place = { href: '/tiedot', icon: 'list', name: t(locale, 'places.facts'), about: t(locale, 'places.factsAbout') }
  const state: Place = { href: '/hallinta/tila', icon: 'info', name: t(locale, 'admin.state'), about: t(locale, 'admin.stateAbout') }
  const search: Place = { href: '/hallinta/haku', icon: 'search', name: t(locale, 'admin.searchTitle'), about: t(locale, 'admin.searchAbout') }
  const statements: Place = { href: '/hallinta/saavutettavuus', icon: 'eye', name: t(locale, 'statements.manage'), about: t(locale, 'statements.manageAbout') }
  const texts: Place = { href: '/hallinta/tekstit', icon: 'globe', name: t(locale, 'texts.title'), about: t(locale, 'texts.about') }
  const log: Place = { href: '/hallinta/loki', icon: 'history', name: t(locale, 'log.title'), about: t(locale, 'log.adminAbout') }
  const exporting: Place = { href: '/hallinta/vienti', icon: 'download', name: t(locale, 'export.title'), about: t(locale, 'export.about') }
  const alike: Place = { href: '/yllapito/kaksoiskappaleet', icon: 'copy', name: t(locale, 'export.duplicates.title'), about: t(locale, 'export.duplicates.about') }
  const failed: Place = { href: '/haku/puuttuvat', icon: 'search', name: t(locale, 'failed.title'), about: t(locale, 'failed.about') }
  return { title: t(locale, 'admin.title'), places: isAdmin ? [people, places, facts, teams, fresh, languages, failed, words, statements, texts, state, search, log, alike, exporting] : [people, places, facts, teams, fresh, languages, failed, words] }
}

interface Fact { name: string; value: string }
interface Warning { headline: string; advice: string }
interface StatusPage { title: string; warnings: Warning[]; groups: { name: string; facts: Fact[] }[] }
export const statusView = view<StatusPage>('admin/status', {
  title: 'Tila', warnings: [{ headline: 'Suomen sanasto puuttuu', advice: 'Asenna se.' }], groups: [{ name: 'Haku', facts: [{ name: 'Hakukone', value: 'sqlite' }] }],
})

export function statusPage(status: SystemStatus, locale: Locale): StatusPage {
  const { versions, search, counts, database, disk, mail } = status
  const fact = (key: MessageKey, value: string): Fact => ({ name: t(locale, key), value })
  const moment = (iso: string | null) => (iso === null ? t(locale, 'admin.never') : formatDate(locale, iso, 'datetime'))
  const number = (value: number) => value.toLocaleString(INTL_TAGS[locale])
  return {
    title: t(locale, 'admin.state'),
    warnings: WARNINGS.filter(({ holds }) => holds(status)).map(({ headline, advice }) => ({ headline: t(locale, headline), advice: t(locale, advice) })),
    groups: [
      { name: t(locale, 'admin.content'), facts: [
        fact('admin.items', number(counts.items)), fact('admin.files', number(counts.files)), fact('admin.peopleCount', number(counts.people)), fact('admin.lastChange', moment(status.lastChangeAt)),
      ] },
      { name: t(locale, 'admin.search'), facts: [
        fact('admin.engine', search.engine === 'sqlite' ? t(locale, 'admin.engineEmbedded') : search.engine),
        fact('admin.dictionary', t(locale, status.dictionary === 'voikko' ? 'admin.dictionaryVoikko' : 'admin.dictionaryNone')),
        fact('admin.indexed', number(search.items)), fact('admin.waiting', number(search.waiting)),
      ] },
      { name: t(locale, 'admin.storage'), facts: [
        fact('admin.databaseSize', sizeInWords(locale, database.bytes)), fact('admin.diskFree', sizeInWords(locale, disk.freeBytes)), fact('admin.lastBackup', moment(status.lastBackupAt)),
        fact('admin.mailWaiting', number(mail.waiting)),
      ] },
      { name: t(locale, 'admin.versions'), facts: [{ name: 'Laavu', value: versions.laavu }, { name: 'Node', value: versions.node }, { name: 'SQLite', value: versions.sqlite }] },
    ],
  }
}

/** One sentence for the top of an administrator's pages; null while there is room. */
export const lowDiskWords = (disk: SystemStatus['disk'], locale: Locale): string | null =>
  (isDiskShort(disk) ? t(locale, disk.freeBytes < disk.reserveBytes ? 'admin.lowDiskReserved' : 'admin.lowDisk', { size: sizeInWords(locale, disk.freeBytes) }) : null)

const DAY = 24 * 60 * 60 * 1000
/** Mail goes out every minute; one that has waited for an hour has failed several times. */
const HOUR = 60 * 60 * 1000
const isOlder = (status: SystemStatus, iso: string, ms: number) => Date.parse(status.asOf) - Date.parse(iso) > ms

const WARNINGS: { headline: MessageKey; advice: MessageKey; holds: (status: SystemStatus) => boolean }[] = [
  { headline: 'admin.dictionaryMissing', advice: 'admin.dictionaryMissingAdvice', holds: ({ dictionary }) => dictionary === 'none' },
  { headline: 'admin.diskShort', advice: 'admin.diskShortAdvice', holds: ({ disk }) => isDiskShort(disk) },
  { headline: 'admin.backupOld', advice: 'admin.backupOldAdvice', holds: (status) => status.lastBackupAt === null || isOlder(status, status.lastBackupAt, 7 * DAY) },
  { headline: 'admin.mailStuck', advice: 'admin.mailStuckAdvice', holds: (status) => status.mail.oldestAt !== null && isOlder(status, status.mail.oldestAt, HOUR) },
]

export function sizeInWords(locale: Locale, value: number): string {
  const [amount, unit] = value >= 1e9 ? [value / 1e9, 'gigabyte'] : [value / 1e6, 'megabyte']
  return new Intl.NumberFormat(INTL_TAGS[locale], { style: 'unit', unit, maximumFractionDigits: 1 }).format(amount)
}
