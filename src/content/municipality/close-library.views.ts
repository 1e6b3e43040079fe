import { view } from '../../platform/views/view.ts'

interface ClosePage { title: string; action: string; cancelHref: string; supplements: number; facts: number; people: number }
export const closeView = view<ClosePage>('places/close', { title: 'Sulje Törmäsen kirjasto', action: '/hallinta/paikat/inari/kirjasto/2/sulje', cancelHref: '/hallinta/paikat', supplements: 2, facts: 3, people: 1 })
