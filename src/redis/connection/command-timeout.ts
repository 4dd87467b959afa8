import type { Command, Redis } from 'ioredis'

/**
 * Rejects each command that has no reply after this long. Unlike ioredis' own time-out it reads what has arrived before it
 * gives up: while the process is busy the reply waits in the socket, and Node runs timers before it reads sockets.
 * @param timeoutMs milliseconds
 */
export function limitCommandTime(redis: Redis, timeoutMs: number): void {
  const send = redis.sendCommand.bind(redis)
  redis.sendCommand = (command, stream) => {
    const giveUp = () => rejectCommand(command as Command)
    const timer = setTimeout(() => setImmediate(giveUp), timeoutMs)
    const clear = () => clearTimeout(timer)
    command.promise.then(clear, clear)
    return send(command, stream)
  }
}

function rejectCommand(command: Command): void {
  if (!command.isSettled) command.reject(new Error('Command timed out'))
}
