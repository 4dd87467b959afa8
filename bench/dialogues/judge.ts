import type { Question } from './script.ts'

/** What is wrong with an answer to a question; undefined if nothing is. @param talk all that was said before, by either side */
export function faultOfAnswer(question: Question, answer: string, talk: string): string | undefined {
  const { expects = [], never = [], isUnknown = false } = question
  const missing = expects.find(words => !words.test(answer))
  if (missing !== undefined) return `lacks ${missing.source}`
  const forbidden = never.find(words => words.test(answer))
  if (forbidden !== undefined) return `tells ${forbidden.source}`
  if (!isUnknown) return undefined
  const name = namesIn(answer).find(found => !talk.includes(found))
  if (name !== undefined) return `makes up ${name}`
  return NOT_KNOWN.test(answer) ? undefined : 'does not say that it is unknown'
}

const NOT_KNOWN =
  /\b(?:don['’]?t|do not|didn['’]?t|did not|haven['’]?t|have not|hasn['’]?t|not|never|no|nothing|unknown|unsure)\b/iu

/** Words with a capital that begin no sentence. */
function namesIn(text: string): readonly string[] {
  return (text.match(/(?<=[\p{L}\p{N},;:)]\s+["“*]*)\p{Lu}[\p{Ll}]+/gu) ?? []).filter(word => !NO_NAMES.has(word))
}

const NO_NAMES = new Set(['I’m', 'Discord'])

/** What no answer may show, whatever was asked, by what it is. */
const TRACES: Readonly<Record<string, RegExp>> = {
  'a thought': /<\/?(?:think|thinking|thought|reasoning)>|\[\/?THINK\]/iu,
  'a mark of the template': /<\|[\w ]{2,30}\|?>|\[\/?INST\]|<\/?s>|<(?:start|end)_of_turn>/u,
  'a tool call': /<\/?tool_call>|\[TOOL_CALLS\]|<function=|"(?:arguments|parameters)"\s*:\s*\{/u,
  'a label': /^\s*\**(?:Reply|Response|Answer|Assistant|Bot|Keepsake|User)\**\s*:/iu,
  'the third person': /\bthe user(?:['’]s)?\b/iu,
}

/** The kinds of machine text in an answer, and whether it says of the bot what the person said of themselves. @param said all that they said */
export function tracesIn(answer: string, said: string): readonly string[] {
  const kinds = Object.entries(TRACES).flatMap(([kind, pattern]) => (pattern.test(answer) ? [kind] : []))
  return speaksAs(said, answer) ? [...kinds, 'the wrong voice'] : kinds
}

/** "I promised", "we decided", "my sister", outside of what is quoted. */
const OF_ONESELF = /(?<![\p{L}'’])(?:(?:I|we)(?:['’](?:m|re|ve|ll|d))?|my|our) +(\p{L}+)/giu
const QUOTED = /"[^"]*"|“[^”]*”|„[^“]*“/gu
/** Letters by which two forms of a word are one. */
const STEM = 5

function speaksAs(said: string, answer: string): boolean {
  const stemsOf = (text: string) =>
    new Set([...text.matchAll(OF_ONESELF)].map(([, word = '']) => word.toLowerCase().slice(0, STEM)))
  return !stemsOf(said).isDisjointFrom(stemsOf(answer.replace(QUOTED, '')))
}
