/**
 * What people build guessable long passwords from. At 15 characters hardly anything of the published lists of common passwords is left, so
 * instead of thousands of lines this holds the pieces that those lists (and their Finnish, Swedish and local counterparts) are made of;
 * password-rules.ts takes a password apart with them. It is not a list of leaked passwords: a long password that leaked elsewhere and
 * is built of nothing common is not noticed here.
 */
const words = (text: string) => text.trim().split(/\s+/)

/** Written as password-rules.ts compares: lower case, without dots, rings and accents. */
export const COMMON_WORDS: string[] = [
  ...words(`
    password passwd passphrase passcode letmein welcome access login logon admin administrator root superuser user username guest default changeme change secret
    test testing tester demo sample example temp temporary master server system computer internet network windows office google microsoft facebook youtube
    dragon monkey shadow sunshine princess football baseball soccer hockey basketball superman batman pokemon starwars freedom whatever nothing trustno
    iloveyou loveyou love lover forever angel flower summer winter spring autumn january february march april june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday hello please enter start open private family mother father daddy baby happy lucky
    michael jennifer jordan thomas daniel michelle jessica charlie robert joshua ashley andrew matthew nicole george jasmine hannah samantha christian
    killer hunter ranger tigger buster pepper ginger cookie cheese chocolate banana orange apple chicken coffee diamond golden silver purple yellow black white green
    mustang ferrari porsche mercedes toyota liverpool arsenal chelsea barcelona london america mickey snoopy matrix phoenix thunder warrior winner standard mail created
    library librarian books book reader staff work desk customer service correct horse battery staple three four five seven eight nine`),
  ...words(`
    salasana salasanani salainen salasanat tunnussana tunnus tunnukset kayttaja kayttajatunnus kirjaudu kirjautuminen paakayttaja yllapitaja yllapito tervetuloa avaa seesam
    testi testaaja kokeilu esimerkki vaihda vaihdettu uusi vanha tilapainen oletus tyopaikka tyoasema kone tietokone netti internetti
    kirja kirjat kirjasto kirjaston kirjastossa kirjastoon kirjastot kirjastonhoitaja kirjastovirkailija kirjastoauto kirjastokortti hoitaja asiakas asiakaspalvelu laina lainaus tiski henkilokunta
    kissa koira hevonen kulta rakas rakkaus aiti mummo vaari pappa lapsi lapset vauva perhe koti kesa talvi syksy kevat joulu juhannus paasiainen lumi aurinko revontulet poro susi karhu
    tammikuu helmikuu maaliskuu huhtikuu toukokuu kesakuu heinakuu elokuu syyskuu lokakuu marraskuu joulukuu maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai
    suomi finland lappi lapin lapland lapinkirjasto pohjoinen perkele saatana vittu paska helvetti jumalauta kikkeli hauki sauna kahvi makkara olut hockeyliiga jaakiekko jokerit tappara karpat karpalo muumi
    mina sina olen kylla terve nakemiin kiitos yksi kaksi kolme nelja viisi kuusi seitseman kahdeksan yhdeksan kymmenen
    losenord hemligt hemlig valkommen valkomna bibliotek biblioteket bibliotekarie bocker sommar vinter host alskling karlek mamma pappa midsommar sverige svenska kund kundservice anvandare logga
    beassansatni girjerajus girjeradju`),
  // the product, the network and its places
  ...words(`
    laavu laavulla laavun tulilla nuotio finna kohtaa koha rovaniemi rovaniemen enontekio inari kemi kemijarvi keminmaa kittila kolari muonio pelkosenniemi pello posio ranua salla savukoski simo
    sodankyla tervola tornio utsjoki ylitornio ivalo levi yllas saariselka sompio kaamanen karasjok oulu helsinki tampere turku
    enare enontekis tornea overtornea anar aanaar eanodat soadegilli ohcejohka roavvenjarga`),
]

/** Sayings that everyone knows, the ones on our own sign-in page and in our own advice included; compared by their letters alone. */
export const PHRASES: string[] = [
  'correct horse battery staple', 'this is my password', 'open sesame', 'to be or not to be', 'may the force be with you', 'let me in please', 'i forgot my password', 'the quick brown fox jumps over the lazy dog',
  'tama on minun salasanani', 'tama on salasana', 'en muista salasanaa', 'oi maamme suomi synnyinmaa', 'sano sana sano', 'jukolan viisi veljesta', 'mieluummin vanha viisas', 'ei oppi ojaan kaada',
  'oma tupa oma lupa', 'hiljaa hyva tulee', 'alussa oli suo kuokka ja jussi', 'tule tulille', 'ota tasta mita tarvitset', 'jata puita seuraavalle', 'vart land vart land vart fosterland',
  'lapin kirjaston ohjeet kaytannot ja viestipohjat', 'sateinen pulkka laulaa kellarissa', 'regnig pulka sjunger kallare', 'rainy sledge sings downstairs',
]

/** Rows and columns of Finnish and English keyboards, the alphabet and the digits; any stretch of four or more, in either direction. */
export const RUNS: string[] = words(`
  1234567890 0123456789 qwertyuiop asdfghjkl zxcvbnm qwertyuiopa asdfghjkloa qazwsxedcrfvtgbyhnujmikolp 1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p qwaszxerdfcvtyghbnuijkm
  1q2w3e4r5t6y7u8i9o0p q1w2e3r4t5y6u7i8o9p0 1a2b3c4d5e6f7g8h a1b2c3d4e5f6g7h8 abcdefghijklmnopqrstuvwxyz azertyuiop qwertz 147258369 159357 789456123
  1qa2ws3ed4rf5tg qwertasdfgzxcvb qwerasdfzxcv zaqxswcdevfr zaq1xsw2cde3vfr4 1qazxsw23edcvfr4`)
