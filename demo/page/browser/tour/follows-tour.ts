/** Of the tab: a reload keeps it. */
const STORED_AS = 'keepsake-demo-follows-tour'

/** Whether this tab goes where the tour's steps are to be seen: the one in which somebody takes it. */
export function followsTour(): boolean {
  return sessionStorage.getItem(STORED_AS) !== null
}

export function setFollowsTour(follows: boolean): void {
  if (follows) sessionStorage.setItem(STORED_AS, 'yes')
  else sessionStorage.removeItem(STORED_AS)
}
