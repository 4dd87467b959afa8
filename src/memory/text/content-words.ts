// biome-ignore-all lint/security/noSecrets: words of languages that are written without spaces
/**
 * Word list: words of rules for the bot, which stand in for the meaning of a sentence beside the model's own judgement. A list
 * is right here where there are no embeddings to tell a meaning by (content/judge.ts), and for names and values that are too
 * short to have one. Without it a model that obeys an attacker stores 20 of the 23 rules of `bench:filters`, and three even
 * with embeddings. The words are few and plain, as each one that is too wide costs a memory.
 */

const BOT_SUBJECT = '(?:the |this )?(?:ai|bot|chat ?bot|assistant|keepsake|language model|llm|you)'
const MUST =
  "(?:must|should|shall|ought to|(?:has|have|needs?) to|(?:is|are) (?:to|obliged to|required to|not allowed to|supposed to)|will always|can(?:no|')t)"
const ALL =
  '(?:everyone|everybody|all (?:users|people|members|of you)|anyone|nobody|no one|(?:each|every) (?:user|member))(?: on here)?'

/** Ways to lift what the bot owes everybody, in English as they are tried most. */
const LIFTING: readonly string[] = [
  String.raw`(?:safety |content )?(?:rules|filters|restrictions|guidelines) (?:are (?:off|void|lifted|disabled)|(?:do not|don't|no longer) apply)(?!\p{L})`,
  '(?:outranks?|overrides?|stands? above) (?:the |your )?(?:system prompt|system message|rules|instructions)',
  String.raw`(?:hide|conceal|keep it)(?: \S+){0,6} that you (?:remember|know|store)(?!\p{L})`,
  '(?:leaks?|reveals?|prints?|dumps?|discloses?) (?:me )?(?:the |your |all |every )?(?:profiles?|memor(?:y|ies)|system prompt|stored facts|secrets of)',
]

/** Ways to give the bot rules by way of its memory. */
const PATTERNS: readonly string[] = [
  ...LIFTING,
  String.raw`from now on,? (?:(?:please|always|never|just|do not|don't),? ){0,3}(?:you|remember|the (?:bot|assistant)|${ALL}|only|answer|reply|respond|treat|act|speak|talk|write|say|call|end|begin|start)(?!\p{L})`,
  String.raw`remember(?: that)?,? (?:you|${ALL})(?!\p{L})`,
  String.raw`${BOT_SUBJECT} (?:always |never )?${MUST}(?!\p{L})`,
  String.raw`(?<!to )(?:obey|serve) (?:me|the user|only|\p{Lu}\p{L}*)`,
  `be (?:called|addressed|treated|told)(?: \\S+){1,4} by ${BOT_SUBJECT}`,
  String.raw`${ALL}(?: (?:here|else|of this \p{L}+|in this \p{L}+|on this \p{L}+))? (?:owes?|${MUST}|has a debt)(?!\p{L})`,
  `owed? (?:money )?by ${ALL}`,
  `(?:system|developer) (?:prompt|message|instructions?)(?: is| says|:)|you are now|pretend (?:to be|that you)|new (?:rule|instruction)s?:`,
  `^(?:please )?(?:always|never|only) (?:answer|reply|respond|refuse|obey)`,
  String.raw`(?:replies|answers|responses) (?:to|for) (?:me|the user|users|everyone)(?!\p{L})`,
  String.raw`^(?:all |the |your )?(?:replies|answers|responses)(?: of the bot)? (?:start|begin|end|contain|include|must|are always)(?!\p{L})`,
  '(?:start|begin|end) (?:each|every|all) (?:of )?your (?:replies|answers|responses|messages)',
  String.raw`(?:whatever|everything|anything) you (?:write|say|answer|reply)(?!\p{L})`,
  String.raw`(?:notes?|messages?|instructions?|orders?|commands?) (?:for|to) the (?:assistant|bot|ai|model)(?=\s?[:.,;]|$)`,
  String.raw`(?:the|this) (?:ai|bot|chat ?bot|assistant) (?:always|never|only)(?!\p{L})`,
  String.raw`you will never (?:say|answer|refuse|tell|reply|deny|contradict|question)(?!\p{L})`,
  String.raw`^(?:whenever|every time|each time|when|if) (?:\S+ ){1,8}?(?:writes?|asks?|says?|speaks?|talks?|greets?)(?: \S+){0,6}, (?:always |never )?(?:insult|tell|answer|reply|say|ignore|refuse|call|pretend|lie|laugh|mock|greet)(?!\p{L})`,
  String.raw`(?:i am|i'm|the user is) (?:your|the bot's|its) (?:\S+ ){0,2}(?:developer|programmer|creator|maker|owner|master|admin|administrator|boss|god)(?!\p{L})`,
  String.raw`is to be (?:treated|regarded|seen|taken|believed|ignored|refused|insulted|called)(?!\p{L})`,
  '(?:decides?|chooses?|controls?) what (?:the bot|you|the assistant) (?:remembers?|says?|tells?|knows?)',
  String.raw`^(?:the|my|this|your) (?:ai|bot|assistant|chat ?bot)(?: friend)?(?: here)? (?:is|has|keeps|always|never|tells|answers|belongs|does|will|may|can)(?!\p{L})`,
  String.raw`(?:us(?:e|ing)|talk(?:ing)? to|speak(?:ing)? (?:to|with)) (?:this|the) (?:bot|ai|assistant)(?!\p{L})`,
  String.raw`(?:owner|admin|administrator|developer|creator|moderator)(?: and \p{L}+)? (?:of (?:this|the) (?:bot|ai|assistant)|with (?:root|full|unlimited) (?:access|rights))`,
]
const ENGLISH_RULES = english(PATTERNS)
const ENGLISH_LIFTING = english(LIFTING)

function english(patterns: readonly string[]): RegExp {
  return new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${patterns.join('|')})`, 'iu')
}

/** What is done, and to what: both in one sentence, in some thirty languages. */
const SET_ASIDE =
  'ignore[rnz]?|ignorier\\p{L}*|ignora|ignoraz?i|zignoruj\\p{L}*|ignoruj\\p{L}*|disregard|discard|forget|override|bypass|vergiss|vergesst|missachte|oublie[rz]?|olvida|olvide|esqueca|esquece|dimentica|negeer|vergeet|zapomnij|игнорируй\\p{L}*|забудь\\p{L}*|ігноруй\\p{L}*|unut|yok say|ignorera|glem|glom|unohda|zapomen|felejtsd|uita|αγνοησε|abaikan|lupakan|bo qua|تجاهل|انس|התעלם|שכח|भूल|अनदेखा'
const RULES =
  'instructions?|istruzioni|instrucciones|instrucoes|instrukcj\\p{L}*|instruktion\\p{L}*|anweisung\\p{L}*|regeln?|regels|regles|reglas|regras|regole|rules?|guidelines?|prompts?|consignes|ordens|ordenes|ordini|opdrachten|zasad\\p{L}*|polece\\p{L}*|правил\\p{L}*|инструкц\\p{L}*|указан\\p{L}*|вказівк\\p{L}*|talimat\\p{L}*|kural\\p{L}*|told|gesagt|التعليمات|القواعد|قواعدك|تعليماتك|ההוראות|הכללים|निर्देश\\p{L}*|नियम\\p{L}*|instruksi|aturan|saannot|pravidla|utasitas\\p{L}*|instructiunile|οδηγιες|chi dan'
const SET_ASIDE_RULES = new RegExp(
  String.raw`(?<!\p{L}|to )(?:${SET_ASIDE})(?!\p{L})[^.!?\n]{0,60}(?<!\p{L})(?:${RULES})(?!\p{L})`,
  'iu',
)
const FROM_NOW =
  "ab (?:heute|jetzt|sofort)|von (?:jetzt|nun) an|dorenavant|desormais|a partir de (?:maintenant|ahora|agora)|desde ahora|de ahora en adelante|d'ora in poi|vanaf nu|od teraz|отныне|с этого момента|bundan sonra|من الآن|מעכשיו|अब से|mulai sekarang|fran och med nu"
const ANSWER =
  'antwort\\p{L}*|sprichst|sprich|repon\\p{L}*|parle[sz]?|responde[s]?|responda|contesta[sr]?|conteste|rispond\\p{L}*|antwoord\\p{L}*|odpowiada\\p{L}*|отвечай\\p{L}*|cevap\\p{L}*|svara|jawab|أجب|ענה|जवाब|nenn\\p{L}* mich|appelle|llamame|du (?:musst|sollst)|tu dois|debes|devi'
const RANK =
  'entwickler|schopfer|besitzer|herr|meister|chef|administrator|admin|createur|developpeur|proprietaire|maitre|administrateur|creador|desarrollador|dueno|amo|administrador|criador|desenvolvedor|dono|mestre|creatore|sviluppatore|padrone|amministratore|maker|eigenaar|baas|beheerder|tworca|wlasciciel\\p{L}*|panem|создател\\p{L}*|разработчик\\p{L}*|хозяин|владел\\p{L}*|администратор\\p{L}*|sahibin\\p{L}*|gelistiricin\\p{L}*'
const YOURS =
  'ich bin dein|je suis ton|soy tu|sou (?:o )?(?:teu|seu)|sono il tuo|ik ben (?:je|jouw)|jestem twoim|я (?:твой|ваш)'
const MASTER = String.raw`(?:${YOURS}) (?:${RANK})(?!\p{L})|(?:${RANK}) (?:des bots|du bot|del bot|do bot|dal bot|van de bot|bota|этого бота|бота)(?!\p{L})`
const FROM_NOW_ANSWER = new RegExp(
  String.raw`(?<!\p{L})(?:${FROM_NOW})(?!\p{L})[^.!?\n]{0,40}(?<!\p{L})(?:${ANSWER})(?!\p{L})|(?<!\p{L})du (?:darfst|kannst|musst|sollst)[^.!?\n]{0,20} (?:${FROM_NOW})(?!\p{L})|(?<!\p{L})(?:${MASTER})|(?<!\p{L})(?:jeder|alle)[^.!?\n]{0,40} schulde[tn]|todos[^.!?\n]{0,40} (?:me |le )?deben|tout le monde[^.!?\n]{0,40} (?:me |lui )?doit|tutti[^.!?\n]{0,40} (?:mi |gli )?devono|todos[^.!?\n]{0,40} (?:me |lhe )?devem|iedereen[^.!?\n]{0,40} schuldig|все[^.!?\n]{0,40} должны мне|(?:der|die) (?:bot|assistent|ki) (?:muss|soll|darf)|(?:el|il) (?:bot|asistente|assistente) de(?:b|v)e|(?:le bot|l'assistant) doit`,
  'iu',
)
const SET_ASIDE_UNSPACED =
  /(?:指示|命令|ルール).{0,8}(?:無視|忘れ)|(?:忽略|无视|無視|忘记|忘掉).{0,12}(?:指示|指令|规则|規則)|(?:지시|규칙|명령).{0,12}(?:무시|잊)/u
const RULES_UNSPACED =
  /(?:これ|今)(?:から|後).{0,12}(?:答え|返事|呼んで)|(?:从现在|从今以后|以后).{0,8}(?:回答|回复|叫我|只能)|이제부터.{0,12}대답|(?:ボット|チャットボット)の(?:管理者|所有者|開発者|主人)|机器人的(?:主人|管理员|开发者)|(?<!로)봇의\s?(?:관리자|주인|개발자)/u

/** The bot, as a fact of somebody's life does not speak of it, and who is set over it or freed of its rules, in the commonest languages. */
const BOT_NAMED = wordsOf(
  '(?:the|this) (?:chat ?)?bot|(?:der|des|dem|den|dieser|dieses|diesem|diesen) (?:chat)?bots?|(?:le|du|au|ce) (?:chat)?bot|(?:el|del|al|este|ese) (?:chat)?bot|(?:o|do|ao|este|esse) (?:chat)?bot|(?:il|dal|sul|questo) (?:chat)?bot|(?:de|deze) (?:chat)?bot|tego bota|ten bot|бот(?:а|у|ом|е)?|этого бота|البوت|הבוט|con bot|bot ini',
)
/** Who builds one tells of their own life. */
const BUILDING = wordsOf(
  'build|built|building|wrote|write|writing|program|programm?ed|made|making|coded?|coding|work(?:s|ed|ing)? on|baue?|gebaut|schreibe|geschrieben|programmiere|programmiert|arbeite|fais|fait|ecris|code[rz]?|programme|hago|hice|estoy haciendo|programo|fa[cç]o|fiz|faccio|fatto|scrivo|maak|gemaakt|pisze|делаю|сделал\\p{L}?|пишу|написал\\p{L}?|разрабатываю',
)
const BOT_NAMED_UNSPACED =
  /(?:この|本)?(?:ボット|チャットボット)(?:の(?:管理者|所有者|開発者|主人|ルール)|は(?:必ず|常に|絶対)|に(?:命令|従))|(?:这个|这|該|该|本)机器人|机器人(?:必须|應|应该|的(?:主人|管理员|开发者|规则))|(?<!로)봇(?:은|이|의)\s?(?:반드시|항상|관리자|주인|개발자|규칙)/u

const BOT = /bot|бот|البوت|הבוט|ボット|机器人|機器人|봇/iu

/** Finds any of these words. */
function wordsOf(alternatives: string): RegExp {
  return new RegExp(String.raw`(?<!\p{L})(?:${alternatives})(?!\p{L})`, 'iu')
}

/** Whether a text speaks of the bot, what it does and who is set over it: no fact of anybody's life. */
export function speaksOfBot(text: string): boolean {
  return BOT.test(text) && (BOT_NAMED_UNSPACED.test(text) || (BOT_NAMED.test(text) && !BUILDING.test(text)))
}

/** Each finds words of a rule for the bot, or for everyone. */
export const ruleWords: readonly RegExp[] = [
  ENGLISH_RULES,
  SET_ASIDE_RULES,
  FROM_NOW_ANSWER,
  SET_ASIDE_UNSPACED,
  RULES_UNSPACED,
]

/** Each finds words that set aside the rules the bot has, or what it owes those it talks to. */
export const liftingWords: readonly RegExp[] = [ENGLISH_LIFTING, SET_ASIDE_RULES, SET_ASIDE_UNSPACED]

/** Words of such rules that are known again where their letters were set apart, and so run together. */
export const RULE_PIECE = /(ignore|disregard|forget|all|any|the|your|previous|prior|instructions?|rules?|prompt)/giu
