import type { AppContext } from '../../context.ts'
import type { Viewer } from '../../people/viewer.ts'
import { readWriting, type Writing } from '../edit-writing.ts'
import { baseOf, draftFieldsOf, readDraftFields } from './draft-fields.ts'
import { draftsOf, ownDraft, putDraft } from './drafts.queries.ts'
import type { Draft } from './drafts.table.ts'

/** Keeps what is typed for its writer alone; gives the draft's id. Leaves no trace in the change log: nobody but the writer has anything new. */
export function keepDraft(app: AppContext, viewer: Viewer, place: { itemId: number | null; lang: string }, draftId: number | null, body: unknown): Promise<number> {
  const fields = draftFieldsOf(body)
  return app.db.transaction().execute((trx) => putDraft(trx, app.now().toISOString(), viewer.id, draftId, { ...place, base: baseOf(fields), fields: JSON.stringify(fields) }))
}

/** What a draft holds, as the form would send it. */
export const writingOfDraft = (draft: Draft): Writing => readWriting({ ...readDraftFields(draft.fields), luonnos: String(draft.id), toiminto: 'esikatsele' })

/** The drafts that a person left of a text, without those that say what is saved already. */
export async function unfinished(app: AppContext, viewer: Viewer, place: { itemId: number | null; lang: string }, saved: { title: string; body: string } | undefined): Promise<Draft[]> {
  const drafts = await draftsOf(app.db, viewer.id, place)
  return drafts.filter((draft) => {
    const { otsikko = '', teksti = '' } = readDraftFields(draft.fields), text = teksti.replace(/\r\n?/g, '\n')
    return (otsikko.trim() !== '' || text.trim() !== '') && !(saved && saved.title === otsikko.normalize('NFC').trim() && saved.body === text.normalize('NFC'))
  })
}

export const openDraft = async (app: AppContext, viewer: Viewer, id: number | undefined): Promise<Draft | undefined> => (id === undefined ? undefined : ownDraft(app.db, viewer.id, id))
