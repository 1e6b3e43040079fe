import type { Choice } from '../../content/edit-facts.views.ts'
import { view } from '../../platform/views/view.ts'
import type { Run } from '../template-results.ts'

interface ReplyRow { href: string; title: string; lang: string | null }
export const repliesView = view<{ title: string; rows: ReplyRow[] }>('templates/replies', { title: 'Vastauspankki', rows: [{ href: '/viestipohjat/vastaukset/3', title: 'Miten saan kirjastokortin?', lang: 'fi' }] })

export interface ReplyPage {
  title: string
  titleLang: string | null
  about: string
  action: string
  lang: string
  languages: { href: string; name: string; code: string; current: boolean }[]
  libraries: Choice[]
  fields: { id: string; name: string; label: string; value: string; known: boolean }[]
  /** `question`: one of several in the item */
  answers: { id: string; question: string | null; text: Run[]; open: string[] }[]
  library: string
  /** something of the library or the customer is asked for */
  fills: boolean
}
export const replyView = view<ReplyPage>('templates/reply', {
  title: 'Miten saan kirjastokortin?', titleLang: 'fi', about: '/sivu/3-miten', action: '/viestipohjat/vastaukset/3', lang: 'fi', languages: [{ href: '/viestipohjat/vastaukset/3?kieli=en', name: 'English', code: 'en', current: false }],
  libraries: [{ value: 'inari/Inarin kirjasto', name: 'Inarin kirjasto', lang: 'fi', chosen: true }], fields: [{ id: 'k-puhelin', name: 'kirjasto_puhelin', label: 'kirjasto_puhelin', value: '016 000 000', known: true }],
  answers: [{ id: 'vastaus', question: 'Mistä saan kortin?', text: [{ text: 'Soita ', filled: false, gap: false, lang: null }, { text: '«puhelin»', filled: true, gap: true, lang: null }], open: ['Täytä: puhelin'] }], library: 'inari/Inarin kirjasto', fills: true,
})
