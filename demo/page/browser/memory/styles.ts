import { css } from 'lit'

/** The parts of memory look alike. */
export const sections = css`
  h2,
  h3 {
    margin: 0;
    font-size: 1rem;
  }

  h3 {
    margin-top: 0.5rem;
    font-size: 0.85rem;
  }

  p {
    margin: 0.2rem 0;
    color: var(--text-soft);
  }

  ol,
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    overflow-wrap: anywhere;
  }

  .soft {
    font-size: 0.8rem;
    color: var(--text-soft);
  }

  .badge {
    padding: 0 0.4rem;
    border: 1px solid var(--line);
    border-radius: 1rem;
    font-size: 0.8rem;
    color: var(--text-soft);
  }
`
