/** The facts that a request for a second look asks about, by their numbers; undefined if it is none. */
function factsToCheck(request: string): readonly number[] | undefined {
  const asked = /^Facts to check:\n(?<facts>[\s\S]*)$/mu.exec(request)?.groups?.['facts']
  return asked?.match(/^\d+(?=\. from \[)/gmu)?.map(Number)
}

/** Confirms whatever is asked, as the rules learn only what stands there; undefined if that is not asked. */
export function review(request: string): string | undefined {
  const facts = factsToCheck(request)
  return facts && JSON.stringify({ verdicts: facts.map(fact => ({ fact, true: true })) })
}
