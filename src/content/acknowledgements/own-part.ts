import type { Db } from '../../database.ts'
import type { Viewer } from '../../people/viewer.ts'
import { fragment } from '../../platform/views/view.ts'
import type { Shell } from '../../platform/views/shell.ts'
import { dueOf, isOpen } from './acknowledge.ts'
import { askedOfItem, currentRevision } from './acknowledgements.queries.ts'

interface OwnPart { action: string; revisionId: number; due: string; changesHref: string; acknowledgedOn: string }
const ownPart = fragment<OwnPart>('acknowledgements/parts/own')

/** On the reading page, for her of whom it is asked: the button, or the day on which she has done it. '' for everyone else. */
export async function acknowledgementPart(db: Db, viewer: Viewer, shell: Shell, now: string, itemId: number, lang: string): Promise<string> {
  const asked = await askedOfItem(db, viewer, now, itemId), revision = asked && (await currentRevision(db, itemId, lang))
  if (!asked || !revision) return ''
  return ownPart({
    action: `/kuitattavat/${itemId}`, revisionId: revision.revision_id, due: dueOf(asked), changesHref: asked.changed_at === null ? '' : `/kuitattavat/${itemId}/muutokset`,
    acknowledgedOn: isOpen(asked) ? '' : asked.last!.on,
  }, shell)
}
