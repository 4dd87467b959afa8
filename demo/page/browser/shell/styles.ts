import { css } from 'lit'

/** Controls look alike in all parts. */
export const controls = css`
  button,
  input,
  textarea,
  select {
    font: inherit;
    color: inherit;
  }

  button {
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--ground-input);
    padding: 0.25rem 0.6rem;
    cursor: pointer;
  }

  button:hover {
    background: var(--ground-hover);
  }

  button:disabled {
    cursor: default;
    opacity: 0.6;
  }

  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 1px;
  }

  .for-readers {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`
