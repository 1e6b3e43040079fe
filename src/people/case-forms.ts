/** A Finnish name in the forms that messages need. `inside` is where: Inarissa, Rovaniemellä. */
export interface NameForms { name: string; genitive: string; inside: string; into_form: string; out_of: string }
export type FormName = 'genitive' | 'inside' | 'into_form' | 'out_of'

/** Last parts of place names whose stem changes, and that say "on" instead of "in". */
const PARTS: { end: string; stem: string; outside: boolean }[] = [
  { end: 'niemi', stem: 'nieme', outside: true }, { end: 'järvi', stem: 'järve', outside: true }, { end: 'joki', stem: 'joe', outside: true }, { end: 'koski', stem: 'koske', outside: true },
  { end: 'lahti', stem: 'lahde', outside: true }, { end: 'salmi', stem: 'salme', outside: true }, { end: 'saari', stem: 'saare', outside: true }, { end: 'suo', stem: 'suo', outside: true },
  { end: 'mäki', stem: 'mäe', outside: true }, { end: 'kylä', stem: 'kylä', outside: false }, { end: 'auto', stem: 'auto', outside: false }, { end: 'kirjasto', stem: 'kirjasto', outside: false },
]
/** Where the strong grade comes back before a long vowel. */
const STRONG: Record<string, string> = { joe: 'joke', lahde: 'lahte', mäe: 'mäke' }

/**
 * Forms of a name by rule, from its nominative: right for most names of places and libraries, never certain (in Inari one is *in*, in
 * Rovaniemi *at*): a person looks at them. The last word is inflected.
 */
export function suggestForms(name: string): NameForms {
  const at = name.lastIndexOf(' ') + 1, before = name.slice(0, at), word = name.slice(at), lower = word.toLowerCase()
  const part = PARTS.find(({ end }) => lower.endsWith(end))
  const stem = part ? word.slice(0, word.length - part.end.length) + cased(word, part.stem, part.end) : /[aeiouyäöå]$/i.test(word) ? word : `${word}i`
  const strong = part && STRONG[part.stem] ? stem.slice(0, stem.length - part.stem.length) + STRONG[part.stem] : stem
  const a = hasBackVowel(part ? part.end : word) ? 'a' : 'ä', on = part?.outside ?? false, last = strong.at(-1)!.toLowerCase()
  const into = on ? `${stem}lle` : /([aeiouyäö])\1$/i.test(strong) ? `${strong}h${last}n` : `${strong}${last}n`
  return {
    name, genitive: `${before}${stem}n`, inside: `${before}${stem}${on ? 'll' : 'ss'}${a}`, into_form: before + into, out_of: `${before}${stem}${on ? 'lt' : 'st'}${a}`,
  }
}

const cased = (word: string, stem: string, end: string) => (word.length === end.length && /^\p{Lu}/u.test(word) ? stem[0]!.toUpperCase() + stem.slice(1) : stem)

/** The last part of a compound decides; e and i alone are front. */
function hasBackVowel(word: string): boolean {
  for (const sign of word.toLowerCase().split('').toReversed()) {
    if ('aou'.includes(sign)) return true
    if ('äöy'.includes(sign)) return false
  }
  return false
}

const ENDS: Record<FormName, RegExp> = { genitive: /n$/, inside: /(?:ss|ll)[aä]$/, into_form: /(?:n|lle)$/, out_of: /(?:st|lt)[aä]$/ }

/** The forms that cannot be right: a wrong ending, another name, or "in" beside "on to". */
export function wrongForms(forms: NameForms): FormName[] {
  const names: FormName[] = ['genitive', 'inside', 'into_form', 'out_of'], beginning = forms.name.slice(0, Math.max(2, Math.ceil(forms.name.length / 2) - 1)).toLowerCase()
  const wrong = new Set(names.filter((name) => !ENDS[name].test(forms[name]) || !forms[name].toLowerCase().startsWith(beginning)))
  const isOn = /ll[aä]$/.test(forms.inside)
  if (isOn !== /lt[aä]$/.test(forms.out_of)) wrong.add('out_of')
  if (isOn !== forms.into_form.endsWith('lle')) wrong.add('into_form')
  return names.filter((name) => wrong.has(name))
}
