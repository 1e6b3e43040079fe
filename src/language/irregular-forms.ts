/** Words whose forms no rule of endings brings together: the dictionary form, then the others. What is as often another word (lives, händer) is left out. */
const ENGLISH = `
  child children; man men; woman women; policeman policemen; fireman firemen; businessman businessmen; foot feet; tooth teeth; mouse mice; goose geese; shelf shelves; bookshelf bookshelves; wife wives;
  knife knives; half halves; thief thieves; wolf wolves; loaf loaves; calf calves; criterion criteria; phenomenon phenomena; analysis analyses; crisis crises; thesis theses; hypothesis hypotheses;
  index indices; appendix appendices; good better best; bad worse worst; arise arose arisen; awake awoke awoken; bear bore borne born; beat beaten; become became; begin began begun; bend bent; bind bound;
  bite bit bitten; bleed bled; blow blew blown; break broke broken; breed bred; bring brought; build built; burn burnt; buy bought; catch caught; choose chose chosen; cling clung; come came; creep crept;
  deal dealt; dig dug; do did done does; draw drew drawn; dream dreamt; drink drank drunk; drive drove driven; eat ate eaten; fall fell fallen; feed fed; feel felt; fight fought; find found; flee fled;
  fly flew flown; forbid forbade forbidden; forget forgot forgotten; forgive forgave forgiven; freeze froze frozen; get got gotten; give gave given; go went gone goes; grind ground; grow grew grown;
  hang hung; have had has; hear heard; hide hid hidden; hold held; keep kept; kneel knelt; know knew known; lay laid; lead led; lean leant; leap leapt; learn learnt; leave left; lend lent; lie lay lain;
  light lit; lose lost; make made; mean meant; meet met; mistake mistook mistaken; overcome overcame; pay paid; prove proven; ride rode ridden; ring rang rung; rise rose risen; run ran; say said; see saw seen;
  seek sought; sell sold; send sent; sew sewn; shake shook shaken; shine shone; shoot shot; show shown; shrink shrank shrunk; sing sang sung; sink sank sunk; sit sat; sleep slept; slide slid; speak spoke spoken;
  speed sped; spell spelt; spend spent; spin spun; spoil spoilt; spring sprang sprung; stand stood; steal stole stolen; stick stuck; sting stung; strike struck stricken; strive strove striven; swear swore sworn;
  sweep swept; swell swollen; swim swam swum; swing swung; take took taken; teach taught; tear tore torn; tell told; think thought; throw threw thrown; undergo underwent undergone; understand understood;
  undertake undertook undertaken; wake woke woken; wear wore worn; weave wove woven; weep wept; win won; wind wound; withdraw withdrew withdrawn; write wrote written; rewrite rewrote rewritten`
const SWEDISH = `
  man män männen männens mannen mannens; far fäder; bror bröder; mor mödrar; dotter döttrar; bjuda bjöd bjudit; binda band bundit; bita bet bitit; bli blir blev blivit; brinna brann brunnit; bryta bröt brutit;
  bära bar burit; dra drar drog dragit; dricka drack druckit; driva drev drivit; dö dör dog dött; falla föll fallit; fara for farit; finna finner fann funnit; finnas finns fanns funnits; flyga flög flugit; flyta flöt flutit;
  frysa frös frusit; få får fick fått; försvinna försvann försvunnit; ge ger gav gett givit; glida gled glidit; gripa grep gripit; gå går gick gått; göra gör gjorde gjort gjorts; ha har hade haft; heta hette hetat;
  hinna hann hunnit; hålla höll hållit; knyta knöt knutit; komma kom kommit; kunna kan kunde kunnat; lida led lidit; ligga låg legat; lägga lade lagt; låta lät låtit; njuta njöt njutit; rida red ridit; riva rev rivit;
  se ser såg sett; sitta satt suttit; sjunga sjöng sjungit; sjunka sjönk sjunkit; skilja skilde skilt; skina sken skinit; skjuta sköt skjutit; skola ska skulle; skriva skrev skrivit; skära skar skurit; slippa slapp sluppit;
  slå slår slog slagit; sluta slöt slutit; sova sov sovit; springa sprang sprungit; sprida spred spridit; sticka stack stuckit; stiga steg stigit; stjäla stal stulit; strida stred stridit; stå står stod stått;
  svälja svalde svalt; sälja sålde sålt; sätta satte; säga sade sa sagt; ta tar tog tagit; tiga teg tigit; vara är varit; veta vet visste vetat; vinna vann vunnit; vrida vred vridit; välja valde valt; vänja vande vant; äta åt ätit`
/** Also at the end of compounds: barnböckerna. */
const SWEDISH_PLURALS: Record<string, string> = {
  böcker: 'bok', städer: 'stad', länder: 'land', stränder: 'strand', nätter: 'natt', fötter: 'fot', rötter: 'rot', söner: 'son', bönder: 'bonde', ledamöter: 'ledamot',
}

const readForms = (lines: string) => new Map(lines.split(';').flatMap((line) => {
  const [base = '', ...forms] = line.trim().split(/\s+/)
  return forms.map((form): [string, string] => [form, base])
}))
const FORMS: Record<string, Map<string, string>> = { en: readForms(ENGLISH), sv: readForms(SWEDISH) }
const PLURAL = new RegExp(`(${Object.keys(SWEDISH_PLURALS).join('|')})(?:na)?s?$`)

/** The dictionary form of a lower-cased irregular form; null for every other word. */
export function irregularBase(word: string, lang: string): string | null {
  const base = FORMS[lang]?.get(word)
  if (base !== undefined) return base
  const plural = lang === 'sv' ? PLURAL.exec(word) : null
  return plural ? word.slice(0, plural.index) + SWEDISH_PLURALS[plural[1]!]! : null
}
