/** Words that every text of a language has and that say nothing of its subject. */
export const COMMON_WORDS = {
  fi: 'ja on ei että se oli ovat kun mutta tai sekä joka jotka myös hän kuin jos voi niin kanssa mukaan ole sen tämä mitä',
  sv: 'och att är det som på för med av inte den till ett har i en om kan ska från de vi du man så men vad eller var hur när jag han hon',
  en: 'the and of to is in that for it with are you this not a i be or by we can have was my your me he she they what if at from do will an',
  se: 'ja lea leat ahte dat ii mii go maid leai gii son dan muhto vai leamaš dán dahje maŋŋel eai mun mas dasa',
}
/** With these people begin a question. */
const QUESTION_WORDS = `saako saanko voiko voinko voimmeko onko onkohan pitääkö täytyykö miten mitä mikä mitkä milloin missä mistä mihin miksi kuka ketkä keneltä kenelle kuinka
  paljonko montako minne millä haluan haluaisin haluaako tarvitsen tarvitseeko kannattaako vart varför vilken vem får where when how who which why does did should may`
const LITTLE = new Set([...Object.values(COMMON_WORDS), QUESTION_WORDS].flatMap((words) => words.split(/\s+/)))

/** A lower-cased word that a question has beside the words for what is asked: miten, saako, the, för. */
export const saysLittle = (word: string) => LITTLE.has(word)
