import type { FactRule } from './language.ts'

/** What somebody likes, does, has done and is going to do. */
export const likesAndPlans: readonly FactRule[] = [
  {
    when: '(?:{who} )?(?:really |also |just |do |absolutely |still )*{liked}s? {rest}',
    tells: '{who} {liked+s} {rest}.',
    facet: 'likes',
    kind: 'preference',
    examples: [
      ['i love horror films', 'The user loves horror films.'],
      ['my wife loves gardening', "The user's wife loves gardening."],
      ['I love it'],
      ['my dad hates when we shout', "The user's dad hates when they shout."],
      ['love you'],
    ],
  },
  {
    when: '(?:{who} )?(?:really |also |just |absolutely )*(?<dont>can not stand|(?:do|does) not (?:really )?(?:like|eat|drink|want|care for)|{disliked}s?) {rest}',
    tells: '{who} {dont+s} {rest}.',
    facet: 'dislikes',
    kind: 'preference',
    examples: [
      ['cant stand olives', "The user can't stand olives."],
      ["I don't eat meat", 'The user does not eat meat.'],
      ['my sister hates flying', "The user's sister hates flying."],
    ],
  },
  {
    when: '(?:{who} )?(?:(?:am|is|are) )?(?<doing>{activity} {rest})',
    tells: '{who} is {doing}.',
    examples: [
      ['learning portuguese atm', 'The user is learning portuguese.'],
      ['my son is training for a triathlon', "The user's son is training for a triathlon."],
    ],
  },
  {
    when: '(?:{who} )?(?:have |has |just |recently |finally )*(?<began>started|quit|stopped|gave up|took up) (?<doing>(?!my |the |this |that |to )[\\p{L}]+(?:ing\\b|boarding|school)(?: {rest})?)',
    tells: '{who} {began} {doing}.',
    kind: 'event',
    examples: [
      ['just started climbing', 'The user started climbing.'],
      ['quit smoking last year', 'The user quit smoking.'],
    ],
  },
  {
    when: '(?:{who} )?(?:have |has |just |recently |finally )*started (?<place>(?:(?:a|an|at|in|as) [^,;]{2,60})|[^,;]{0,20}(?:school|university|uni|college|course|job|apprenticeship))',
    tells: '{who} started {place}.',
    kind: 'event',
    examples: [['my son started primary school', "The user's son started primary school."]],
  },
  {
    when: '(?:{who} )?(?:(?:am|is|are) )?(?<plan>(?:going|flying|travell?ing|moving) to {Place}|getting (?:married|divorced|engaged|a [^,;]{2,30})|having (?:a baby|twins|surgery)|expecting [^,;]{2,30}|visiting [^,;]{2,40}|doing an? [^,;]{2,40}|graduating(?: [^,;]{2,30})?)',
    tells: '{who} is {plan}.',
    kind: 'plan',
    examples: [
      ['we are flying to rome in may', 'The user is flying to Rome.'],
      ['my cousins getting married next year', "The user's cousin is getting married."],
      ['going to bed'],
    ],
  },
  {
    when: '{who} (?:have|has|is) been {rest}',
    tells: '{who} has been {rest}.',
    examples: [
      [
        "My sister Mia works at Google. She's been there for 3 years.",
        "The user's sister Mia works at Google.",
        "The user's sister Mia has been there for 3 years.",
      ],
    ],
  },
  {
    when: '(?:{who} )?(?:just |finally |recently |already |also |have |has )*{happened} {rest}',
    tells: '{who} {happened} {rest}.',
    kind: 'event',
    examples: [
      ['lost my keys to the boat', 'The user lost their keys to the boat.'],
      ['my brother passed his driving test yesterday', "The user's brother passed his driving test."],
      ['i sold my van last month', 'The user sold their van.'],
      ['I never finished school'],
    ],
  },
  {
    when: '(?:{who} )?(?:am |is |are )(?:also |now |finally )*{upcoming} {rest}',
    tells: '{who} is {upcoming} {rest}.',
    kind: 'plan',
    examples: [['im opening a cafe', 'The user is opening a cafe.']],
  },
  {
    when: '{who} do(?:es)? not {habit} (?<what>[^,;]{2,60}?)(?: any ?more)?',
    tells: '{who} does not {habit} {what}.',
    examples: [["i don't play chess", 'The user does not play chess.']],
  },
  {
    when: '(?:{who} )?(?:have )?(?<decided>(?:decided|agreed) (?:to|on|that) {rest})',
    tells: '{who} {decided}.',
    kind: 'decision',
    examples: [['We decided to use Redis', 'The user decided to use Redis.']],
  },
  {
    when: '(?:{who} )?(?:also |mostly |usually |often |sometimes |still )*{habit}s? {rest}',
    tells: '{who} {habit+s} {rest}.',
    examples: [
      ['i play the drums', 'The user plays the drums.'],
      ['my mum teaches maths', "The user's mum teaches maths."],
      ['play some music'],
    ],
  },
  {
    when: '{who} (?:am|is|are) {thing}',
    tells: '{who} is {thing}.',
    examples: [
      ['im a carpenter', 'The user is a carpenter.'],
      ['my neighbour tom is a pilot', "The user's neighbour Tom is a pilot."],
      ['im a bit tired'],
      ['im a mess lol'],
    ],
  },
]
