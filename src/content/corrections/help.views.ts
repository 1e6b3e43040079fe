import { t } from '../../i18n/translate.ts'
import { formErrors, type Errors, type Problem } from '../../people/form-fields.ts'
import type { Viewer } from '../../people/viewer.ts'
import { view } from '../../platform/views/view.ts'
import { mayEditHere } from '../edit-rights.ts'
import { itemCrumb, type Crumb } from '../item-link.ts'
import type { ItemFacts } from '../items.queries.ts'
import { KINDS } from '../kinds.ts'

interface HelpPage { title: string; item: string; lang: string | null; back: string; action: string; problems: Problem[]; errors: Errors<'sanat'>; words: string; limit: number }
/** Shown only when the words have to be put right. */
export const helpView = view<HelpPage>('corrections/help', {
  title: 'Virhe: Auttoiko tämä?', item: 'Kirjastokortin antaminen', lang: 'fi', back: '/sivu/12', action: '/sivu/12/auttoiko?kieli=fi', problems: [{ field: 'sanat', key: 'corrections.help.private' }],
  errors: { sanat: 'corrections.help.private' }, words: 'Ei.', limit: 1000,
})

export function helpPage({ locale }: Viewer, { id, title, lang, words, error, limit }: { id: number; title: string; lang: string; words: string; error: string; limit: number }): HelpPage {
  return {
    ...formErrors(['sanat'], { sanat: error }), title: t(locale, 'auth.errorTitle', { title: t(locale, 'corrections.help') }), item: title, lang: lang === locale ? null : lang,
    back: `/sivu/${id}?kieli=${lang}`, action: `/sivu/${id}/auttoiko?kieli=${lang}`, words, limit,
  }
}

interface WordsPage {
  title: string
  css: string
  crumbs: Crumb[]
  yes: number
  no: number
  answers: { day: string; helped: boolean; words: string; lang: string }[]
  /** '' for who may not edit */
  editHref: string
}
export const helpWordsView = view<WordsPage>('corrections/help-words', {
  title: 'Auttoiko: Kirjastokortin antaminen', css: 'ohje', crumbs: [{ href: '/sivu/12', label: 'Kirjastokortin antaminen', lang: 'fi' }], yes: 12, no: 3,
  answers: [{ day: '2026-11-23', helped: false, words: 'Hinta puuttuu.', lang: 'fi' }], editHref: '/sivu/12/muokkaa',
})

export function helpWordsPage(viewer: Viewer, item: ItemFacts, counts: { yes: number; no: number }, words: { day: string; helped: 0 | 1; words: string; lang: string }[]): WordsPage {
  const { locale } = viewer, crumb = itemCrumb(item, locale)
  return {
    title: t(locale, 'corrections.help.title', { title: crumb.label }), css: KINDS[item.kind].css, crumbs: [crumb], ...counts,
    answers: words.map((row) => ({ ...row, helped: row.helped === 1 })), editHref: mayEditHere(viewer, item) ? `/sivu/${item.id}/muokkaa` : '',
  }
}
