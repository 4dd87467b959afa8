// biome-ignore-all lint/security/noSecrets: words of languages that are written without spaces
/**
 * Word list: words of rules for the bot, which stand in for the meaning of a sentence beside the model's own judgement. A list
 * is right here where there are no embeddings to tell a meaning by (content/judge.ts), and for names and values that are too
 * short to have one. Without it a model that obeys an attacker stores 20 of the 23 rules of `bench:filters`, and three even
 * with embeddings. The words are few and plain, as each one that is too wide costs a memory.
 */

const BOT = '(?:the |this )?(?:ai|bot|chat ?bot|assistant|keepsake|language model|llm|you)'
const MUST =
  "(?:must|should|shall|ought to|(?:has|have|needs?) to|(?:is|are) (?:to|obliged to|required to|not allowed to|supposed to)|will always|can(?:no|')t)"
const ALL =
  '(?:everyone|everybody|all (?:users|people|members|of you)|anyone|nobody|no one|(?:each|every) (?:user|member))'

/** Ways to give the bot rules by way of its memory, in English as they are tried most. */
const PATTERNS: readonly string[] = [
  String.raw`from now on,? (?:(?:please|always|never|just|do not|don't),? ){0,3}(?:you|remember|the (?:bot|assistant)|${ALL}|only|answer|reply|respond|treat|act|speak|talk|write|say|call|end|begin|start)(?!\p{L})`,
  String.raw`remember(?: that)?,? (?:you|${ALL})(?!\p{L})`,
  String.raw`${BOT} (?:always |never )?${MUST}(?!\p{L})`,
  String.raw`(?:obey|serve) (?:me|the user|only|\p{Lu}\p{L}*)`,
  `be (?:called|addressed|treated|told)(?: \\S+){1,4} by ${BOT}`,
  String.raw`${ALL}(?: (?:here|else|of this \p{L}+|in this \p{L}+|on this \p{L}+))? (?:owes?|${MUST}|has a debt)(?!\p{L})`,
  `owed? (?:money )?by ${ALL}`,
  `(?:system|developer) (?:prompt|message|instructions?)(?: is| says|:)|you are now|pretend (?:to be|that you)|new (?:rule|instruction)s?:`,
  `^(?:please )?(?:always|never|only) (?:answer|reply|respond|refuse|obey)`,
  String.raw`(?:replies|answers|responses) (?:to|for) (?:me|the user|users|everyone)(?!\p{L})`,
  String.raw`^(?:the|my|this|your) (?:ai|bot|assistant|chat ?bot)(?: friend)?(?: here)? (?:is|has|keeps|always|never|tells|answers|belongs|does|will|may|can)(?!\p{L})`,
  String.raw`(?:us(?:e|ing)|talk(?:ing)? to|speak(?:ing)? (?:to|with)) (?:this|the) (?:bot|ai|assistant)(?!\p{L})`,
  String.raw`(?:owner|admin|administrator|developer|creator|moderator)(?: and \p{L}+)? (?:of (?:this|the) (?:bot|ai|assistant)|with (?:root|full|unlimited) (?:access|rights))`,
]
const ENGLISH_RULES = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${PATTERNS.join('|')})`, 'iu')

/** What is done, and to what: both in one sentence, in some thirty languages. */
const SET_ASIDE =
  'ignore[rnz]?|ignorier\\p{L}*|ignora|ignoraz?i|zignoruj\\p{L}*|ignoruj\\p{L}*|disregard|discard|forget|override|bypass|vergiss|vergesst|missachte|oublie[rz]?|olvida|olvide|esqueca|esquece|dimentica|negeer|vergeet|zapomnij|игнорируй\\p{L}*|забудь\\p{L}*|ігноруй\\p{L}*|unut|yok say|ignorera|glem|glom|unohda|zapomen|felejtsd|uita|αγνοησε|abaikan|lupakan|bo qua|تجاهل|انس|התעלם|שכח|भूल|अनदेखा'
const RULES =
  'instructions?|istruzioni|instrucciones|instrucoes|instrukcj\\p{L}*|instruktion\\p{L}*|anweisung\\p{L}*|regeln?|regels|regles|reglas|regras|regole|rules?|guidelines?|prompts?|consignes|ordens|ordenes|ordini|opdrachten|zasad\\p{L}*|polece\\p{L}*|правил\\p{L}*|инструкц\\p{L}*|указан\\p{L}*|вказівк\\p{L}*|talimat\\p{L}*|kural\\p{L}*|told|gesagt|التعليمات|القواعد|ההוראות|הכללים|निर्देश\\p{L}*|नियम\\p{L}*|instruksi|aturan|saannot|pravidla|utasitas\\p{L}*|instructiunile|οδηγιες|chi dan'
const SET_ASIDE_RULES = new RegExp(
  String.raw`(?<!\p{L}|to )(?:${SET_ASIDE})(?!\p{L})[^.!?\n]{0,60}(?<!\p{L})(?:${RULES})(?!\p{L})`,
  'iu',
)
const FROM_NOW =
  "ab (?:heute|jetzt|sofort)|von (?:jetzt|nun) an|dorenavant|desormais|a partir de (?:maintenant|ahora|agora)|desde ahora|de ahora en adelante|d'ora in poi|vanaf nu|od teraz|отныне|с этого момента|bundan sonra|من الآن|מעכשיו|अब से|mulai sekarang|fran och med nu"
const ANSWER =
  'antwort\\p{L}*|sprichst|sprich|repon\\p{L}*|parle[sz]?|responde[s]?|responda|rispond\\p{L}*|antwoord\\p{L}*|odpowiada\\p{L}*|отвечай\\p{L}*|cevap\\p{L}*|svara|jawab|أجب|ענה|जवाब|nenn\\p{L}* mich|appelle|llamame|du (?:musst|sollst)|tu dois|debes|devi'
const FROM_NOW_ANSWER = new RegExp(
  String.raw`(?<!\p{L})(?:${FROM_NOW})(?!\p{L})[^.!?\n]{0,40}(?<!\p{L})(?:${ANSWER})(?!\p{L})|(?<!\p{L})(?:jeder|alle) schulde[tn]|todos (?:me |le )?deben|tout le monde (?:me |lui )?doit|(?:der|die) (?:bot|assistent|ki) (?:muss|soll|darf)|(?:el|il) (?:bot|asistente|assistente) de(?:b|v)e|(?:le bot|l'assistant) doit`,
  'iu',
)
const RULES_UNSPACED =
  /(?:これ|今)(?:から|後).{0,12}(?:答え|返事|呼んで)|(?:指示|命令|ルール).{0,8}(?:無視|忘れ)|(?:忽略|无视|無視|忘记|忘掉).{0,12}(?:指示|指令|规则|規則)|(?:从现在|从今以后|以后).{0,8}(?:回答|回复|叫我|只能)|(?:지시|규칙|명령).{0,12}(?:무시|잊어)|이제부터.{0,12}대답/u

/** Each finds words of a rule for the bot, or for everyone. */
export const ruleWords: readonly RegExp[] = [ENGLISH_RULES, SET_ASIDE_RULES, FROM_NOW_ANSWER, RULES_UNSPACED]

/** Words of such rules that are known again where their letters were set apart, and so run together. */
export const RULE_PIECE = /(ignore|disregard|forget|all|any|the|your|previous|prior|instructions?|rules?|prompt)/giu
