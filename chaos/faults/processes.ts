import { setClock } from '../clock.ts'
import type { Seat } from '../seat.ts'
import type { Fault } from './fault.ts'

const HOUR_MS = 3_600_000

export const endProcess = ofSeat(async seat => {
  await seat.end()
  return () => seat.start()
})

export const killProcess = ofSeat(async seat => {
  await seat.kill()
  return () => seat.start()
})

export const freezeProcess = ofSeat(async ({ program }) => {
  program.signal('SIGSTOP')
  return async () => program.signal('SIGCONT')
})

export const setClockForward = ofSeat(seat => setWrong(seat, HOUR_MS))
export const setClockBack = ofSeat(seat => setWrong(seat, -HOUR_MS))

async function setWrong({ program }: Seat, byMs: number) {
  await setClock(program, byMs)
  return () => setClock(program, 0)
}

function ofSeat(fault: (seat: Seat) => ReturnType<Fault>): Fault {
  return async ({ seats }, { process }) => {
    const seat = seats[process]
    if (seat === undefined) throw new Error(`There is no process ${process}.`)
    return await fault(seat)
  }
}
