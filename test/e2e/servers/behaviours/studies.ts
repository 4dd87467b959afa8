// biome-ignore-all lint/security/noSecrets: marks of models look like keys
import type { ExtractionCall } from '../../support/extraction-call.ts'

/** How a memory model tells that Ada’s cat is called Luna, in its own way. */
export interface StudyBehaviour {
  readonly name: string
  readonly answers: (call: ExtractionCall) => void
}

/** What Ada wrote, and what is to be learned of it. */
export const CAT = 'my cat is called **Luna**'
export const LEARNED = 'The user’s cat is called Luna.'

const QUOTE = 'my cat is called Luna'

const factOf = (call: ExtractionCall, more: object = {}) => ({
  ...{ turn: call.number('Luna'), quote: QUOTE, text: LEARNED, names: ['Luna'], subject: 'user', facet: null },
  ...{ kind: 'personal', eventAt: null, replaces: [], repeats: null, sensitive: false },
  ...more,
})

/** The answer as JSON, with these fields of the fact. */
const withFact = (more: (call: ExtractionCall) => object) => (call: ExtractionCall) =>
  call.says(JSON.stringify({ facts: [factOf(call, more(call))], entities: [] }))

/** The answer, written like this. */
const written = (write: (json: string, call: ExtractionCall) => string) => (call: ExtractionCall) =>
  call.says(write(JSON.stringify({ facts: [factOf(call)], entities: [] }), call))

/** A body of the server, made of the answer. */
const body =
  (make: (json: string) => string, contentType = 'application/json') =>
  (call: ExtractionCall) =>
    call.sends(make(JSON.stringify({ facts: [factOf(call)], entities: [] })), contentType)

const completion = (message: object, finish = 'stop') =>
  JSON.stringify({ choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finish }] })

const event = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`

export const studyBehaviours: readonly StudyBehaviour[] = [
  // Values in other types
  {
    name: 'numbers and booleans as texts',
    answers: withFact(({ learnFrom: [turn] }) => ({ turn: `${turn}`, sensitive: 'false' })),
  },
  {
    name: 'a turn in words, and 0 for no',
    answers: withFact(({ learnFrom: [turn] }) => ({ turn: `[${turn}]`, sensitive: 0 })),
  },
  { name: 'a text for a list of one', answers: withFact(() => ({ names: 'Luna', replaces: 'none', repeats: 'none' })) },
  {
    name: 'null for what is empty',
    answers: withFact(() => ({ names: null, replaces: null, kind: null, subject: null })),
  },
  {
    name: 'words for nothing',
    answers: withFact(() => ({ facet: 'null', eventAt: 'N/A', about: 'none', status: '' })),
  },
  {
    name: 'a fact with turn, quote and text alone',
    answers: call => call.says(JSON.stringify({ facts: [{ turn: call.number('Luna'), quote: QUOTE, text: LEARNED }] })),
  },
  {
    name: 'fields and kinds of its own',
    answers: withFact(() => ({ kind: 'PET', confidence: 0.9, tags: ['cat'], id: 'f1' })),
  },
  // One bad item
  {
    name: 'a bad fact beside a good one',
    answers: call =>
      call.says(JSON.stringify({ facts: [{ turn: 'one', quote: 7 }, 'cat', factOf(call)], entities: [] })),
  },
  {
    name: 'entities that can’t be read',
    answers: call => call.says(JSON.stringify({ facts: [factOf(call)], entities: ['Luna', { name: 7 }] })),
  },
  {
    name: 'no list of entities at all',
    answers: call => call.says(JSON.stringify({ facts: [factOf(call)], entities: 'Luna' })),
  },
  { name: 'one fact where a list belongs', answers: call => call.says(JSON.stringify({ facts: factOf(call) })) },
  { name: 'all of it in another object', answers: written(json => `{"result":${json}}`) },
  // What stands around the answer
  {
    name: 'thoughts with JSON, and their end alone',
    answers: written(json => `Is it {"facts": []}? No.\n</think>\n${json}`),
  },
  { name: 'thoughts with JSON, marked', answers: written(json => `<think>{"facts": []}</think>${json}`) },
  { name: 'thoughts of Mistral', answers: written(json => `[THINK]Hm: {"facts":[]}[/THINK]${json}`) },
  {
    name: 'thoughts of gpt-oss',
    answers: written(
      json =>
        `<|channel|>analysis<|message|>{"facts":[]}?<|end|><|start|>assistant<|channel|>final<|message|>${json}<|return|>`,
    ),
  },
  { name: 'a fence', answers: written(json => `Here you are:\n\`\`\`json\n${json}\n\`\`\`\nDone.`) },
  // JSON as it should not be
  { name: 'a comma too many', answers: written(json => json.replace('false}', 'false,}').replace(']}', '],}')) },
  {
    name: 'JSON of Python',
    answers: written(
      json =>
        `{'facts': [${json.slice(10, -15).replaceAll("'", "\\'").replaceAll('"', "'").replace('false', 'False').replaceAll('null', 'None')}]}`,
    ),
  },
  { name: 'comments', answers: written(json => json.replace('[', '[ // what was told\n')) },
  // Elsewhere in the reply, and in another form
  {
    name: 'all of it where thoughts belong',
    answers: body(json => completion({ content: null, reasoning_content: json })),
  },
  { name: 'the same in another field', answers: body(json => completion({ content: '', reasoning: json })) },
  {
    name: 'parts, the thoughts among them',
    answers: body(json =>
      completion({
        content: [
          { type: 'thinking', thinking: '{"facts":[]}' },
          { type: 'text', text: json },
        ],
      }),
    ),
  },
  {
    name: 'a stream, where none was asked for',
    answers: body(
      json => `${event({ content: json.slice(0, 30) })}${event({ content: json.slice(30) }, 'stop')}data: [DONE]\n\n`,
      'text/event-stream',
    ),
  },
  { name: 'JSON that says it is text', answers: body(json => completion({ content: json }), 'text/plain') },
  { name: 'an ending in words of its own', answers: body(json => completion({ content: json }, 'end_turn')) },
]

/** An answer that was cut: nothing of it may be learned, and it is asked for again. */
export const cutStudies: readonly StudyBehaviour[] = ['max_tokens', 'model_length', 'MAX_TOKENS'].map(finish => ({
  name: finish,
  answers: (call: ExtractionCall) =>
    call.says(JSON.stringify({ facts: [factOf(call)], entities: [] }).slice(0, 60), finish),
}))
