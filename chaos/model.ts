import { readPrompt } from '../demo/stand-in-model/read-prompt.ts'
import type { ExtractionCall } from '../test/e2e/support/extraction-call.ts'
import { type Call, ModelServer } from '../test/e2e/support/model-server.ts'
import type { News } from './history.ts'
import { answerTo, factOf, markedWordsIn } from './words.ts'

/** How the model is at the moment; `torn` breaks off in the middle, `silent` never says a word. */
export type ModelMood = 'well' | 'slow' | 'torn' | 'failing' | 'silent'

/** An answer comes in so many pieces, one after the other. */
const PIECES = 6
const [PIECE_MS, SLOW_PIECE_MS] = [60, 900]

/** A model that answers with the marked words of the question, as its mood is. */
export interface ScriptedModel {
  readonly url: string
  mood: ModelMood
  close(): Promise<void>
}

/** @param tell hears of each prompt */
export async function startScriptedModel(tell: (news: News) => void): Promise<ScriptedModel> {
  const server = await new ModelServer().listen()
  const model: ScriptedModel = { url: server.url, mood: 'well', close: () => server.close() }
  server.otherwise = call => {
    const { question } = readPrompt(call.prompt.messages)
    const asked = markedWordsIn(question)
    tell({ kind: 'prompted', asked, shown: markedWordsIn(call.text).filter(word => !asked.includes(word)) })
    answer(call, answerTo(question), model.mood)
  }
  server.otherwiseExtracts = call => {
    if (model.mood === 'failing') call.refuses(500)
    else call.gives({ facts: factsIn(call) })
  }
  return model
}

/** What is to be learned from the turns that are. */
function factsIn({ turns, learnFrom }: ExtractionCall) {
  return turns
    .filter(({ role, number }) => role === 'user' && learnFrom.includes(number))
    .flatMap(({ number, text }) => markedWordsIn(text).map(word => ({ turn: number, ...factOf(word) })))
}

function answer(call: Call, text: string, mood: ModelMood): void {
  if (mood === 'silent') return
  if (mood === 'failing') {
    call.refuses(500)
    return
  }
  const size = Math.ceil(text.length / PIECES)
  const pieces = Array.from({ length: PIECES }, (_, at) => text.slice(at * size, (at + 1) * size))
  const said = mood === 'torn' ? pieces.slice(0, PIECES / 2) : pieces
  let at = 0
  const talking = setInterval(
    () => {
      const piece = said[at]
      at += 1
      if (piece !== undefined) call.says(piece)
      else if (mood === 'torn') call.breaks()
      else call.ends()
      if (piece === undefined) clearInterval(talking)
    },
    mood === 'slow' ? SLOW_PIECE_MS : PIECE_MS,
  )
  void call.closed.then(() => clearInterval(talking))
}
