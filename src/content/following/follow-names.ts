import type { Db } from '../../database.ts'
import { t } from '../../i18n/translate.ts'
import { allMunicipalities } from '../../people/people.queries.ts'
import type { Viewer } from '../../people/viewer.ts'
import type { Kind } from '../content.table.ts'
import { itemLink } from '../item-link.ts'
import { KINDS } from '../kinds.ts'
import { subjectWord } from '../subject-word.ts'
import { visibleItemsByIds } from '../items.queries.ts'
import { followsOf, subjectNames, type Follow } from './following.queries.ts'

export interface FollowRow extends Follow { name: string; lang: string | null; href: string }

/** What someone follows, by name. An item that she may no longer read is not named, and not listed. */
export async function followRows(db: Db, viewer: Viewer, now: string): Promise<FollowRow[]> {
  const follows = await followsOf(db, viewer.id), values = (target: Follow['target']) => follows.filter((follow) => follow.target === target).map(({ value }) => value)
  const [cards, subjects, municipalities] = await Promise.all([
    visibleItemsByIds(db, viewer, now, values('item').map(Number)), subjectNames(db, values('subject')), allMunicipalities(db),
  ])
  return follows.flatMap((follow): FollowRow[] => {
    switch (follow.target) {
      case 'item': {
        const card = cards.find(({ id }) => id === Number(follow.value)), link = card && itemLink(card, viewer.locale)
        return link ? [{ ...follow, name: link.title, lang: link.lang, href: link.href }] : []
      }
      case 'subject': {
        const subject = subjects.find(({ slug }) => slug === follow.value), word = subject && subjectWord(subject, viewer.locale)
        return word ? [{ ...follow, name: word.label, lang: word.lang, href: `/selaa?aihe=${follow.value}` }] : []
      }
      case 'kind': return [{ ...follow, name: t(viewer.locale, KINDS[follow.value as Kind].many), lang: null, href: `/selaa?laji=${follow.value}` }]
      case 'municipality': {
        const place = municipalities.find(({ slug }) => slug === follow.value)
        return place ? [{ ...follow, name: place.name, lang: null, href: `/selaa?kunta=${follow.value}` }] : []
      }
    }
  })
}
