import type { ModelMood } from '../model.ts'
import type { FaultKind } from '../schedule.ts'
import type { Fault } from './fault.ts'
import { askToReconnect, loseConnection, loseSession } from './gateway.ts'
import { endProcess, freezeProcess, killProcess, setClockBack, setClockForward } from './processes.ts'
import { failOverRedis, fillRedis, killRedis, loseRedisAnswers, pauseRedis, restartRedis } from './redis.ts'
import { failRest, hangRest, limitRest, loseRestAnswers, slowRest } from './rest.ts'

export const faults: Readonly<Record<FaultKind, Fault>> = {
  'process ended in order': endProcess,
  'process killed': killProcess,
  'process frozen': freezeProcess,
  'gateway session lost, resumable': loseConnection,
  'gateway session lost, invalid': loseSession,
  'gateway asks to reconnect': askToReconnect,
  'Redis killed': killRedis,
  'Redis restarted': restartRedis,
  'Redis paused': pauseRedis,
  'Redis full': fillRedis,
  'Redis answers lost': loseRedisAnswers,
  'Redis failed over': failOverRedis,
  'REST 500': failRest,
  'REST 429': limitRest,
  'REST slow': slowRest,
  'REST timeout': hangRest,
  'REST answer lost': loseRestAnswers,
  'model slow': inMood('slow'),
  'model torn': inMood('torn'),
  'model failing': inMood('failing'),
  'model silent': inMood('silent'),
  'clock set forward': setClockForward,
  'clock set back': setClockBack,
}

function inMood(mood: ModelMood): Fault {
  return async ({ model }) => {
    model.mood = mood
    return async () => {
      model.mood = 'well'
    }
  }
}
