import { t } from '../i18n/translate.ts'
import type { Locale } from '../i18n/locales.ts'
import { view } from '../platform/views/view.ts'
import { personalAddress } from './onboarding-address.ts'

/** Where no mail is sent: the link of the invitation, to be passed on by whoever started the path. */
interface InvitedPage { title: string; name: string; email: string; link: string; href: string }
export const invitedView = view<InvitedPage>('onboarding/invited', { title: 'Kutsu', name: 'Aino Esimerkki', email: 'aino@kirjasto.example', link: 'https://laavu.example/kutsu/abc', href: '/perehdytys/henkilokohtainen/1' })
export const invitedPage = (locale: Locale, { name, email }: { name: string; email: string }, link: string, onboardingId: number): InvitedPage =>
  ({ title: t(locale, 'onboarding.invited.title'), name, email, link, href: personalAddress(onboardingId) })
