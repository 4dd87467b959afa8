/** Thoughts between words instead of marks, which only an answer can begin with. */
interface WordedThoughts {
  /** What they begin with; as long as a text may still become it nothing is known. */
  readonly begins: RegExp
  readonly mayBegin: readonly string[]
  /** What ends them. With a group `action` only where that is a tool, with `block` where there are tools. */
  readonly ends: RegExp
}

/** More thoughts than these are not waited for: whoever reads would see nothing of what may be the answer. */
const LONGEST = 8000

const forms: readonly WordedThoughts[] = [
  // Ollama’s command line, whose output some bridges hand on.
  {
    begins: /^thinking(?:\.{3}|…)\s/iu,
    mayBegin: ['thinking...', 'thinking…'],
    ends: /(?:\.{3}|…)?\s?\bdone thinking\b\.?\s*/giu,
  },
  // ReAct, as LangChain asks for it: https://arxiv.org/abs/2210.03629
  {
    begins: /^(?:question: ?[^\n]{0,400}\n{1,3})?[*_]{0,3}thought[*_]{0,3}:/iu,
    mayBegin: ['thought:', '**thought:', '**thought**:', 'question:'],
    ends: /\n[*_#\s]{0,6}(?:Final Answer|AI)[*_]{0,3}:[*_]{0,3}\s*|\n(?=[*_]{0,3}Action[*_]{0,3}:[*_]{0,3}\s{0,9}(?:(?:Final[ _]?Answer|None|N\/A|Respond|Reply|Answer|Finish)[*_. ]{0,4}\n|(?:`{3}(?:json)?\s{0,9})?\{\s{0,9}["']action["']\s{0,9}:\s{0,9}["']Final))|\n(?=[*_]{0,3}Action[*_]{0,3}:[*_]{0,3}\s{0,3}(?<action>\w+(?!\w|$)))|\n[*_]{0,3}Action[*_]{0,3}:[*_]{0,3}\s{0,3}(?=(?<block>`{3}|\{))/giu,
  },
  // Headings, as models were trained on that write their thoughts out.
  {
    begins: /^#{1,4} (?:thinking|thoughts?|reasoning)[ \t]*\n/iu,
    mayBegin: ['#', '##', '###', '####'].flatMap(marks =>
      ['thinking', 'thoughts', 'reasoning'].map(word => `${marks} ${word}`),
    ),
    ends: /\n#{1,4} (?:final )?(?:response|answer|reply)[ \t]*\n\s*/giu,
  },
]

/** How much of a text is thoughts in words, up to where they end; `open` where what follows decides. */
export function findWordedThoughts(
  text: string,
  toolNames: readonly string[],
  isEnd: boolean,
): number | 'open' | undefined {
  const form = forms.find(({ begins }) => begins.test(text))
  if (form !== undefined) return findEnd(text, form.ends, toolNames, isEnd)
  const lower = text.slice(0, LONGEST_BEGIN).toLowerCase()
  const mayBegin = forms.some(one => one.mayBegin.some(words => words.startsWith(lower) || mayGoOn(lower, words)))
  return mayBegin && !isEnd ? 'open' : undefined
}

function findEnd(
  text: string,
  ends: RegExp,
  toolNames: readonly string[],
  isEnd: boolean,
): number | 'open' | undefined {
  const isEndOf = ({ action, block }: Readonly<Record<string, string | undefined>> = {}) =>
    action === undefined ? block === undefined || toolNames.length > 0 : toolNames.includes(action)
  const found = text
    .slice(0, LONGEST)
    .matchAll(ends)
    .find(({ groups }) => isEndOf(groups))
  if (found === undefined) return isEnd || text.length >= LONGEST ? undefined : 'open'
  const length = found.index + found[0].length
  return length === text.length && !isEnd ? 'open' : length
}

/** The longest question that is repeated before thoughts, with all that stands around it. */
const LONGEST_BEGIN = 450

/** The words are there, and what has to follow them is not yet. */
function mayGoOn(text: string, words: string): boolean {
  if (!text.startsWith(words)) return false
  const rest = text.slice(words.length)
  return words === 'question:' ? QUESTION_GOES_ON.test(rest) : /^[*_ \t]*$/u.test(rest)
}

const QUESTION_GOES_ON = /^ ?[^\n]{0,400}(?:\n{1,3}[*_]{0,3}(?:t(?:h(?:o(?:u(?:g(?:h(?:t[*_]{0,3})?)?)?)?)?)?)?)?$/u
