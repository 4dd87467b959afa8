import { css } from 'lit'

export const selectMenuStyles = css`
  :host {
    display: block;
    max-width: 400px;
    min-width: min(220px, 100%);
    flex: 1 1 220px;
  }

  .opener {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    width: 100%;
    min-height: 40px;
    padding: 0.35rem 0.6rem;
    border: 1px solid var(--line);
    border-radius: 8px;
    background: var(--ground-input);
    color: var(--text-soft);
    font: inherit;
    text-align: start;
    cursor: pointer;
  }

  .opener.is-filled {
    color: var(--text);
  }

  .opener:disabled {
    cursor: not-allowed;
    opacity: 0.6;
  }

  .opener span {
    flex: 1;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .opener svg {
    width: 18px;
    flex: none;
  }

  .list {
    box-sizing: border-box;
    margin: 0;
    padding: 0;
    inset: auto;
    border: 1px solid var(--line);
    border-radius: 8px;
    background: var(--ground-side);
    color: var(--text);
    box-shadow: 0 8px 24px #0006;
    max-height: min(320px, 60dvh);
    overflow: auto;
  }

  input {
    box-sizing: border-box;
    width: calc(100% - 1rem);
    margin: 0.5rem;
    padding: 0.4rem;
    border: 1px solid var(--line);
    border-radius: 6px;
    background: var(--ground-input);
    color: inherit;
    font: inherit;
  }

  [role="option"] {
    display: flex;
    gap: 0.5rem;
    align-items: center;
    padding: 0.45rem 0.75rem;
    cursor: pointer;
    overflow-wrap: anywhere;
  }

  [role="option"] > div {
    flex: 1;
  }

  [role="option"].is-active {
    background: var(--ground-chosen);
  }

  small {
    display: block;
    color: var(--text-soft);
  }

  .box {
    flex: none;
    width: 18px;
    height: 18px;
    border: 1px solid var(--text-soft);
    border-radius: 4px;
    display: grid;
    place-items: center;
    font-size: 13px;
  }

  .box.is-on {
    border-color: var(--accent-ground);
    background: var(--accent-ground);
    color: var(--on-accent);
  }

  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: -1px;
  }
`
