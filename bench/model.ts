// npm run bench:model: what becomes of the bot with the model that the settings name, as a verdict for whoever runs it.
import { junkOf, type Outcome, playDialogue, tracesOf } from './dialogues/play.ts'
import { dialogues as allDialogues } from './dialogues/script.ts'
import { withStage } from './dialogues/stage.ts'
import { type BesideNumbers, measureBesideStudy } from './model/measure-beside.ts'
import { type ModelNumbers, measureCalls } from './model/measure-calls.ts'
import { verdictOf } from './model/verdict.ts'
import { sized } from './options.ts'

const { stdout } = process
const dialogues = sized(allDialogues, allDialogues.slice(0, 1))

await withStage(async stage => {
  stdout.write(`Model: ${stage.modelName}\n\n`)
  const outcomes: Outcome[] = []
  for (const [index, dialogue] of dialogues.entries()) {
    const outcome = await playDialogue(stage, dialogue, index)
    outcomes.push(outcome)
    const details = [...outcome.faults, ...tracesOf(outcome), ...junkOf(outcome).map(text => `junk learned: ${text}`)]
    stdout.write(`${outcome.faults.length === 0 ? 'passed' : 'FAILED'}  ${dialogue.name}\n`)
    stdout.write(details.map(detail => `        ${detail}\n`).join(''))
  }
  const numbers = measureCalls(stage.model.calls)
  const beside = await measureBesideStudy(stage)
  stdout.write(`\n${tableOf(outcomes, numbers, beside)}\n\n${verdictOf(outcomes, numbers, beside).join('\n')}\n`)
})

function tableOf(outcomes: readonly Outcome[], numbers: ModelNumbers, beside: BesideNumbers): string {
  const rows: readonly (readonly [string, string])[] = [
    ['dialogues passed', `${outcomes.filter(({ faults }) => faults.length === 0).length} of ${outcomes.length}`],
    ['answers', String(outcomes.flatMap(({ answers }) => answers).length)],
    ['answers with machine text or in the wrong voice', String(outcomes.flatMap(tracesOf).length)],
    [
      'facts learned, junk among them',
      `${outcomes.flatMap(({ facts }) => facts).length}, ${outcomes.flatMap(junkOf).length}`,
    ],
    ['requests for answers, refused', `${numbers.answers}, ${numbers.answersRefused}`],
    ['answers that used a tool', String(numbers.withTools)],
    [
      'requests of the learner, those that made room for an answer, refused or late, not in JSON',
      [numbers.background, numbers.backgroundYielded, numbers.backgroundFailed, numbers.backgroundUnreadable].join(
        ', ',
      ),
    ],
    ['pieces in which they were read ahead', String(numbers.pieces)],
    [
      'first word, median and slowest, s',
      `${seconds(numbers.firstWordMs.median)}, ${seconds(numbers.firstWordMs.slowest)}`,
    ],
    [
      'first word with nobody else there, and while the bot learns from somebody, s',
      `${seconds(beside.alone)}, ${seconds(beside.besideStudy)}`,
    ],
    [
      'a request of the learner, median and slowest, s',
      `${seconds(numbers.backgroundMs.median)}, ${seconds(numbers.backgroundMs.slowest)}`,
    ],
    [
      'prompt tokens of an answer, those read anew',
      `${numbers.promptTokens}, ${numbers.promptTokens - numbers.cachedTokens}`,
    ],
  ]
  return ['| | |', '|---|--:|', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n')
}

function seconds(ms: number | undefined): string {
  return ms === undefined ? 'none' : (ms / 1000).toFixed(1)
}
