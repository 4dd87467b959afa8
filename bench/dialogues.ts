// npm run bench:dialogues: plays what a bot with a memory has to master, against the model that the settings name.
import { playDialogue } from './dialogues/play.ts'
import { dialogues as allDialogues } from './dialogues/script.ts'
import { withStage } from './dialogues/stage.ts'
import { sized } from './options.ts'

const { stdout } = process
const dialogues = sized(allDialogues, allDialogues.slice(0, 1))

await withStage(async stage => {
  stdout.write(`Model: ${stage.modelName}\n\n`)
  let passed = 0
  for (const [index, dialogue] of dialogues.entries()) {
    const { faults } = await playDialogue(stage, dialogue, index)
    if (faults.length === 0) passed += 1
    const verdict = faults.length === 0 ? 'passed' : 'FAILED'
    stdout.write(`${verdict}  ${dialogue.name}\n${faults.map(fault => `        ${fault}\n`).join('')}`)
  }
  stdout.write(`\n${passed} of ${dialogues.length} passed.\n`)
})
