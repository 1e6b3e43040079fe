import type { MessageKey } from '../../i18n/messages.ts'
import type { Errors, Problem } from '../../people/form-fields.ts'
import { view } from '../../platform/views/view.ts'
import type { Guide } from '../guides.ts'
import type { Figure } from './closing.queries.ts'

export const GRADES = ['1', '2', '3', '4', '5'] as const
const GUIDE: Guide = { href: '/sivu/12-kortti', title: 'Kirjastokortti', lang: 'fi', css: 'ohje', icon: 'guide', kindName: 'content.kind.guide', minutes: 3, revisionId: 1 }

interface FeedbackPage { title: string; heading: string; problems: Problem[]; errors: Errors<'arvio' | 'auttoi' | 'puuttui'>; action: string; given: boolean; helped: string; missed: string; grades: { value: string; key: MessageKey; chosen: boolean }[]; guides: Guide[] }
export const feedbackView = view<FeedbackPage>('onboarding/feedback', {
  title: 'Virhe: Palaute perehdytyksestä', heading: 'Palaute perehdytyksestä', problems: [{ field: 'arvio', key: 'onboarding.feedback.gradeMissing' }],
  errors: { arvio: 'onboarding.feedback.gradeMissing', auttoi: 'onboarding.form.textLong', puuttui: 'onboarding.form.textLong' }, action: '/perehdytys/henkilokohtainen/1/palaute', given: true,
  helped: 'Selkeät ohjeet', missed: 'Avaimet', grades: [{ value: '4', key: 'onboarding.grade.4', chosen: true }], guides: [GUIDE],
})

interface ResultsPage { title: string; pathHref: string; pathTitle: string; lang: string | null; count: number; mean: string; answers: { grade: number; helped: string; missed: string }[]; people: number; figures: Figure[] }
export const resultsView = view<ResultsPage>('onboarding/results', {
  title: 'Polun palaute', pathHref: '/perehdytys/polku/1', pathTitle: 'Uuden työntekijän polku', lang: 'fi', count: 3, mean: '4,3', answers: [{ grade: 4, helped: 'Selkeät ohjeet', missed: 'Avaimet' }],
  people: 6, figures: [{ title: 'Lue ohje', people: 6, late: 2, undone: 1 }],
})

interface HelpPage { title: string; heading: string; problems: Problem[]; errors: Errors<'apu'>; text: string }
export const helpView = view<HelpPage>('onboarding/help-offer', {
  title: 'Missä voin auttaa muita', heading: 'Missä voin auttaa muita', problems: [{ field: 'apu', key: 'onboarding.form.textLong' }], errors: { apu: 'onboarding.form.textLong' }, text: 'Celia-palvelu, pohjoissaame',
})
