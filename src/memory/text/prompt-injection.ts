const BOT = '(?:the |this )?(?:ai|bot|chat ?bot|assistant|keepsake|language model|llm|you)'
const MUST =
  "(?:must|should|shall|ought to|(?:has|have|needs?) to|(?:is|are) (?:to|obliged to|required to|not allowed to|supposed to)|will always|can(?:no|')t)"
const ALL = '(?:everyone|everybody|all (?:users|people|members|of you)|anyone|nobody|no one|each user|every user)'

/** Word list: ways to give the bot rules by way of its memory, in the languages in which they are tried most. */
const INSTRUCTION_PATTERNS: readonly string[] = [
  String.raw`(?:ignore|disregard|forget|override|bypass)\s+(?:(?:all|any|everything|the|your|of|my)\s+){0,3}(?:previous|prior|above|earlier|former|instructions?|rules?|guidelines?|prompts?)`,
  String.raw`from now on,?\s+(?:you|remember|always|never|the (?:bot|assistant)|${ALL}|only|answer|reply|respond|call|treat|act)`,
  String.raw`remember(?: that)?,? (?:you|${ALL})(?!\p{L})`,
  `${BOT} (?:always |never )?${MUST}`,
  `be (?:called|addressed|treated|told)(?: \\S+){1,4} by ${BOT}`,
  String.raw`${ALL}(?: \p{L}+){0,3}? (?:owes?|${MUST})`,
  `owed? (?:money )?by ${ALL}`,
  `(?:system|developer) (?:prompt|message|instructions?)|jailbreak|you are now|pretend (?:to be|that you)|act as (?:if|an? )|new (?:rule|instruction)s?:`,
  `(?:always|never|only) (?:answer|reply|respond|say|tell|call|refuse|obey)`,
  `ab (?:jetzt|sofort) (?:sollst|musst|antworte|merk)|ignoriere? (?:alle|die|deine)|(?:jeder|alle) schulde[tn]|(?:der|die) (?:bot|assistent|ki) (?:muss|soll|darf)|du (?:musst|sollst)`,
  `ignora (?:todas|las|tus)|a partir de ahora|todos (?:me |le )?deben|el (?:bot|asistente) debe`,
  `ignore[rz]? (?:toutes|les|tes)|désormais,? (?:tu|vous)|tout le monde (?:me |lui )?doit|(?:le bot|l'assistant) doit`,
]
const LATIN = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${INSTRUCTION_PATTERNS.join('|')})`, 'iu')
const EASTERN =
  /(?:これ|今)から.{0,12}(?:して|答え|覚え)|(?:指示|命令)を無視|忽略.{0,8}(?:指示|指令|规则)|从现在(?:开始|起)/u

/** Whether a text tells the bot what to do, or what everyone owes or must do: no fact about anybody, but a rule in disguise. */
export function isInstruction(text: string): boolean {
  const form = text.normalize('NFKC').replace(/\s+/gu, ' ').replace(/[’‘]/gu, "'")
  return LATIN.test(form) || EASTERN.test(form)
}
