import { existsSync } from 'node:fs'
import { isIP } from 'node:net'
import path from 'node:path'
import { z } from 'zod'

const isProxyPlace = (place: string) => /^(loopback|linklocal|uniquelocal)$/.test(place) || (isIP(place.split('/')[0]!) !== 0 && /^[^/]+(\/\d{1,3})?$/.test(place))

/** Every setting, with its default; `.env.example` lists the same names and a test compares them. */
const Settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATA_DIR: z.string().min(1).default(path.resolve(import.meta.dirname, '../..')),
  MEILI_URL: z.url({ protocol: /^https?$/ }).optional(),
  MEILI_KEY: z.string().min(16).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).default('Laavu <laavu@localhost>'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  TRUST_PROXY: z.string().refine((list) => list.split(',').every((place) => isProxyPlace(place.trim())), 'name addresses, networks (10.0.0.0/8), loopback, linklocal or uniquelocal').optional(),
  REVIEW_SUBSTITUTE_AFTER_DAYS: z.coerce.number().int().min(1).max(730).default(30),
  UPLOAD_PERSON_DAY_MB: z.coerce.number().int().min(1).max(1_000_000).default(500),
  UPLOAD_MUNICIPALITY_MB: z.coerce.number().int().min(1).max(100_000_000).default(20_000),
  DISK_RESERVE_MB: z.coerce.number().int().min(0).max(10_000_000).default(500),
  VOIKKO_DICTIONARY: z.string().min(1).optional(),
})

export const SETTING_NAMES = Object.keys(Settings.shape)

export interface Config {
  port: number
  host: string
  /** origin that links in mails use and that cookies are bound to; never taken from a request */
  publicUrl: string
  https: boolean
  dataDir: string
  databaseFile: string
  uploadsDir: string
  meili: { url: string; key: string } | null
  smtpUrl: string | null
  mailFrom: string
  logLevel: string
  /** addresses of the proxy whose X-Forwarded-For is believed; null = none is */
  trustProxy: string | null
  voikkoDictionary: string | null
  /** days after which an overdue review is also the substitute team's */
  reviewSubstituteAfterDays: number
  /** bytes that a person may send in a day */
  uploadPersonDayBytes: number
  /** bytes that the people of a municipality may send in all */
  uploadMunicipalityBytes: number
  /** bytes of the disk that files leave to the database */
  diskReserveBytes: number
}

/** A setting that cannot be used. The start stops with exit code 78 (EX_CONFIG) and names it. */
export class ConfigError extends Error { override name = 'ConfigError' }

export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([name, value]) => SETTING_NAMES.includes(name) && value !== ''))
  const result = Settings.safeParse(given)
  if (!result.success) throw new ConfigError(result.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`).join('; '))
  const set = result.data
  if (set.MEILI_URL && !set.MEILI_KEY) throw new ConfigError('MEILI_KEY: is needed when MEILI_URL is set')
  const publicUrl = new URL(set.PUBLIC_URL ?? `http://${set.HOST === '0.0.0.0' || set.HOST === '::' ? 'localhost' : set.HOST.includes(':') ? `[${set.HOST}]` : set.HOST}:${set.PORT}`)
  if (publicUrl.pathname !== '/') throw new ConfigError('PUBLIC_URL: give the origin only, without a path')
  const dataDir = path.resolve(set.DATA_DIR)
  return {
    port: set.PORT, host: set.HOST, publicUrl: publicUrl.origin, https: publicUrl.protocol === 'https:', dataDir,
    databaseFile: path.join(dataDir, 'db', 'laavu.sqlite'), uploadsDir: path.join(dataDir, 'uploads'),
    meili: set.MEILI_URL ? { url: set.MEILI_URL, key: set.MEILI_KEY! } : null,
    smtpUrl: set.SMTP_URL ?? null, mailFrom: set.MAIL_FROM, logLevel: set.LOG_LEVEL,
    trustProxy: set.TRUST_PROXY ?? null, voikkoDictionary: set.VOIKKO_DICTIONARY ?? null, reviewSubstituteAfterDays: set.REVIEW_SUBSTITUTE_AFTER_DAYS,
    uploadPersonDayBytes: set.UPLOAD_PERSON_DAY_MB * 1_000_000, uploadMunicipalityBytes: set.UPLOAD_MUNICIPALITY_MB * 1_000_000, diskReserveBytes: set.DISK_RESERVE_MB * 1_000_000,
  }
}

/** The settings of this process: the environment, and below it a `.env` file in the project's folder. */
export function configFromEnvironment(): Config {
  const file = path.resolve(import.meta.dirname, '../../.env')
  if (existsSync(file)) process.loadEnvFile(file)
  return readConfig(process.env)
}
