/** One part of a compound word, as the dictionary analyses it; a word that is no compound has one. */
export interface CompoundPart {
  /** Voikko's letters for the class of the word: n noun, l adjective, nl both, t verb, ee es ep em names … */
  kind: string
  /** as written in the word, lower case, without hyphens */
  written: string
  /** base forms from the root to the part itself: [saavuttaa, saavutettava, saavutettavuus]; never empty */
  forms: string[]
  /** which of the forms is a participle or a -minen noun, as much the verb before it as a noun (lainattu, lainaaminen: lainata); -1 none */
  participle: number
  /** words inside a base form that the dictionary lists whole: PDF-tiedosto has pdf and tiedosto, viikon=loppu has loppu */
  inside: string[]
  /** how many words the part is made of, by the bounds in its base form; 1 when it is no compound itself */
  words: number
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
  let base = ''
  let opened = ''
  for (const segment of analysis.match(SEGMENT) ?? []) {
    if (!segment.startsWith('[')) {
      if (opened) base += segment
      else part.written += segment
    } else if (segment === '[X]') {
      if (opened === '[Xp]') part.forms.push(base)
      if (opened === '[Xj]') part.forms.push(part.written + base)
      opened = ''
    } else if (segment.startsWith('[X')) {
      opened = segment
      base = ''
    } else if (segment === '[Bc]') {
      parts.push(finished(part))
      part = emptyPart()
    } else if (segment.startsWith('[L')) part.kind = segment.slice(2, -1)
    else if (segment.startsWith('[R')) part.participle = part.forms.length
    else if (segment === '[Tn4]') {
      part.participle = part.forms.length
      part.forms.push(part.written + 'minen')
    }
  }
  return [...parts, finished(part)]
}

function emptyPart(): CompoundPart {
  return { kind: '', written: '', forms: [], participle: -1, inside: [], words: 1 }
}

function finished({ kind, written, forms, participle }: CompoundPart): CompoundPart {
  const base = forms[0] ?? ''
  const letters = lettersOf(written)
  const named = forms.map(lettersOf).filter(Boolean) // a word such as -toista has an empty base form
  return {
    kind, written: letters, forms: named.length > 0 ? named : [letters], participle,
    inside: insideOf(kind, base), words: base.split(/[-=]+/).length,
  }
}

/** A hyphen divides base forms; before = the word is often inflected, and in names (Enon=tekiö) the bound means little. */
function insideOf(kind: string, base: string): string[] {
  if (base.includes('-')) return base.split('-').map(lettersOf)
  return base.includes('=') && !kind.startsWith('e') ? [lettersOf(base.slice(base.lastIndexOf('=')))] : []
}

/** One token for a full-text index: lower case, nothing but letters and digits, the ending after a colon off (10:00 is 10). */
export function lettersOf(form: string): string {
  const lower = form.toLowerCase()
  return /^[a-z0-9äöå]*$/.test(lower) ? lower : lower.replace(/:.*$/, '').replace(/[^\p{L}\p{N}\p{M}]/gu, '')
}
