/** One part of a compound word, as the dictionary analyses it; a word that is no compound has one. */
export interface CompoundPart {
  /** class of the word: n noun, l adjective, t verb, e* names … (Voikko's letters) */
  kind: string
  /** as written in the word, without hyphens */
  written: string
  /** base forms from the root to the word itself: [saavuttaa, saavutettava, saavutettavuus]; never empty */
  forms: string[]
  /** a participle or a -minen noun: as much the verb as the noun (lainattu, lainaaminen → lainata) */
  verbal: boolean
  /** words inside the base form that the dictionary marks: PDF-tiedosto → pdf, tiedosto */
  inside: string[]
}

const SEGMENT = /\[[^\]]*\]|[^[]+/g

/**
 * Reads one of Voikko's analyses, such as `[Lt][Xp]myöhästyä[X]myöhästy[Tn4]mis[Bh][Bc][Ln][Xp]maksu[X]maksu[Sela][Nm]ista`:
 * [Bc] divides the parts of a compound, [Lx] is the class, [Xp]…[X] the base form, [Xj]…[X] the end of a derived base form that
 * begins with what is written so far, [Rx] a participle, [Tn4] the -minen infinitive; text outside [X…]…[X] is the word as written.
 */
export function readAnalysis(analysis: string): CompoundPart[] {
  const parts: CompoundPart[] = []
  let part = emptyPart()
  let target = ''
  let collected = ''
  for (const [segment] of analysis.matchAll(SEGMENT)) {
    if (segment === '[X]') {
      if (target === '[Xp]') part.forms.push(collected)
      if (target === '[Xj]') part.forms.push(part.written + collected)
      target = ''
    } else if (segment.startsWith('[X')) {
      target = segment
      collected = ''
    } else if (segment === '[Bc]') {
      parts.push(finished(part))
      part = emptyPart()
    } else if (segment.startsWith('[L')) part.kind = segment.slice(2, -1)
    else if (segment.startsWith('[R')) part.verbal = true
    else if (segment === '[Tn4]') {
      part.verbal = true
      part.forms.push(part.written + 'minen')
    } else if (!segment.startsWith('[')) {
      if (target) collected += segment
      else part.written += segment
    }
  }
  return [...parts, finished(part)]
}

function emptyPart(): CompoundPart {
  return { kind: '', written: '', forms: [], verbal: false, inside: [] }
}

function finished(part: CompoundPart): CompoundPart {
  const written = lettersOf(part.written)
  const base = part.forms[0] ?? ''
  const inside = base.split(/[-=]/).map(lettersOf).filter((piece) => piece.length > 2)
  const forms = part.forms.map(lettersOf).filter(Boolean)
  return { ...part, written, forms: forms.length > 0 ? forms : [written], inside: inside.length > 1 ? inside : [] }
}

/** One token for a full-text index: lower case, nothing but letters and digits (10:00 → 10, PDF-tiedosto → pdftiedosto). */
export function lettersOf(form: string): string {
  return form.toLowerCase().replace(/:.*$/, '').replace(/[^\p{L}\p{N}\p{M}]/gu, '')
}
