import type { Locale } from '../i18n/locales.ts'
import { view } from '../platform/views/view.ts'
import { titled } from './auth/auth.views.ts'
import type { Person } from './people.table.ts'

interface ErasePage { title: string; name: string; href: string; unsure: boolean; pages: { href: string; title: string; lang: string }[] }
export const eraseView = view<ErasePage>('people/erase', { title: 'Poista henkilötiedot', name: 'Aino Esimerkki', href: '/hallinta/henkilot/2', unsure: true, pages: [{ href: '/sivu/1?kieli=fi', title: 'Kuka auttaa', lang: 'fi' }] })

/** `unsure`: the erasure was not confirmed. */
export const erasePage = (locale: Locale, person: Person, pages: { id: number; lang: string; title: string }[], unsure: boolean): ErasePage => ({
  title: titled(locale, 'data.erase', unsure ? [{ field: 'varma', key: 'data.sure' }] : []), name: person.name, href: `/hallinta/henkilot/${person.id}`, unsure,
  pages: pages.map(({ id, lang, title }) => ({ href: `/sivu/${id}?kieli=${lang}`, title, lang })),
})
