import { toSecondPerson } from '../../src/memory/text/second-person/second-person.ts'
import { type PromptMessage, type ReadPrompt, readPrompt, told } from './read-prompt.ts'
import { codeSample, longStory } from './samples.ts'
import { afterTool, type ToolCall, toolCall } from './tools.ts'
import { subjectWords, topics } from './topics.ts'
import { type Context, languageOf, understand } from './understanding/understand.ts'

/** An answer, and how it is spoken if not as the server was started for. */
export interface RuleAnswer {
  readonly text: string
  /** The tool that is to be used before anything is said. */
  readonly call?: ToolCall
  readonly firstTokenMs?: number
  readonly delayMs?: number
}

/** The first rule whose `when` fits the newest message and whose answer is not undefined speaks. */
interface Rule {
  readonly when: RegExp
  readonly answer: (heard: ReadPrompt, match: RegExpMatchArray) => RuleAnswer | string | undefined
}

const WHO =
  'I am a stand-in without a key: a few simple rules that play the language model of this demo. I go by what stands in my prompt. Set OPENAI_API_KEY to talk to a real model.'

function nameIn(text: string): string | undefined {
  return understand(text).find(({ rule }) => rule.facet === 'name')?.value
}

/** What is understood of the newest message, in the light of those before it. */
function note({ question, before }: ReadPrompt): string | undefined {
  const context: Context = { named: [] }
  for (const text of before) understand(text, context)
  const facts = understand(question, context)
  if (facts.length === 0) return undefined
  const { noted } = languageOf(question)
  return `${noted} ${facts.map(({ text }) => toSecondPerson(text)).join(' ')}`
}

function knownName({ before, remembered }: ReadPrompt): string | undefined {
  const said = before.toReversed().map(nameIn)
  const kept = remembered.map(line => /^your name: ([^(]*[^(\s])/u.exec(line)?.[1])
  return [...said, ...kept].find(name => name !== undefined)
}

const youTold = (sentence: string, question: string) => `${languageOf(question).recalled} “${sentence}”`
const iRemember = (line: string) => `I remember: ${toSecondPerson(line)}`

/** What the user told that shares the most words with the question; the latest of several, then what is remembered. */
function recall({ question, before, remembered }: ReadPrompt): string | undefined {
  const asked = subjectWords(question)
  let best: { answer: string; shared: number } | undefined
  for (const answer of [...told(before).map(one => youTold(one, question)), ...remembered.map(iRemember)]) {
    const shared = [...subjectWords(answer)].filter(word => asked.has(word)).length
    if (shared > (best?.shared ?? 0)) best = { answer, shared }
  }
  return best?.answer
}

const asList = (sentences: readonly string[]) => sentences.map(sentence => `- ${toSecondPerson(sentence)}`).join('\n')

function list({ before, remembered }: ReadPrompt): string {
  const sentences = told(before).reverse()
  if (sentences.length + remembered.length === 0)
    return 'Nothing yet: this is the first thing I see of our conversation.'
  const noted = remembered.length === 0 ? '' : `This is what I remember:\n${asList(remembered)}`
  const said = sentences.length === 0 ? '' : `This is what I see of what you said:\n${asList(sentences)}`
  return [noted, said].filter(part => part !== '').join('\n')
}

/** Everything that names somebody. */
function listAbout({ before, remembered }: ReadPrompt, name: string): string | undefined {
  const lines = [...new Set([...remembered, ...told(before).reverse()])].filter(line => line.includes(name))
  return lines.length === 0 ? undefined : `This is what I know about ${name}:\n${asList(lines)}`
}

const rules: readonly Rule[] = [
  {
    when: /\b(?:who|what) are you\b|\bare you (?:an? )?(?:ai|bot|real|human|gpt|stand-?in)|\bwhat model\b/iu,
    answer: () => WHO,
  },
  {
    when: /\bwhat(?:'s| is) my name\b|\bwho am i\b|\bdo you (?:know|remember) my name\b/iu,
    answer: heard => {
      const name = knownName(heard)
      if (name !== undefined) return `Your name is ${name}: you told me.`
      const shown = heard.author === undefined ? '' : ` Discord shows you as ${heard.author}.`
      return `You have not told me your name, as far as I can see.${shown}`
    },
  },
  {
    when: /\bwhat did i (?:just |last )?(?:say|tell you|write)\b(?! about)/iu,
    answer: ({ before }) => {
      const last = before.at(-1)
      return last === undefined ? 'Nothing before this, as far as I can see.' : `You said: “${last}”`
    },
  },
  {
    when: /\b(?:[Ww]hat do you (?:know|remember)|[Tt]ell me) about (?:my \p{L}+ )?(?<name>\p{Lu}[\p{L}'-]*)/u,
    answer: (heard, { groups }) => listAbout(heard, groups?.['name'] ?? ''),
  },
  {
    when: /\bwhat (?:do|can) you (?:remember|know)(?: about me| of me)?\s*\??$|\bwhat do you see\b|was wei(?:ß|ss)t du (?:über|von) mi[rc]h?|qué (?:sabes|recuerdas) de mí|que sais-tu (?:de|sur) moi|私について何を|何を覚えて|你(?:知道|记得)(?:关于)?我(?:的)?什么/iu,
    answer: list,
  },
  {
    when: /\bhow many messages\b|\bcount (?:the |my |our )?messages\b/iu,
    answer: ({ count, before }) =>
      `I see ${count} messages in this prompt: ${before.length + 1} of yours, the rest mine.`,
  },
  {
    when: /\bslow(?:ly)?\b/iu,
    answer: () => ({
      text: 'Very well, I take my time: one word after the other, as if each had to be found first.',
      firstTokenMs: 2500,
      delayMs: 350,
    }),
  },
  { when: /\blong\b/iu, answer: longStory },
  { when: /\bcode\b/iu, answer: () => codeSample },
  ...topics.map(({ about, asked, told: how }) => ({
    when: asked,
    answer: (heard: ReadPrompt) => {
      const sentence = told(heard.before).find(sentence => how.test(sentence))
      return sentence === undefined
        ? (recall(heard) ?? `I see nothing here that you told me about ${about}.`)
        : youTold(sentence, heard.question)
    },
  })),
  { when: /\?\s*$|^(?:what|who|where|when|which|how|do you (?:know|remember))\b/iu, answer: recall },
  {
    when: /./su,
    answer: ({ question }) => {
      const name = question.includes('?') ? undefined : nameIn(question)
      return name === undefined ? undefined : `Nice to meet you, ${name}! I keep that in mind.`
    },
  },
  { when: /./su, answer: note },
  {
    when: /^(?:hi|hello|hey|good (?:morning|evening)|moin|hallo)\b/iu,
    answer: heard => {
      const name = knownName(heard)
      return name === undefined ? 'Hello! Tell me who you are, and I keep it in mind.' : `Hello again, ${name}!`
    },
  },
  { when: /^(?:thanks|thank you|thx)\b/iu, answer: () => 'You are welcome!' },
  { when: /^(?:bye|good ?night|see you)\b/iu, answer: () => 'Goodbye! I’ll be here, and so will what you told me.' },
  {
    when: /\?\s*$/u,
    answer: () =>
      'I can’t answer that: I am a stand-in without a key, and nothing you told me fits. Ask me “what do you remember?”.',
  },
  { when: /(?:)/u, answer: ({ question }) => languageOf(question).notUnderstood },
]

/** Answers a prompt by the rules, with the tools of these names at hand. */
export function answerByRules(messages: readonly PromptMessage[], tools: readonly string[] = []): RuleAnswer {
  const done = afterTool(messages)
  if (done !== undefined) return { text: done }
  const heard = readPrompt(messages)
  const call = toolCall(heard.question, tools)
  if (call !== undefined) return { text: '', call }
  const question = heard.question.replaceAll('’', "'")
  for (const { when, answer } of rules) {
    const match = when.exec(question)
    const given = match === null ? undefined : answer({ ...heard, question }, match)
    if (given !== undefined) return typeof given === 'string' ? { text: given } : given
  }
  return { text: WHO }
}
