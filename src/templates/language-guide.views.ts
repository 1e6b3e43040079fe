import type { Locale } from '../i18n/locales.ts'
import { t } from '../i18n/translate.ts'
import type { Municipality } from '../people/people.table.ts'
import { view } from '../platform/views/view.ts'
import { CASE_FORMS, caseForm } from './case-forms.ts'
import { DATE_FORMS, formatDate, formatDateRange } from './template-dates.ts'

interface Form { code: string; fi: string; sv: string; en: string }
interface GuidePage { title: string; dates: Form[]; ranges: Form[]; cases: { code: string; text: string }[] }

export const languageGuideView = view<GuidePage>('templates/language-guide', {
  title: 'Viestipohjien mallikieli', dates: [{ code: '{{paiva}}', fi: '30.11.2026', sv: '30 november 2026', en: '30 November 2026' }], ranges: [{ code: '{{kausi}}', fi: '1.–4.12.2026', sv: '', en: '' }],
  cases: [{ code: '{{kunta.missa}}', text: 'Inarissa' }],
})

/** The forms are made by the program itself, so that the page cannot say anything else than what the templates do. */
export function languageGuidePage(locale: Locale, place: Municipality): GuidePage {
  const forms = ['', ...DATE_FORMS], code = (name: string, form: string) => `{{${form ? `${name}.${form}` : name}}}`
  const inAll = (write: (language: 'fi' | 'sv' | 'en') => string) => ({ fi: write('fi'), sv: write('sv'), en: write('en') })
  return {
    title: t(locale, 'templates.languageGuide'),
    dates: forms.map((form) => ({ code: code('paiva', form), ...inAll((language) => formatDate('2026-11-30', language, form)) })),
    ranges: ['', 'lyhyt'].map((form) => ({ code: code('kausi', form), ...inAll((language) => formatDateRange('2026-12-28', '2027-01-03', language, form)) })),
    cases: CASE_FORMS.map((form) => ({ code: code('kunta', form), text: caseForm(place, form) })),
  }
}
