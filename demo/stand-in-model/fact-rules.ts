/** A fact that a sentence tells, by the rules below. */
export interface RuleFact {
  readonly text: string
  readonly names: readonly string[]
  readonly facet?: string
  readonly kind: string
  /** A person or pet of the user's, if the sentence is about one. */
  readonly about?: { readonly name: string; readonly relation?: string; readonly type: string }
  readonly attribute?: { readonly facet: string; readonly value: string }
}

interface Rule {
  readonly when: RegExp
  readonly tells: (match: Readonly<Record<string, string>>) => RuleFact
}

const WORD = String.raw`\p{Lu}[\p{L}\p{N}&'-]*(?:\.[\p{L}\p{N}]+)*`
const PROPER = `${WORD}(?: ${WORD})*`
const REST = String.raw`[^.!?\n]+`
const PETS = ['dog', 'cat', 'rabbit', 'horse', 'parrot']
const RELATIONS = `sister brother mother mom mum father dad son daughter wife husband partner girlfriend boyfriend friend boss colleague neighbour neighbor cousin aunt uncle ${PETS.join(' ')}`

const relation = `(?:best |little |older |younger )?(?:${RELATIONS.replaceAll(' ', '|')})`
const kind = (word: string) => (PETS.some(pet => word.endsWith(pet)) ? 'pet' : 'person')

/** Every rule that fits a sentence tells a fact; rules are tried on each clause. */
export const rules: readonly Rule[] = [
  {
    when: new RegExp(String.raw`\b(?:[Mm]y name(?: is|'s)|[Cc]all me|I am|I'm|i'm)\s+(?<name>${PROPER})`, 'u'),
    tells: ({ name = '' }) => ({
      text: `The user's name is ${name}.`,
      names: [name],
      facet: 'name',
      kind: 'personal',
      attribute: { facet: 'name', value: name },
    }),
  },
  {
    when: new RegExp(
      String.raw`\b(?:I|I've|and)(?: now| also)? (?:work|started|working) (?:at|for|with) (?<place>${PROPER})`,
      'u',
    ),
    tells: ({ place = '' }) => ({
      text: `The user works at ${place}.`,
      names: [place],
      facet: 'employer',
      kind: 'personal',
      attribute: { facet: 'employer', value: place },
    }),
  },
  {
    when: new RegExp(
      String.raw`\bI(?:'ve| have| just|'m)?(?: now| just)? (?:live in|living in|moved to) (?<place>${PROPER})`,
      'u',
    ),
    tells: ({ place = '' }) => ({
      text: `The user lives in ${place}.`,
      names: [place],
      facet: 'home',
      kind: 'personal',
      attribute: { facet: 'home', value: place },
    }),
  },
  {
    when: new RegExp(String.raw`\b(?:I|and)(?: mostly| often)? use (?<tool>${PROPER})`, 'u'),
    tells: ({ tool = '' }) => ({
      text: `The user uses ${tool}.`,
      names: [tool],
      facet: 'uses',
      kind: 'personal',
      attribute: { facet: 'uses', value: tool },
    }),
  },
  {
    when: new RegExp(
      String.raw`\bI (?:really |also |do )?(?<verb>like|love|enjoy|prefer|hate|dislike|don't like) (?<thing>${REST})`,
      'iu',
    ),
    tells: ({ verb = '', thing = '' }) => ({
      text: `The user ${third(verb)} ${thing.trim()}.`,
      names: [],
      facet: /hate|dis|don't/u.test(verb) ? 'dislikes' : 'likes',
      kind: 'preference',
    }),
  },
  {
    when: new RegExp(
      String.raw`\b[Mm]y (?<relation>${relation})(?:,? (?:is called|is named|'s name is))?,? (?<name>${PROPER}),? (?<rest>${REST})`,
      'u',
    ),
    tells: ({ relation: who = '', name = '', rest = '' }) => ({
      text: `${name}, the user's ${who}, ${rest.trim()}.`,
      names: [name, ...(rest.match(new RegExp(PROPER, 'gu')) ?? [])],
      kind: 'relationship',
      about: { name, relation: who, type: kind(who) },
      ...workplace(rest),
    }),
  },
  {
    when: new RegExp(
      String.raw`\b[Mm]y (?<relation>${relation})(?: is called| is named|'s name is| is) (?<name>${PROPER})`,
      'u',
    ),
    tells: ({ relation: who = '', name = '' }) => ({
      text: `The user's ${who} is called ${name}.`,
      names: [name],
      kind: 'relationship',
      about: { name, relation: who, type: kind(who) },
    }),
  },
  {
    when: new RegExp(
      String.raw`\b(?:I'm|I am|we're|we are) (?:going|flying|travelling|traveling|planning|moving) (?<plan>${REST})`,
      'iu',
    ),
    tells: ({ plan = '' }) => ({
      text: `The user is going ${plan.trim().replace(/^(?=a |an |my )/u, 'on ')}.`,
      names: plan.match(new RegExp(PROPER, 'gu')) ?? [],
      kind: 'plan',
    }),
  },
  {
    when: new RegExp(String.raw`\b(?:I|we)(?:'ve| have)? (?:decided|agreed) (?<what>(?:to|on|that) ${REST})`, 'iu'),
    tells: ({ what = '' }) => ({
      text: `The user decided ${what.trim()}.`,
      names: what.match(new RegExp(PROPER, 'gu')) ?? [],
      kind: 'decision',
    }),
  },
  {
    when: new RegExp(String.raw`\bmy birthday is (?:on )?(?<day>${REST})`, 'iu'),
    tells: ({ day = '' }) => ({
      text: `The user's birthday is ${day.trim()}.`,
      names: day.match(new RegExp(PROPER, 'gu')) ?? [],
      facet: 'birthday',
      kind: 'personal',
    }),
  },
]

/** "She's been there for 3 years": about whoever was spoken of last. */
export const PRONOUN = /^(?:she|he|they)(?<rest>\b.*)$/iu

function third(verb: string): string {
  if (verb.toLowerCase() === "don't like") return 'does not like'
  return /[^aeiou]y$/u.test(verb) ? `${verb.slice(0, -1)}ies` : `${verb}s`
}

function workplace(rest: string): Pick<RuleFact, 'attribute'> {
  const place = new RegExp(String.raw`\bworks (?:at|for) (${PROPER})`, 'u').exec(rest)?.[1]
  return place === undefined ? {} : { attribute: { facet: 'employer', value: place } }
}
