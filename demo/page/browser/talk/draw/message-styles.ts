import { css } from 'lit'

/** A message: who and when, its text, and what stands above and under it. */
export const messageStyles = css`
  .day {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    padding: 0.75rem 1rem 0.25rem;
    color: var(--text-soft);
    font-size: 0.75rem;
    font-weight: 600;
  }

  .day::before,
  .day::after {
    content: "";
    flex: 1;
    border-top: 1px solid var(--line);
  }

  .message {
    position: relative;
    display: grid;
    grid-template-columns: 2.5rem minmax(0, 1fr);
    gap: 0 1rem;
    padding: 0.1rem 1rem;
    border-inline-start: 2px solid transparent;
  }

  .message.has-head {
    padding-top: 0.7rem;
  }

  .message:hover {
    background: var(--ground-edge);
  }

  .message.is-ephemeral {
    border-color: var(--accent);
    background: var(--ground-ephemeral);
  }

  .message.mentions-reader {
    border-color: var(--warn);
    background: var(--ground-mention);
  }

  .avatar {
    display: block;
    width: 2.5rem;
    height: 2.5rem;
  }

  .has-head .side {
    grid-row: span 2;
  }

  time.side {
    align-self: start;
    padding-top: 0.2rem;
    text-align: end;
    opacity: 0;
  }

  .message:hover time.side,
  .message:focus-within time.side {
    opacity: 1;
  }

  .when,
  .edited {
    color: var(--text-soft);
    font-size: 0.75rem;
  }

  .name {
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .name.is-app {
    color: var(--accent);
  }

  .tag {
    padding: 0 0.3rem;
    border-radius: 3px;
    background: var(--accent-ground);
    color: var(--on-accent);
    font-size: 0.65rem;
    font-weight: 600;
    vertical-align: 0.1em;
  }

  .body {
    grid-column: 2;
    min-width: 0;
    overflow-wrap: anywhere;
  }

  .above {
    grid-column: 1 / -1;
    display: flex;
    align-items: center;
    gap: 0.3rem;
    min-width: 0;
    margin-inline-start: 3.5rem;
    padding: 0;
    border: 0;
    background: none;
    color: var(--text-soft);
    font-size: 0.85rem;
    text-align: start;
  }

  .above .avatar {
    flex: none;
    width: 1rem;
    height: 1rem;
  }

  .excerpt {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  button.above:hover {
    background: none;
    color: var(--text);
  }

  .more {
    position: absolute;
    inset: 0.1rem 1rem auto auto;
    padding: 0 0.5rem;
    opacity: 0;
  }

  .message:hover .more,
  .more:focus-visible {
    opacity: 1;
  }

  @media (hover: none) {
    .more {
      opacity: 1;
    }

    .above {
      margin-inline-end: 3rem;
    }
  }

  .is-jumbo {
    font-size: 2.5rem;
    line-height: 1.2;
  }

  .thinking,
  .only-you,
  .failure {
    margin: 0.2rem 0;
    color: var(--text-soft);
    font-size: 0.85rem;
  }

  .failure {
    color: var(--bad);
  }

  button.plain {
    padding: 0;
    border: 0;
    background: none;
    color: var(--accent);
  }

  button.plain:hover {
    text-decoration: underline;
  }

  .dots i {
    display: inline-block;
    width: 0.4rem;
    height: 0.4rem;
    margin-inline-end: 0.15rem;
    border-radius: 50%;
    background: currentColor;
    animation: dot 1.2s infinite;
  }

  .dots i:nth-child(2) {
    animation-delay: 0.2s;
  }

  .dots i:nth-child(3) {
    animation-delay: 0.4s;
  }

  @keyframes dot {
    50% {
      opacity: 0.3;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .dots i {
      animation: none;
    }
  }
`
