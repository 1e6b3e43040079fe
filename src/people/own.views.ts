import { LOCALE_NAMES, LOCALES, type Locale } from '../i18n/locales.ts'
import type { MessageKey } from '../i18n/messages.ts'
import { view } from '../platform/views/view.ts'
import { titled } from './auth/auth.views.ts'
import { formErrors, type Errors, type Problem } from './form-fields.ts'
import type { Person } from './people.table.ts'
import { libraryChoices, ROLE_NAMES } from './people.views.ts'

const THEMES = [['', 'people.themeAuto'], ['light', 'people.themeLight'], ['dark', 'people.themeDark']] as const

interface OwnPage {
  title: string
  problems: Problem[]
  errors: Errors<'nimi' | 'salasana-nykyinen' | 'salasana-uusi'>
  name: string
  email: string
  role: MessageKey
  municipality: string
  languages: { code: string; name: string; chosen: boolean }[]
  themes: { value: string; key: MessageKey; chosen: boolean }[]
  devices: { id: number; name: string; since: string; shared: boolean; here: boolean }[]
  otherDevices: boolean
  manages: boolean
  /** those of her municipality */
  libraries: { value: string; name: string; chosen: boolean }[]
  /** how much waits in her work list */
  work: number
}
export const ownView = view<OwnPage>('people/own', {
  title: 'Oma sivu', problems: [{ field: 'salasana-nykyinen', key: 'auth.currentWrong' }],
  errors: { nimi: 'auth.nameMissing', 'salasana-nykyinen': 'auth.currentWrong', 'salasana-uusi': 'auth.passwordShort' },
  name: 'Aino Esimerkki', email: 'aino@kirjasto.example', role: 'people.role.contact', municipality: 'Inari',
  languages: [{ code: 'fi', name: 'Suomi', chosen: true }], themes: [{ value: '', key: 'people.themeAuto', chosen: true }],
  devices: [{ id: 1, name: 'Firefox, Windows', since: '2026-01-02T03:04:05.000Z', shared: true, here: true },
    { id: 2, name: '', since: '2026-01-02T03:04:05.000Z', shared: false, here: false }], otherDevices: true, manages: true, work: 3, libraries: [{ value: '3', name: 'Inarin kirjasto', chosen: true }],
})

interface Device { id: number; device: string; shared_device: 0 | 1; created_at: string }
export function ownPage(locale: Locale, person: Person, about: { municipality: string; devices: Device[]; here: number; manages: boolean; work: number; libraries: { id: number; name: string }[] },
  found: Record<string, string> = {}): OwnPage {
  const shown = formErrors(['nimi', 'salasana-nykyinen', 'salasana-uusi'], found)
  return {
    ...shown, title: titled(locale, 'people.own', shown.problems), name: person.name, email: person.email, role: ROLE_NAMES[person.role],
    municipality: about.municipality,
    languages: LOCALES.map((code) => ({ code, name: LOCALE_NAMES[code], chosen: code === person.locale })),
    themes: THEMES.map(([value, key]) => ({ value, key, chosen: value === person.theme })),
    devices: about.devices.map((row) => ({ id: row.id, name: row.device, since: row.created_at, shared: row.shared_device === 1, here: row.id === about.here })),
    otherDevices: about.devices.some((row) => row.id !== about.here), manages: about.manages, work: about.work,
    libraries: libraryChoices(about.libraries, person.library_id),
  }
}
