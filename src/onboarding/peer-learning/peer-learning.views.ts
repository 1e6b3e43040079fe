import type { MessageKey } from '../../i18n/messages.ts'
import type { Errors, Problem } from '../../people/form-fields.ts'
import { view } from '../../platform/views/view.ts'
import type { Option } from '../start.views.ts'
import { stateOf, visitAddress } from './agree-on-visit.ts'
import type { Visit } from './peer-learning.queries.ts'

interface VisitRow { topic: string; href: string; name: string; from: string; to: string; asked: string; state: MessageKey; css: string; icon: string }
const STATES = { waits: { state: 'peer.state.waits', css: 'late', icon: 'clock' }, agreed: { state: 'peer.state.agreed', css: 'ok', icon: 'check' }, declined: { state: 'peer.state.declined', css: '', icon: 'close' } } as const
export const visitRow = (visit: Visit): VisitRow => ({ topic: visit.topic, href: visitAddress(visit.id), name: visit.name, from: visit.home, to: visit.host, asked: visit.asked_on, ...STATES[stateOf(visit)] })
const ROW: VisitRow = { topic: 'Satutunnit saameksi', href: '/perehdytys/kaynti/1', name: 'Aino Esimerkki', from: 'Salla', to: 'Inari', asked: '2026-11-25', state: 'peer.state.waits', css: 'late', icon: 'clock' }

interface ListPage { title: string; mayOffer: boolean; guideHref: string; offers: { topic: string; place: string; dates: string; until: string; href: string }[]; waiting: VisitRow[]; mine: VisitRow[]; others: VisitRow[] }
export const listView = view<ListPage>('onboarding/peer-list', {
  title: 'Vertaisoppiminen', mayOffer: true, guideHref: '/sivu/12-vertaisoppiminen', offers: [{ topic: 'Satutunnit saameksi', place: 'Inarin kirjasto', dates: 'tiistaisin', until: '2027-02-28', href: '/perehdytys/vertaisoppiminen/1' }], waiting: [ROW], mine: [ROW], others: [ROW],
})

interface NewOfferPage { title: string; heading: string; problems: Problem[]; errors: Errors<'aihe' | 'kuvaus' | 'paivat' | 'asti'>; topic: string; text: string; dates: string; until: string; libraries: Option[]; supervisors: Option[] }
export const newOfferView = view<NewOfferPage>('onboarding/peer-new', {
  title: 'Tarjoa vertaisoppimista', heading: 'Tarjoa vertaisoppimista', problems: [{ field: 'aihe', key: 'peer.topicMissing' }],
  errors: { aihe: 'peer.topicMissing', kuvaus: 'onboarding.form.textLong', paivat: 'peer.datesMissing', asti: 'onboarding.form.dateBad' }, topic: 'Satutunnit', text: 'Näytämme', dates: 'tiistaisin', until: '2027-02-28',
  libraries: [{ value: '1', label: 'Inarin kirjasto', chosen: true }], supervisors: [{ value: '1', label: 'Matti Esimerkki', chosen: true }],
})

interface OfferPage { title: string; topic: string; place: string; text: string; dates: string; until: string; open: boolean; /** of her own municipality */ own: boolean; mayAsk: boolean; mayClose: boolean; action: string; wish: string; supervisors: Option[]; /** nobody else leads people where she works */ alone: boolean; problems: Problem[]; errors: Errors<'toive'> }
export const offerView = view<OfferPage>('onboarding/peer-offer', {
  title: 'Satutunnit saameksi', topic: 'Satutunnit saameksi', place: 'Inarin kirjasto, Inari', text: 'Näytämme', dates: 'tiistaisin', until: '2027-02-28', open: true, own: true, mayAsk: true, mayClose: true, action: '/perehdytys/vertaisoppiminen/1',
  wish: 'ti 12.1.', supervisors: [{ value: '1', label: 'Essi Esimerkki', chosen: true }], alone: true, problems: [{ field: 'toive', key: 'peer.wishMissing' }], errors: { toive: 'peer.wishMissing' },
})

interface VisitPage extends VisitRow {
  title: string
  offerHref: string
  email: string
  homeOn: string | null
  hostOn: string | null
  home: string
  host: string
  /** the supervisor, '' where the contact persons answer */
  homeBoss: string
  hostBoss: string
  wish: string
  mayDecide: boolean
  mayWithdraw: boolean
  mayWrite: boolean
  memo: string
  memoOn: string | null
  action: string
  problems: Problem[]
  errors: Errors<'muistio'>
  teams: { value: string; label: string }[]
  draftHref: string
}
export const visitView = view<VisitPage>('onboarding/peer-visit', {
  ...ROW, title: 'Satutunnit saameksi', offerHref: '/perehdytys/vertaisoppiminen/1', email: 'aino@kirjasto.example', homeOn: '2026-11-26', hostOn: '2026-11-27', home: 'Salla', host: 'Inari', homeBoss: 'Essi Esimerkki', hostBoss: 'Matti Esimerkki', wish: 'ti 12.1.', mayDecide: true, mayWithdraw: true, mayWrite: true,
  memo: 'Opin paljon.', memoOn: '2027-01-15', action: '/perehdytys/kaynti/1', problems: [{ field: 'muistio', key: 'peer.memoMissing' }], errors: { muistio: 'peer.memoMissing' }, teams: [{ value: '1', label: 'Lastenryhmä' }], draftHref: '/sivu/12',
})
