import { answer, deleteMessage, edit, giveUp, learn, tell } from './conversation-steps.ts'
import { knownIn, learned, type Message } from './model.ts'
import type { Simple, Step } from './steps.ts'
import {
  correct,
  forgetConversation,
  forgetDeleted,
  forgetEverything,
  forgetSince,
  forgetThing,
  remember,
} from './user-steps.ts'
import { startProcess, type World } from './world.ts'

/** Does a step, and notes what has to come of it. Where there is nothing to do it to, nothing happens. */
export async function runStep(world: World, step: Step, onMeanwhile: () => Promise<void>): Promise<void> {
  switch (step.kind) {
    case 'learn':
      await learn(world)
      return await noteLearned(world)
    case 'learnAmid':
      await answer(world, await tell(world, step.place, step.told))
      world.meanwhile = async () => {
        await noteLearned(world)
        await runStep(world, step.step, onMeanwhile)
        await onMeanwhile()
      }
      await world.process.learn(world.user, { force: true })
      world.meanwhile = undefined
      await learn(world)
      return await noteLearned(world)
    case 'restart':
      world.process = startProcess(world)
      return
    case 'say':
      for (const { told, reply } of step.talk) {
        const message = await tell(world, step.place, told)
        if (reply === 'now') await answer(world, message)
        else if (reply === 'never') await giveUp(world, message)
      }
      return
    case 'remember':
      return await remember(world, step)
    case 'forgetConversation':
      return await forgetConversation(world, step.place)
    case 'forgetDeleted':
      return await forgetDeleted(world, step.place)
    case 'forgetEverything':
      return await forgetEverything(world)
    case 'correct':
    case 'forgetThing': {
      const value = nth(knownIn(world.model), step.which)
      if (value === undefined) return
      return step.kind === 'correct' ? await correct(world, value, step.place) : await forgetThing(world, value)
    }
    default:
      return await withMessage(world, step)
  }
}

async function withMessage(world: World, step: Extract<Simple, { which: number }>): Promise<void> {
  const { messages } = world.model
  const fitting = messages.filter(({ ground, answer, isGone }) => {
    if (step.kind === 'answer') return ground !== undefined
    if (step.kind === 'editForgotten') return isGone
    return step.kind !== 'deleteAnswer' || answer !== undefined
  })
  const message = nth(fitting, step.which)
  if (message === undefined) return
  switch (step.kind) {
    case 'answer':
      return await answer(world, message)
    case 'edit':
    case 'editForgotten':
      return await edit(world, message, step.told, step.isAnew)
    case 'deleteMessage':
      return await deleteMessage(world, message)
    case 'forgetSince':
      return await forgetSince(world, message)
    case 'deleteAnswer':
      return await deleteAnswer(world, message)
    default:
      throw new Error('not a step with a message')
  }
}

async function deleteAnswer({ process, model }: World, message: Message): Promise<void> {
  if (message.answer !== undefined) await process.store.deleteMessage(message.answer)
  message.answer = undefined
  for (const said of model.echoes.values()) said.delete(message)
}

/** What the learner has kept is known from now on. */
async function noteLearned({ process, user, model }: World): Promise<void> {
  learned(model, (await process.own.readUserData(user)).known.facts)
}

function nth<Thing>(things: readonly Thing[], which: number): Thing | undefined {
  return things[things.length - 1 - (which % Math.max(1, things.length))]
}
