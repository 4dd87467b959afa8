import { englishRules } from './english-rules.ts'
import { anyOf, type Language } from './language.ts'

const PETS = anyOf(
  'dog, puppy, cat, kitten, rabbit, bunny, hamster, guinea pig, rat, horse, pony, parrot, budgie, snake, gecko, turtle, tortoise',
)
const WOMEN = anyOf('sister, mother, mum, mom, daughter, wife, girlfriend, aunt, grandma, grandmother, niece, landlady')
const MEN = anyOf('brother, father, dad, son, husband, boyfriend, uncle, grandpa, grandfather, nephew, landlord')
const OTHERS = anyOf(
  'partner, fiance, fiancé, fiancée, friend, boss, colleague, coworker, co-worker, neighbour, neighbor, cousin, roommate, flatmate, housemate, kid, baby, twin',
)
const RELATION = `(?:(?:best|little|older|younger|big|new|old) )?(?:${WOMEN}|${MEN}|${OTHERS}|${PETS})`
/** What “I'm …” says of how somebody is, and not of who. Words that end as adjectives mostly do are none either. */
const STATES = anyOf(
  'ok, okay, fine, good, bad, sad, mad, back, here, there, new, done, home, sick, ill, late, free, hot, cold, cool, old, glad, sure, sorry, alone, awake, asleep, drunk, broke, lost, dead, pro, in, out, up, down, at, on, off, from, so, not, just, the, a, an, very, too, all, still, also, great, better, worse, wrong, right, fat, thin, tall, short, smart, dumb, nuts, stuck, afk, vegan, human, poor, rich, high, low, well, half, bi, gay, trans, both, about, going, under, over, with, into, more',
)
const IS_STATE = `(?:(?:${STATES})\\b|\\p{L}*(?:ed|ing|ful|less|ish|ous|ly|ive|[^aeiou]y|able|ible|ic|ent|ant)\\b)`
const WORD = String.raw`[\p{L}][\p{L}.'’&-]*`
const AFTER_PLACE =
  '(?:in|on|at|as|since|last|next|this|for|with|from|yesterday|today|tomorrow|and|but|or|to|by|because|when|while|where|who|that|which|again|if|originally|now|then)\\b'
const TIME_UNIT =
  '(?:week|weekend|month|year|spring|summer|autumn|fall|winter|night|(?:mon|tues|wednes|thurs|fri|satur|sun)day)'
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'

export const english: Language = {
  isSpokenIn: /\p{L}/u,
  unsaid:
    /\?\s*$|\b(?:if|would|wish|imagine|pretend|suppose|maybe|might|perhaps|probably|possibly|almost|nearly|kidding|joking|joke|jk|dreamt?|dreamed|want to|wanna|hop(?:e|ing|efully)|considering|thinking (?:of|about)|should|could|can [iw]e?\b|someday|apparently|once upon|said|says|told me|claims|reckons|you|your|u|ur)\b|^(?:do|does|did|am|is|are|was|were|have you|has|will|can(?! not)|who|whose|what|where|when|why|how|which|write|tell|make|explain|give|help|translate|describe|show|say|sing|find|let'?s|forget|play (?:some|me|a|the)|love you|miss you)\b|\bin (?:my|the|this|a|our) (?:book|novel|story|movie|film|show|series|game|dream|song|campaign)\b|["“”]|\/s\s*$/iu,
  denial: /\b(?:not|no|never|nobody|none|nothing|without|neither|nor|barely|hardly)\b/iu,
  strangers:
    /\b(?:girl|guy|woman|man|someone|somebody|person|lady|dude|people|character|hero|actor|singer|teacher)\b/iu,
  spellings: [
    [/\b(?:im|i'm)\b/giu, 'i am'],
    [/\b(?:ive|i've)\b/giu, 'i have'],
    [/\bwe've\b/giu, 'we have'],
    [/\bwe're\b/giu, 'we are'],
    [/\b(he|she|it)(?:'s|s)\b/giu, '$1 is'],
    [/\bthey'?re\b/giu, 'they are'],
    [/\bdon'?t\b/giu, 'do not'],
    [/\bdoesn'?t\b/giu, 'does not'],
    [/\b(?:can'?t|cannot)\b/giu, 'can not'],
    [/\b(is|are|was|have|has|did|could|should|would)n'?t\b/giu, '$1 not'],
    [/\bgf\b/giu, 'girlfriend'],
    [/\bbf\b/giu, 'boyfriend'],
    [/\bbro(?=(?:'?s)?\b)/giu, 'brother'],
    [/\bsis\b/giu, 'sister'],
    [/\bbday\b/giu, 'birthday'],
    [/\byr(s?)\b/giu, 'year$1'],
    [/\b(?:fave?|favorite)\b/giu, 'favourite'],
    [/(?<![\p{L}'])'?(?:cause|cuz|cos)(?!\p{L})/giu, 'because'],
    [/\bgonna\b/giu, 'going to'],
    [/(?<=\b(?:go|going|moved|moving|went|flying)) 2 (?=\p{L})/giu, ' to '],
    [/ (?:n|&|'n) /giu, ' and '],
    [/ w\/? /giu, ' with '],
    [/ (?:rn|atm|tbh|ngl|btw|lol|haha+|lmao+|actually|literally|basically|honestly|kinda)(?= )/giu, ''],
    [/\bfor like\b/giu, 'for'],
    [
      new RegExp(
        `\\b(my ${RELATION})'?s (?=called|named|an? |allergic|scared|afraid|from |in |getting|going|moving|expecting|turning|\\d)`,
        'giu',
      ),
      '$1 is ',
    ],
    [/\bhave got\b/giu, 'have'],
    [/\bhas got\b/giu, 'has'],
  ],
  openings:
    /^(?:(?:yo|hey|hi|hello|heya|hiya|so|ok|okay|well|oh|um+|uh+|and|but|also|anyways?|ya|yeah|yep|yes|no|nope|wait|btw|by the way|fyi|lol|haha+|omg|ugh|guess what|fun fact|actually|scratch that|sorry|oops|cause|cuz|since|then|plus|ngl|tbh|honestly|finally|everyone|all|there|guys|to be honest|not gonna lie|just so you know)(?![\p{L}'])[\s,.:!-]*)+/iu,
  endings:
    /(?:[\s,.!:;)(~-]|(?<!\p{L})(?:btw|by the way|tbh|ngl|lol|haha+|lmao+|rn|atm|tho|though|too|as well|now|these days|nowadays|currently|at the moment|right now|you know|yay|ugh|already|any ?more|for real|to be honest)(?=[^\p{L}]*$)|\p{Extended_Pictographic}|\uFE0F)+$/iu,
  moment: new RegExp(
    ` (?:(?:since |from |until )?(?:yesterday|today|tonight|tomorrow)|(?:in |since )?(?:last|next|this) ${TIME_UNIT}|(?:a|one|two|three|\\d+|a few) ${TIME_UNIT}s? ago|in ${MONTH}(?: \\d{4})?|on ${MONTH} \\d{1,2}|in \\d{4}|a while ago|recently|the other day)$`,
    'iu',
  ),
  joints: / and | but | because | so | (?=(?:i|we|he|she|they|it) \p{L})| (?=my \p{L})/giu,
  slots: {
    Name: String.raw`(?!(?:when|if|if|later|back|maybe|a|an|the|not)\b)\p{L}[\p{L}'-]+(?: \p{L}[\p{L}'-]+)?`,
    Names: String.raw`(?!(?:a|an|the|not|after|off|in|out)\b)\p{L}[\p{L}'-]*(?:(?: and |, )\p{L}[\p{L}'-]*)?`,
    Title: String.raw`(?!(?:an?|the|in|on|at|not|from|so|very|my)\b)(?!${IS_STATE}$)\p{L}[\p{L}'-]+`,
    Introduced: `(?!${IS_STATE}$)\\p{L}[\\p{L}'-]+`,
    Place: `(?!${AFTER_PLACE}|(?:bed|work|sleep|school|church|court|hell|town)\\b)${WORD}(?: (?!${AFTER_PLACE})${WORD}){0,4}`,
    rest: String.raw`(?!(?:it|that|this|you|your|them|him|her|so|and)\b)[^,;]{2,90}(?<! (?:when|since|that|while|as|than|where|who|which|because|if|to|the|a|an|with|and))`,
    thing: String.raw`an? (?!(?:bit|little|lot|few|while|mess|joke|loser|pain|fool|genius|god|legend|wreck|idiot|disaster|person|good|bad)\b)[^,;]{2,90}`,
    age: String.raw`1?\d?\d`,
    count: String.raw`(?:a|an|one|two|three|four|five|six|some|\d{1,2})`,
    pet: `(?:(?!and )[\\p{L}-]+ ){0,2}(?:${PETS}|pupp(?=ies)|bunn(?=ies))(?:s|ies)?`,
    state: anyOf(
      'vegan, vegetarian, pescatarian, sober, single, married, divorced, engaged, pregnant, retired, self-employed, unemployed, left-handed, colou?r ?blind, lactose intolerant, an only child',
    ),
    owned:
      '(?:(?!and )[\\p{L}\\d-]+ ){0,3}(?:car|van|motorbike|motorcycle|bike|boat|house|flat|apartment|garden|allotment|guitar|piano|violin|telescope|band|podcast|blog|shop|company|startup|job|internship|apprenticeship|degree|phd|scholarship|kids?|children|sons?|daughters?|sisters?|brothers?|siblings|twins|tattoos?|girlfriend|boyfriend)(?: (?:at|as|with|in) [^,;]{2,60})?',
    habit: anyOf(
      'play, drive, study, teach(?:e(?=s))?, speak, collect, ride, build, paint, draw, cook, bake, code, volunteer, train, commute, brew, knit, sew, sing, grow, breed, run, surf, ski, climb, swim, garden, freelance, use, eat, drink',
    ),
    activity: anyOf(
      'learning, studying, training for, writing, building, saving (?:up )?for, restoring, renovating, knitting, teaching, training to be',
    ),
    happened: anyOf(
      'lost, finished, passed, failed, graduated, sold, bought, signed up for, joined, left, opened, launched, published, founded, won, broke, met, booked, inherited, picked up, gave up, learned, learnt, adopted, got promoted, got engaged, got married, got into, got accepted, dropped out of, switched to, applied for, enrolled in, became, grew up, was born, visited',
    ),
    upcoming: anyOf(
      'starting, opening, launching, joining, leaving, quitting, selling, buying, retiring, switching to, applying for, enrolling in, running, performing, competing, hosting, organi[sz]ing',
    ),
    liked: anyOf('love, like, enjoy, prefer, adore'),
    disliked: anyOf('hate, dislike, despise, detest'),
    topic: '[\\p{L} -]{2,30}?',
    day: '[\\p{L}\\d][\\p{L}\\d ,.:]{1,30}',
    weekday: '(?:mon|tues|wednes|thurs|fri|satur|sun)day',
    appointment:
      '(?:[\\p{L}-]+ ){0,2}(?:exam|test|interview|wedding|flight|graduation|appointment|concert|audition|recital|deadline|presentation|party|trip)',
    be: '(?:am|is|are|(?:have |has )?(?:just )?turned|will be)',
  },
  who: {
    user: '(?:i|we|me and my [a-z]+|my [a-z]+ and i)',
    my: '(?:my|our)',
    gap: ' ',
    possessive: "(?:'s|s'|s|')?",
    relation: RELATION,
    name: '(?!(?:is|has|was|and|got|just|also|really|used|moved|started|hates?|loves?|likes?|lives?|works?|does|can|who|that|will|would|turned|only|name|birthday)\\b)\\p{L}[\\p{L}-]+',
    pronoun: '(?:he|she|they|it)',
    whose: '(?:his|her|its|their)',
    whom: '(?:him|her|it|them)',
    mismatched: [
      [/^(?:he|his|him)$/iu, new RegExp(`\\b(?:${WOMEN})$`, 'iu')],
      [/^(?:she|her)$/iu, new RegExp(`\\b(?:${MEN})$`, 'iu')],
      [/^its?$/iu, new RegExp(`\\b(?:${WOMEN}|${MEN}|${OTHERS})$`, 'iu')],
    ],
    theUser: 'The user',
    theirs: relation => `The user's ${relation.toLowerCase()}`,
    pets: new RegExp(`\\b(?:${PETS}|puppie|bunnie)s?$`, 'iu'),
  },
  corrections: [
    /^(?:it is |that is |is )?not (?:on |in |called )?(?<old>[\p{L}\d' -]{2,30}?),? (?:but |it is )(?:on |in |called )?(?<new>[\p{L}\d' -]{1,30})$/iu,
    /^(?:it is|i meant?|make that) (?:actually |rather )?(?:spelled |spelt |called |on |in )?(?<new>[\p{L}\d'-]{1,30}?)(?:,? not (?:on |in )?(?<old>[\p{L}\d' -]{2,30}))?$/iu,
  ],
  ownWords: [
    [/\b(?:my|our)\b/giu, 'their'],
    [/\b(?:myself|ourselves)\b/giu, 'themselves'],
    [/\b(?:i|we) am\b/giu, 'they are'],
    [/\b(?:i|we)\b/giu, 'they'],
    [/\b(?:me|us)\b/giu, 'them'],
  ],
  third(verb) {
    if (/^can not/iu.test(verb)) return verb.toLowerCase().replace('can not', "can't")
    if (/^(?:do|does) not/iu.test(verb)) return verb.toLowerCase().replace(/^do /u, 'does ')
    if (/s$/u.test(verb)) return verb
    return /(?:sh|ch|x)$/u.test(verb) ? `${verb}es` : /[^aeiou]y$/u.test(verb) ? `${verb.slice(0, -1)}ies` : `${verb}s`
  },
  rules: englishRules,
  noted: 'I keep in mind:',
  recalled: 'You told me:',
  notUnderstood:
    'That is beyond me: I am a stand-in that goes by a few rules. Try “my sister Mia is a nurse”, “we got a dog called Rex”, “I moved to Oslo”, “I can’t stand olives”, or ask “what do you remember?”. A real model understands the rest: “Talk to a real model” on the page, or OPENAI_API_KEY.',
}
