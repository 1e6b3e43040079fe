import type { Locale } from '../../i18n/locales.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import { t } from '../../i18n/translate.ts'
import { view } from '../../platform/views/view.ts'
import { errorTitle, formErrors, type Errors, type Problem } from '../form-fields.ts'
import type { KeptField } from './kept-fields.ts'

export const titled = (locale: Locale, key: MessageKey, problems: Problem[]) => errorTitle(locale, t(locale, key), problems)
type Found = Record<string, string>

interface SignInPage {
  title: string
  problems: Problem[]
  errors: Errors<'sahkoposti' | 'salasana'>
  email: string
  shared: boolean
  /** where to go on to; with `post`, the address that the kept fields are sent to */
  next: string
  post: boolean
  kept: KeptField[]
  ended: boolean
  notKept: boolean
}
const noErrors = { sahkoposti: null, salasana: null }
export const signInView = view<SignInPage>('auth/sign-in', {
  title: 'Kirjaudu', problems: [{ field: 'sahkoposti', key: 'auth.wrong' }], errors: { ...noErrors, sahkoposti: 'auth.emailBad' }, email: 'asiakaspalvelu@rovaniemi',
  shared: true, next: '/sivu/1', post: true, kept: [{ name: 'otsikko', value: 'Kaukopalvelu' }], ended: true, notKept: true,
})
export function signInPage(locale: Locale, page: Partial<Omit<SignInPage, 'title' | 'errors' | 'problems'>>, found: Found = {}): SignInPage {
  const shown = formErrors(['sahkoposti', 'salasana'], found)
  return { email: '', shared: true, next: '/', post: false, kept: [], ended: false, notKept: false, ...page, ...shown,
    title: titled(locale, 'auth.signIn', shown.problems) }
}

interface ContinuePage { title: string; name: string; action: string; kept: KeptField[] }
export const continueView = view<ContinuePage>('auth/continue', {
  title: 'Tekstisi odottaa tallennusta', name: 'Aino Esimerkki', action: '/sivu/1/muokkaa', kept: [{ name: 'otsikko', value: 'Kaukopalvelu' }],
})

interface ConfirmPage { title: string; problems: Problem[]; errors: Errors<'salasana'>; action: string; kept: KeptField[] }
export const confirmView = view<ConfirmPage>('auth/confirm', {
  title: 'Vahvista salasanalla', problems: [{ field: 'salasana', key: 'auth.currentWrong' }], errors: { salasana: 'auth.currentWrong' },
  action: '/oma/laitteet/1', kept: [{ name: 'rooli', value: 'editor' }],
})
export function confirmPage(locale: Locale, page: Pick<ConfirmPage, 'action' | 'kept'>, found: Found = {}): ConfirmPage {
  const shown = formErrors(['salasana'], found)
  return { ...page, ...shown, title: titled(locale, 'auth.confirmTitle', shown.problems) }
}

interface SetupPage {
  title: string
  problems: Problem[]
  errors: Errors<'nimi' | 'sahkoposti' | 'kunta' | 'salasana'>
  name: string
  email: string
  municipalities: { id: number; name: string; chosen: boolean }[]
}
export const setupView = view<SetupPage>('auth/setup', {
  title: 'Ota Laavu käyttöön', problems: [{ field: 'nimi', key: 'auth.nameMissing' }],
  errors: { nimi: 'auth.nameMissing', sahkoposti: null, kunta: null, salasana: null },
  name: '', email: 'aino@kirjasto.example', municipalities: [{ id: 1, name: 'Inari', chosen: true }],
})
export function setupPage(locale: Locale, page: Pick<SetupPage, 'name' | 'email' | 'municipalities'>, found: Found = {}): SetupPage {
  const shown = formErrors(['nimi', 'sahkoposti', 'kunta', 'salasana'], found)
  return { ...page, ...shown, title: titled(locale, 'auth.setupTitle', shown.problems) }
}

interface InvitationPage { title: string; problems: Problem[]; errors: Errors<'nimi' | 'salasana'>; name: string; email: string }
export const invitationView = view<InvitationPage>('auth/invitation', {
  title: 'Tervetuloa Laavuun', problems: [{ field: 'salasana', key: 'auth.passwordShort' }], errors: { nimi: null, salasana: 'auth.passwordShort' },
  name: 'Aino Esimerkki', email: 'aino@kirjasto.example',
})
export function invitationPage(locale: Locale, page: Pick<InvitationPage, 'name' | 'email'>, found: Found = {}): InvitationPage {
  const shown = formErrors(['nimi', 'salasana'], found)
  return { ...page, ...shown, title: titled(locale, 'auth.invitationTitle', shown.problems) }
}

interface ResetRequestPage { title: string; problems: Problem[]; errors: Errors<'sahkoposti'>; email: string }
export const resetRequestView = view<ResetRequestPage>('auth/reset-request', {
  title: 'Vaihda unohtunut salasana', problems: [{ field: 'sahkoposti', key: 'auth.emailBad' }], errors: { sahkoposti: 'auth.emailBad' },
  email: 'aino@kirjasto',
})
export function resetRequestPage(locale: Locale, email: string, found: Found = {}): ResetRequestPage {
  const shown = formErrors(['sahkoposti'], found)
  return { email, ...shown, title: titled(locale, 'auth.resetTitle', shown.problems) }
}
export const resetSentView = view<{ title: string }>('auth/reset-sent', { title: 'Katso sähköpostisi' })

interface NewPasswordPage { title: string; problems: Problem[]; errors: Errors<'salasana'>; email: string }
export const newPasswordView = view<NewPasswordPage>('auth/new-password', {
  title: 'Keksi uusi salasana', problems: [{ field: 'salasana', key: 'auth.passwordCommon' }], errors: { salasana: 'auth.passwordCommon' },
  email: 'aino@kirjasto.example',
})
export function newPasswordPage(locale: Locale, email: string, found: Found = {}): NewPasswordPage {
  const shown = formErrors(['salasana'], found)
  return { email, ...shown, title: titled(locale, 'auth.newPasswordTitle', shown.problems) }
}
