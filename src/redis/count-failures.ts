import type { Redis } from 'ioredis'
import { codeOf } from './unavailable.ts'

/** Tells the code of every command that a server did not take, or did not answer in time. */
export function countFailures(redis: Redis, onFailure: (code: string) => void): void {
  const send = redis.sendCommand.bind(redis)
  redis.sendCommand = (command, stream) => {
    command.promise.catch((error: unknown) => {
      const code = codeOf(error)
      // Asked by its hash for the first time, a script is sent whole then; and whether there is a RediSearch is a question.
      if (code !== 'NOSCRIPT' && !command.name.toLowerCase().startsWith('ft.')) onFailure(code)
    })
    return send(command, stream)
  }
}
