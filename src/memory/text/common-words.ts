// biome-ignore-all lint/security/noSecrets: Chinese and Japanese put no spaces between words
/**
 * Word list: words that tell nothing of what a sentence is about, each part wider than the one before. A list is right here
 * as rarity, which does in long texts, tells nothing in a memory of ten sentences: "likes" is as rare there as "Lisbon". It
 * refuses nothing, and a language that it lacks has more words in common: search ranks them by how rare they are, and
 * forgetting takes a sentence more along.
 */

/** What an English question is made of, whatever it asks for. */
export const STOP_WORDS = `
  a about above after again against all am an and any are as at be because been before being below between both but by
  can could d did do does doing don down during each few for from further had has have having he her here hers herself
  him himself his how i if in into is it its itself just ll m me more most my myself no nor not now of off on once only
  or other our ours out over own re s same she should so some such t than that the their theirs them then there these
  they this those through to too under until up ve very was we were what when where which while who whom why will with
  would you your yours`

/** What a question is made of in other languages, whatever it asks for: beside any other word they tell nothing of what is looked for. */
export const GRAMMAR_WORDS = `
  mine thing things stuff everything anything something said told know
  ich mich mir mein meine meinen meinem meiner du dein deine wir uns unser der die das den dem des ein eine einen einem einer
  und oder mit von zu zum zur in im an am auf aus bei für über was wer wo wie wann habe hab hat bin ist sind alles etwas gesagt
  yo me mi mis tu tus su sus nos nuestro nuestra el la los las un una unos unas y o con sin de del al en por para sobre que qué
  quién dónde cómo lo es son he ha todo algo dije dicho
  je me moi mon ma mes tu ton ta tes son sa ses nous notre nos le la les un une des du de et ou avec sans à au aux en dans par
  pour sur que qui quoi où comment ce est sont ai a tout ai-je dit
  io mi mio mia miei mie il lo gli i un una e o con di del della da in su per che chi cosa dove è sono ho tutto detto
  eu meu minha meus minhas o os a as um uma e ou com de do da em no na por para sobre que quem onde é são tudo disse
  ik mij mijn de het een en of met van te in op aan voor over wat wie waar is zijn heb alles gezegd
  я мне меня мой моя мои мою моё ты и или с о об в на по за из у к что кто где как это всё все
  ja mi mnie mój moja moje i lub z ze o w na po za co kto gdzie jak to jest wszystko
  私 僕 俺 の は が を に で と も や から まで こと もの について って 何 全部 です ます
  我 我的 你 的 了 是 在 和 与 有 什么 关于 所有 说 过 事 事情
  나 내 저 제 의 은 는 이 가 을 를 에 에서 와 과 도 것 대해 대한 무엇`

/** Words for the user, and for giving a name. */
export const NAMING_WORDS = `
  user users name named names called nutzer benutzer der die das heißt usuario usuaria el la se llama utilisateur
  l utilisateur le les s appelle 用户 使用者 叫 名字 的 是 在 了 ユーザー ユーザ 名前 は が を に の で と です`

/**
 * How a fact begins in the third person, and what the user says instead. Examples stand in the first person, so facts are
 * compared in it as well; where a language is missing, a fact is only a little less like them.
 */
export const BEGINNINGS_OF_FACTS: readonly (readonly [fact: RegExp, said: string])[] = [
  [/^the user (?:is|are) /iu, 'I am '],
  [/^the user has /iu, 'I have '],
  [/^the user(?:'s|’s) /iu, 'My '],
  [/^the user (?<verb>\p{L}+?)(?:(?<=[sxoh])es|s)?(?!\p{L})/iu, 'I $<verb>'],
  [/^(?:der nutzer|die nutzerin) ist /iu, 'Ich bin '],
  [/^(?:der nutzer|die nutzerin) hat /iu, 'Ich habe '],
  [/^(?:der nutzer|die nutzerin) /iu, 'Ich '],
  [/^l['’]utilisa(?:teur|trice) est /iu, 'Je suis '],
  [/^l['’]utilisa(?:teur|trice) a /iu, "J'ai "],
  [/^l['’]utilisa(?:teur|trice) /iu, 'Je '],
  [/^(?:el usuario|la usuaria) es /iu, 'Soy '],
  [/^(?:el usuario|la usuaria) está /iu, 'Estoy '],
  [/^(?:el usuario|la usuaria) tiene /iu, 'Tengo '],
  [/^(?:el usuario|la usuaria) /iu, ''],
  [/^(?:o usuário|a usuária) é /iu, 'Sou '],
  [/^(?:o usuário|a usuária) tem /iu, 'Tenho '],
  [/^(?:o usuário|a usuária) /iu, ''],
  [/^l['’]utente è /iu, 'Sono '],
  [/^l['’]utente ha /iu, 'Ho '],
  [/^l['’]utente /iu, ''],
  [/^у пользователя /iu, 'У меня '],
  [/^пользователь(?: —)? /iu, 'Я '],
  [/^ユーザーは/u, ''],
  [/^用户/u, '我'],
  [/^사용자는 /u, '저는 '],
]

/** What is the user's own, where no spaces part the words. */
export const UNSPACED_MY = '私の|わたしの|俺の|僕の|うちの|我的|我家|我|내|제|우리'

/** Stand in so many sentences about people that two of them say nothing in common: "likes tea", "would like some tea". */
export const COMMON_WORDS = `
  also always big day feel feels find found get gets go goes going good got great hate hates keep kind know knows like
  likes little live lived lives living long look love loved loves make makes mean need needs never new often old one
  people person plan plans prefer prefers enjoy enjoys say says see since something sometimes start still stay take
  tell thing things think thinks time today try two use used uses want wants way well went wish work worked works year
  years yes mag möchte wohnt lebt arbeitet gern gusta vive trabaja quiere aime habite travaille veut
  喜欢 喜歡 住 工作 想 有 好き 住ん いる ある い ます し て 働い`

/** Are names as well, in English: only with a capital one of these is somebody. */
export const NAME_LIKE_WORDS = `
  amber angel april art august autumn bill bob chase christian dawn daisy dean faith frank grace grant hope hunter iris
  jack joy june lily mark max may miles olive page pat penny ray rich rob robin rose ruby summer sue victor violet`
