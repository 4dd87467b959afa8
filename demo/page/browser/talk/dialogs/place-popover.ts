/** Space between a popover and what it belongs to, or the edge of the window, in pixels. */
const GAP = 4

/** Puts a popover under what it belongs to, or above where there is no room, and within the window. */
export function place(popover: HTMLElement, anchor: { left: number; top: number; bottom: number }): void {
  const { offsetWidth: width, offsetHeight: height } = popover
  const below = anchor.bottom + GAP
  const isBelow = below + height <= innerHeight - GAP
  const top = isBelow ? below : Math.max(GAP, anchor.top - GAP - height)
  const left = Math.max(GAP, Math.min(anchor.left, innerWidth - width - GAP))
  popover.style.top = `${top}px`
  popover.style.left = `${left}px`
}
