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
  'the wrong voice': /^\s*(?:My name is|I (?:live|work) (?:in|at) )/iu,
  'the third person': /\bthe user(?:['’]s)?\b/iu,
}

/** The kinds of machine text in an answer. */
export function tracesIn(answer: string): readonly string[] {
  return Object.entries(TRACES).flatMap(([kind, pattern]) => (pattern.test(answer) ? [kind] : []))
}
