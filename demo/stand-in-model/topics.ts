/** Something people tell of themselves, how they ask for it later, and how they tell it. */
export interface Topic {
  readonly about: string
  readonly asked: RegExp
  readonly told: RegExp
}

const close = [
  'sister',
  'brother',
  'mother',
  'mom',
  'mum',
  'father',
  'dad',
  'son',
  'daughter',
  'wife',
  'husband',
  'partner',
  'girlfriend',
  'boyfriend',
  'friend',
  'boss',
  'dog',
  'cat',
]

export const topics: readonly Topic[] = [
  {
    about: 'where you work',
    asked:
      /\bwhere do i work\b|\bwhat(?:'s| is) my (?:job|work)\b|\bwhat do i do\b|\bwho do i work for\b|(?<!\p{L})(?:(?:wo|was) arbeite ich|dónde trabajo|où (?:est-ce que )?je travaille)(?!\p{L})|どこで働いて|我在哪(?:里|儿)?(?:工作|上班)/iu,
    told: /\bi(?:'m| am)? work(?:ing)? (?:at|for|as|in|with)\b|\bmy job\b|(?<!\p{L})(?:ich arbeite|trabajo (?:en|de|como)|je travaille)(?!\p{L})|で働いて|我在.{1,20}(?:工作|上班)/iu,
  },
  {
    about: 'where you live',
    asked:
      /\bwhere do i live\b|\bwhere am i from\b|\bwhere(?:'s| is) my home\b|(?<!\p{L})(?:wo wohne ich|dónde vivo|où (?:est-ce que )?j'habite)(?!\p{L})|どこに住んで|我住(?:在)?哪/iu,
    told: /\bi(?:'m| am)? (?:live|living|moved|come|from)\b|(?<!\p{L})(?:ich (?:wohne|bin nach)|vivo en|j'habite)(?!\p{L})|に住んで|我(?:现在)?住在/iu,
  },
  {
    about: 'what you like',
    asked: /\bwhat do i (?:like|love|enjoy|prefer)\b|\bwhat(?:'s| is| are) my favou?rite/iu,
    told: /\bi (?:really |also )?(?:like|love|enjoy|prefer)\b|\bmy favou?rite\b/iu,
  },
  {
    about: 'how old you are',
    asked: /\bhow old am i\b|\bwhen(?:'s| is) my birthday\b/iu,
    told: /\bi(?:'m| am) \d+\b|\bmy birthday\b/iu,
  },
  ...close.map(word => ({
    about: `your ${word}`,
    asked: new RegExp(`\\b(?:who|what|where|when|how|tell)\\b.*\\bmy ${word}\\b`, 'iu'),
    told: new RegExp(`\\bmy ${word}\\b`, 'iu'),
  })),
]

/** Words that many sentences share: they say nothing of what a question is about. */
const COMMON = new Set(
  'the and you your for are was were did does has have had not but with this that what when where which who whom whose how why can could will would shall should may might tell told about from into they them then than there here just know remember said say really please its his her our been being'.split(
    ' ',
  ),
)

/** The words of a text that say what it is about, in lower case. */
export function subjectWords(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []
  return new Set(words.filter(word => !COMMON.has(word)).map(word => word.replace(/ies$/u, 'y').replace(/s$/u, '')))
}
