import type { Viewer } from '../../people/viewer.ts'
import type { OpenedPage } from '../item.queries.ts'
import { mayCorrect, maySeeAnswers } from './may-correct.ts'
import { suggestAddress } from './suggest.views.ts'

/** What stands at the foot of an item: the same for everyone of a role and of a team. */
export interface ItemFoot {
  helpAction: string
  /** '' where no text can be suggested */
  suggestHref: string
  askHref: string
  /** suggestions that wait, for those who answer them */
  open: number
  openHref: string
  /** '' for who does not see what readers answered */
  answersHref: string
}
export const SAMPLE_FOOT: ItemFoot = { helpAction: '/sivu/12/auttoiko?kieli=fi', suggestHref: '/sivu/12/ehdota?kieli=fi', askHref: '/kysymykset/uusi?sivu=12', open: 2, openHref: '/sivu/12/ehdotukset', answersHref: '/sivu/12/palaute' }

export function itemFoot(viewer: Viewer, item: OpenedPage, open: number): ItemFoot | null {
  if (item.state !== 'published') return null
  return {
    helpAction: `/sivu/${item.id}/auttoiko?kieli=${item.lang}`, suggestHref: mayCorrect(item) ? suggestAddress(item.id, item.lang, '') : '', askHref: `/kysymykset/uusi?sivu=${item.id}`, open, openHref: `/sivu/${item.id}/ehdotukset`,
    answersHref: maySeeAnswers(viewer, item) ? `/sivu/${item.id}/palaute` : '',
  }
}
