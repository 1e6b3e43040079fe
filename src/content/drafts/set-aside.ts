import type { Response } from 'express'
import type { AppContext } from '../../context.ts'
import type { Viewer } from '../../people/viewer.ts'
import { setFlash } from '../../platform/http/flash.ts'
import type { Writing } from '../edit-writing.ts'
import { prepareText } from '../prepare-text.ts'
import { readDraftFields } from './draft-fields.ts'
import { draftFiles, ownDraft } from './drafts.queries.ts'
import { draftAddress } from './drafts.views.ts'
import { keepDraft } from './keep-draft.ts'

type Files = { path: string; fileId: string }[]

/** Keeps the text for its writer and goes on: back to the form, or to adding a picture. */
export async function setAside(app: AppContext, viewer: Viewer, res: Response, place: { itemId: number | null; lang: string }, writing: Writing, body: unknown) {
  const id = await keepDraft(app, viewer, place, writing.draftId, body)
  if (writing.act === 'luonnos') setFlash(res, 'drafts.kept')
  res.redirect(303, writing.act === 'kuva' ? `/luonnokset/${id}/kuva` : draftAddress({ id, lang: place.lang }, place.itemId))
}

/** The pictures that were added to what is being written. */
export async function filesOfDraft(app: AppContext, viewer: Viewer, { draftId }: Writing): Promise<Files> {
  const draft = draftId === null ? undefined : await ownDraft(app.db, viewer.id, draftId)
  return draft ? draftFiles(app.db, draft.id) : []
}

/** The item's own files and, of the others, those that the text uses. */
export const usedFiles = (known: Files, all: Files, body: string): Files => all.filter(({ path }) => known.some((one) => one.path === path) || body.includes(path))

/** A preview of what a draft holds; a text that cannot be rendered has none. */
export function typedPreview(fields: string, lang: string, files: Files): string {
  const { teksti = '' } = readDraftFields(fields)
  return teksti.trim() === '' ? '' : prepareText({ title: 'x', body: teksti.slice(0, 400_000), lang, files }).html
}
