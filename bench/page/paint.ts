import type { Measured } from './measured-demo.ts'

export interface Paint {
  /** Until anything is seen, in ms. */
  readonly first: number
  /** Until the talk can be read and written in, in ms. */
  readonly talk: number
}

/** Opens the page again and again, each time as if it were the first. */
export async function paintTimes(demo: Measured, loads: number): Promise<readonly Paint[]> {
  const paints: Paint[] = []
  for (let load = 0; load < loads; load += 1) {
    await demo.open()
    const first = Number(
      await demo.page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime"),
    )
    await demo.page.getByRole('textbox').first().waitFor()
    paints.push({ first, talk: Number(await demo.page.evaluate('performance.now()')) })
  }
  return paints
}
