/*
 * How people tell somebody plainly to remember or to forget something, a line for a language or some. They only decide what
 * stands under an answer for which the model kept and forgot nothing: a line that is true in any case, and a button.
 */

/** Where the verb stands near the beginning of what is asked. */
export const LEADING = {
  /** Also that something is not to be forgotten. */
  remember: [
    /(?<!\b(?:i|we|you|they|he|she|to|can|still|always|do|will) )remember|memori[sz]e|keep (?:\S+ ){0,4}in mind/u, // en
    /(?<!(?:\b(?:i|we|you|they|he|she|will)|[’']ll) )(?:do not|don[’']?t|never) (?:\S+ )?forget|make a note|note (?:down|that)/u,
    /merke? (?:dir|bitte)|merkt euch|merken sie sich|behalte?|denke? (?:bitte )?(?:dran|daran)|notiere? dir/u, // de
    /verg(?:iss|esst|essen sie) (?:\S+ ){0,3}(?:nicht|nie)(?: mehr)?/u,
    /onthoud|noteer|vergeet (?:\S+ ){0,2}niet|onthou/u, // nl af
    /kom ihåg|lägg på minnet|glöm (?:\S+ ){0,2}inte|husk|noter|glem (?:\S+ ){0,2}ikke|mundu/u, // sv da no is
    /muista(?:han)?|pane mieleen|älä unohda|pea meeles|jäta meelde|atceries|prisimink|įsimink/u, // fi et lv lt
    /recu[eé]rd(?:a|e|ad|en)(?:lo|la|me)?|acu[eé]rdate|apunta|anota|memoriza|no (?:te |lo )?olvid(?:es|e|ar)/u, // es
    /lembr[ae](?:-se|-te)?|memori[zs][ae]|guarda|anot[ae]|não (?:te |se )?esque[çc](?:a|as)|recorda/u, // pt gl ca
    /ricord(?:a|ati|alo|ala|atelo|i)|memorizza|segnati|non (?:ti )?dimenticar(?:e|lo|ti)?/u, // it
    /souviens[- ]toi|souvenez[- ]vous|retiens|retenez|rappelle[- ]toi|mémorise|note (?:que|bien)/u, // fr
    /n[’']?oublie(?:z|s)? (?:\S+ )?(?:pas|jamais)/u,
    /[țţt]ine minte|aminte[șşs]te-[țţt]i|re[țţt]ine|nu uita|memorizează/u, // ro
    /zapamiętaj|pamiętaj|zanotuj|nie zapomn?ij|zapamatuj|pamatuj|nezapome[nň]|zapamätaj|pamätaj/u, // pl cs sk
    /zapomni si|zapamti|upamti|запамти|запомни(?:те)?|помни|не забудь(?:те)?|не забравяй/u, // sl hr sr bg ru
    /запам[’'ʼ]?ятай(?:те)?|пам[’'ʼ]?ятай|не забувай|запомни си|памятай/u, // uk be
    /θυμήσου|να θυμάσαι|μην ξεχάσεις|mbaj mend|jegyezd meg|emlékezz|ne felejtsd/u, // el sq hu
    /(?:hãy |làm ơn )?nhớ (?:là|rằng|giúp|giùm|cho)|ghi nhớ|đừng quên|ingat(?:lah|kan)?|catat|jangan lupa/u, // vi id ms
    /tandaan|huwag (?:mong )?kalimutan|kumbuka|usisahau|cofia|gogoratu/u, // tl sw cy eu
    /تذك[رّ]+ي?|احفظي?|لا تنسَ?ى?ي?|תזכור|תזכרי|זכור|אל תשכחי?/u, // ar he
  ],
  forget: [
    /(?<!\b(?:i|we|you|they|he|she|to|can|always|do|will|never|not|don[’']?t) )forget|un-?remember/u, // en
    /vergiss|vergesst|vergessen sie|vergeet|glöm|glem|gleymdu|unohda|unusta/u, // de nl af sv da no is fi et
    /olvid(?:a|e|ad|en)(?:lo|la|te)?|esque[çc][ea](?:-se|-te)?|dimentica(?:lo|la|ti|te)?|scorda(?:ti|lo)?|oblida/u, // es pt it ca
    /oublie(?:z|s)?|uită|zapomnij|zapome[nň]|zabudni|pozabi|zaboravi|заборави/u, // fr ro pl cs sk sl hr sr
    /забудь(?:те)?|забрави|ξέχνα|ξέχασε|harro|felejtsd|felejts|aizmirsti|pamiršk/u, // ru uk bg el sq hu lv lt
    /(?:hãy )?quên|lupakan|kalimutan|sahau|انس[َىي]*|תשכחי?|שכח/u, // vi id ms tl sw ar he
  ],
} as const

/** Where the verb stands at the end, or words are written without spaces: it may stand anywhere in what is asked. */
export const ANYWHERE = {
  remember: [
    /覚えて(?!い?る|い?た|い?ま)|おぼえて(?!い?る|い?た|い?ま)|記憶して|メモして|忘れないで/u, // ja
    /记住|記住|记下|記下|记得|記得|别忘|別忘|不要忘/u, // zh
    /기억해|기억하|외워|잊지 ?(?:마|말)|메모해/u, // ko
    /จำไว้|ช่วยจำ|อย่าลืม/u, // th
    /याद रख|मत भूल|भूलना मत|মনে রাখ|ভুলো না|یاد رکھ|یادت (?:باشه|باشد|نره)|به (?:یاد|خاطر) (?:داشته|بسپار)|فراموش نکن/u, // hi bn ur fa
    /unutma(?:yın|yin|sana)?(?!\p{L})|aklında (?:tut|bulunsun)|hatırla(?:yın)?(?!\p{L})/u, // tr
    /நினைவில்|గుర్తుంచుకో|ਯਾਦ ਰੱਖ/u, // ta te pa
  ],
  forget: [
    /忘れて(?!い?る|い?た|い?ま|し)|忘れろ|忘掉|忘记|忘記|忘了(?!我)|잊어|지워|ลืมเรื่อง|ลืมไป(?:เลย|ซะ|เถอะ)/u, // ja zh ko th
    /भूल जा|ভুলে যা|بھول جا|فراموش کن|unut(?:un)?(?!\p{L})|மறந்து|మర్చిపో|ਭੁੱਲ ਜਾ/u, // hi bn ur fa tr ta te pa
  ],
} as const
