import { css } from 'lit'

/** Up to here memory is a drawer, and up to there the places are one, too; the same stands in the styles. */
export const narrow = { memory: '(max-width: 70rem)', places: '(max-width: 45rem)' } as const

/** The page's columns, and how they become drawers where there is no room. */
export const layout = css`
  :host {
    display: grid;
    grid-template: auto auto auto minmax(0, 1fr) / 15rem minmax(0, 1fr) 24rem;
    grid-template-areas: "bar bar bar" "notice notice notice" "tour tour tour" "places talk memory";
    height: 100dvh;
  }

  header {
    grid-area: bar;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem 1rem;
    padding: 0.4rem 0.75rem;
    border-bottom: 1px solid var(--line);
  }

  h1 {
    margin: 0;
    font-size: 1rem;
  }

  .space {
    flex: 1;
  }

  .notice {
    grid-area: notice;
    margin: 0;
    padding: 0.4rem 0.75rem;
    background: var(--ground-input);
    border-bottom: 1px solid var(--line);
    overflow-wrap: anywhere;
  }

  tour-bar {
    grid-area: tour;
  }

  nav,
  aside {
    background: var(--ground-side);
    overflow: auto;
  }

  nav {
    grid-area: places;
  }

  aside {
    grid-area: memory;
  }

  main {
    grid-area: talk;
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
    background: var(--ground);
  }

  main h2 {
    margin: 0;
    padding: 0.5rem 0.75rem;
    border-bottom: 1px solid var(--line);
    font-size: 1rem;
  }

  main h2 small {
    font-weight: normal;
    color: var(--text-soft);
  }

  talk-view {
    flex: 1;
  }

  .opener,
  .closer {
    display: none;
  }

  .closer {
    margin: 0.5rem 0.5rem 0 auto;
  }

  @media (max-width: 70rem) {
    :host {
      grid-template-columns: 15rem minmax(0, 1fr);
      grid-template-areas: "bar bar" "notice notice" "tour tour" "places talk";
    }

    .opener.memory,
    aside .closer {
      display: block;
    }

    aside {
      position: fixed;
      inset: 0 0 0 auto;
      z-index: 2;
      width: min(24rem, 100vw - 3rem);
      visibility: hidden;
    }
  }

  @media (max-width: 45rem) {
    :host {
      grid-template-columns: minmax(0, 1fr);
      grid-template-areas: "bar" "notice" "tour" "talk";
    }

    .opener.places,
    nav .closer {
      display: block;
    }

    nav {
      position: fixed;
      inset: 0 auto 0 0;
      z-index: 2;
      width: min(15rem, 100vw - 3rem);
      visibility: hidden;
    }
  }

  nav.is-open,
  aside.is-open {
    visibility: visible;
    box-shadow: 0 0 2rem #000a;
  }

  .backdrop {
    position: fixed;
    inset: 0;
    z-index: 1;
    background: #0008;
  }
`
