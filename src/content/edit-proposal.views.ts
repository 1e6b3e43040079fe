import { diffWords } from './diff-words.ts'
import { SAMPLE_PART, shownParts, type ShownPart } from './edit-item.views.ts'
import { needsWriter, type Proposal } from './edit-proposal.ts'
import type { ItemFacts } from './items.queries.ts'
import { KINDS } from './kinds.ts'
import { prepareText, type TextFile } from './prepare-text.ts'

/** What a text that waits, for approval or for its moment, would change. */
export interface ShownProposal {
  heading: string
  lang: string
  css: string
  summary: string
  small: boolean
  headingParts: ShownPart[]
  parts: ShownPart[]
  moved: boolean
  conflicting: boolean
  previewHtml: string
}
export const SAMPLE_PROPOSAL: ShownProposal = {
  heading: 'Kirjastokortin antaminen', lang: 'fi', css: 'ohje', summary: 'Lisättiin ajokortti', small: true, headingParts: [{ text: 'Kirjastokortti', removed: false, added: false }],
  parts: [SAMPLE_PART, { text: 'passi', removed: true, added: false }], moved: true, conflicting: true, previewHtml: '<p>Teksti</p>',
}

/** While it waits, beside what readers see now; when it is over, beside what it started from. */
export function shownProposal(proposal: Proposal, item: ItemFacts, lang: string, files: TextFile[], isOpen: boolean): ShownProposal {
  const { writing } = proposal, heading = writing.title.trim(), before = (isOpen ? proposal.current : undefined) ?? proposal.base
  return {
    heading, lang, css: KINDS[item.kind].css, summary: writing.summary, small: !writing.material, headingParts: shownParts(diffWords(before.title, heading)), parts: shownParts(diffWords(before.body, writing.body)),
    moved: isOpen && proposal.merged !== null, conflicting: isOpen && needsWriter(proposal), previewHtml: prepareText({ title: 'x', body: writing.body, lang, files }).html,
  }
}
