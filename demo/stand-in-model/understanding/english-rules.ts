import { likesAndPlans } from './english-likes-and-plans.ts'
import type { FactRule } from './language.ts'

/** The first that fits a clause is the one that counts. */
export const englishRules: readonly FactRule[] = [
  {
    when: "(?:my name(?: is|'s|s)|call me|(?:the )?name(?: is|'s|s)) {Name}",
    tells: "The user's name is {Name}.",
    facet: 'name',
    value: 'Name',
    examples: [
      ['My name is Alex', "The user's name is Alex."],
      ['hey, names marta', "The user's name is Marta."],
      ['call me when you are done'],
    ],
  },
  {
    when: '{whose} name is {Names}',
    tells: "{who}'s name is {Names}.",
    names: 'Names',
    examples: [
      ["my dog's name is Rex", "The user's dog's name is Rex."],
      ['my sisters name is anna', "The user's sister's name is Anna."],
      ['we have a cat. her name is Tinka', 'The user has a cat.', "The user's cat's name is Tinka."],
    ],
  },
  {
    when: '{who} (?<be>is|are) (?:called|named) {Names}',
    tells: '{who} {be} called {Names}.',
    names: 'Names',
    examples: [
      ['my brothers called tom', "The user's brother is called Tom."],
      ['got a parrot, its called kiwi', 'The user has a parrot.', "The user's parrot is called Kiwi."],
    ],
  },
  {
    when: '(?:(?:i|we) )?(?:have )?(?:named|called|call) {whom} {Names}',
    tells: "{who}'s name is {Names}.",
    names: 'Names',
    examples: [['we have a puppy and named her Luna', 'The user has a puppy.', "The user's puppy's name is Luna."]],
  },
  {
    when: '{who} (?:is|are) {Title}',
    tells: '{who} is called {Title}.',
    names: 'Title',
    examples: [['My best friend is Nora', "The user's best friend is called Nora."], ['my boss is awful']],
  },
  {
    when: '{who} {be}(?: only| just| now)? {age}(?: years? old| yo)?',
    tells: '{who} is {age} years old.',
    facet: 'age',
    value: 'age',
    examples: [
      ['im 31', 'The user is 31 years old.'],
      ['my son just turned 8', "The user's son is 8 years old."],
      ['im 10 minutes away'],
    ],
  },
  {
    when: '(?:i am|my pronouns are) (?<pronouns>(?:she|he|they)/[\\p{L}/]{2,12})',
    tells: "The user's pronouns are {pronouns}.",
    facet: 'pronouns',
    value: 'pronouns',
    examples: [['im they/them', "The user's pronouns are they/them."]],
  },
  {
    when: '(?:{who} )?used to (?<past>(?:live|work|be|play|study|have|own) {rest})',
    tells: '{who} used to {past}.',
    status: 'past',
    examples: [['I used to live in Porto', 'The user used to live in Porto.']],
  },
  {
    when: '(?:{who} )?(?:just |recently |finally |have |has )*(?:moved|relocated) to {Place}(?: from {rest})?',
    tells: '{who} lives in {Place}.',
    facet: 'home',
    value: 'Place',
    examples: [
      ['I just moved to oslo last week', 'The user lives in Oslo.'],
      ['my brother moved to New York', "The user's brother lives in New York."],
      ['I almost moved to Rome'],
    ],
  },
  {
    when: '{who} (?:(?:currently|still|both|now|all) )?(?:lives?|(?:am|is|are) (?:living|based)) in {Place}',
    tells: '{who} lives in {Place}.',
    facet: 'home',
    value: 'Place',
    examples: [
      ['i live in lisbon', 'The user lives in Lisbon.'],
      ['my dad lives in a small village', "The user's dad lives in a small village."],
      ['If I lived in Paris I would eat well'],
      ["I don't live in Paris"],
    ],
  },
  {
    when: '{who} (?:(?:am|is|are|come|comes) )?(?:originally )?from {Place}(?: originally)?',
    tells: '{who} is from {Place}.',
    facet: 'origin',
    value: 'Place',
    examples: [['im from porto originally', 'The user is from Porto.']],
  },
  {
    when: '(?:{who} )?(?:now |still |have |has |also |just )*(?:works?|working|started|started working|(?:am|is) working) (?:at|for) {Place}(?: as {rest})?',
    tells: '{who} works at {Place}.',
    facet: 'employer',
    value: 'Place',
    examples: [
      ['I work at Acme Corp', 'The user works at Acme Corp.'],
      ['My sister Mia works at Google.', "The user's sister Mia works at Google."],
      ['im 30 and work for a bank', 'The user is 30 years old.', 'The user works at a bank.'],
    ],
  },
  {
    when: '(?:{who} )?(?:works?|(?:am|is) working) (?<job>(?:as |an? |nights|part[- ]time|full[- ]time|from home|in |with |on ){rest})',
    tells: '{who} works {job}.',
    facet: 'job',
    examples: [['i work nights at a petrol station', 'The user works nights at a petrol station.']],
  },
  {
    when: '(?:{who} )?(?:have|has|just|{be}| )*(?:been|became|become|went|turned|am|is|are) {state}(?<span> (?:for|since) [^,;]{2,30})?',
    tells: '{who} is {state}{span}.',
    examples: [
      ['im vegetarian', 'The user is vegetarian.'],
      ['been sober since 2021', 'The user is sober since 2021.'],
      ["I'm not vegetarian"],
    ],
  },
  {
    when: 'i am {Introduced}',
    tells: "The user's name is {Introduced}.",
    facet: 'name',
    value: 'Introduced',
    examples: [
      ["I'm Alex", "The user's name is Alex."],
      ['hi im alex', "The user's name is Alex."],
      ['im henrik btw', "The user's name is Henrik."],
      ['hi im bored'],
      ['im back'],
    ],
  },
  {
    when: '(?:{who} )?(?:(?:am|is|are) )?(?:really |super |totally )?(?<what>(?:allergic to|intolerant of|scared of|afraid of|terrified of|obsessed with|good at|bad at|fluent in|an? (?:big |huge )?fan of) {rest})',
    tells: '{who} is {what}.',
    examples: [
      ['allergic to cats lol', 'The user is allergic to cats.'],
      ['my sons scared of spiders', "The user's son is scared of spiders."],
    ],
  },
  {
    when: '(?:(?:i|we) )?(?:just |finally |recently |have )*(?:have|got|adopted|rescued|bought) {count} {pet},? (?:called|named) {Names}',
    tells: 'The user has {count} {pet} called {Names}.',
    introduces: 'pet',
    names: 'Names',
    examples: [['hey, we got a dog called rex', 'The user has a dog called Rex.']],
  },
  {
    when: '(?:(?:i|we) )?(?:just |finally |recently |have )*(?:have|got|adopted|rescued|bought) {count} {pet}',
    tells: 'The user has {count} {pet}.',
    introduces: 'pet',
    examples: [
      ['just adopted two cats', 'The user has two cats.'],
      ["I don't have a dog"],
      ['if i had a cat i would call it Tom'],
    ],
  },
  {
    when: '(?:{who} )?(?:just |finally |recently |have |has )*(?:have|has|got|own|owns|bought) {count} {owned}',
    tells: '{who} has {count} {owned}.',
    examples: [['we have three kids', 'The user has three kids.'], ['I have a question'], ['i have a headache']],
  },
  {
    when: '{whose} birthday is (?:on )?(?:the )?{day}',
    tells: "{who}'s birthday is {day}.",
    facet: 'birthday',
    value: 'day',
    examples: [
      ['my bday is march 3', "The user's birthday is march 3."],
      ['my dads birthday is 9 july', "The user's dad's birthday is 9 july."],
    ],
  },
  {
    when: '(?:my )?favourite {topic}(?: of all time)? (?:is|are) {rest}',
    tells: "The user's favourite {topic} is {rest}.",
    kind: 'preference',
    examples: [['fav food is ramen', "The user's favourite food is ramen."]],
  },
  {
    when: 'my {appointment} is (?<when>(?:on|in|at|next|tomorrow) {day}|tomorrow|{weekday})',
    tells: "The user's {appointment} is {when}.",
    kind: 'plan',
    examples: [['my math exam is on friday', "The user's math exam is on friday."]],
  },
  ...likesAndPlans,
]
