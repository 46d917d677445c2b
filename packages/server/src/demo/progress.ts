const WIDTH = 30;

export interface Progress {
  step(): void;
  end(text: string): void;
}

/** Where progress is shown: a terminal gets a bar that grows, anything else one line at the end. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export function createProgress(output: ProgressOutput, title: string, total: number): Progress {
  let done = 0;
  let shown = -1;
  const bar = output.isTTY === true;
  return {
    step() {
      done += 1;
      const filled = Math.floor((done / total) * WIDTH);
      if (!bar || filled === shown) return;
      shown = filled;
      output.write(`\r  ${title} [${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}] ${done}/${total}`);
    },
    end(text) {
      output.write(`${bar ? '\r\u001b[K' : ''}  ${title}: ${text}\n`);
    },
  };
}
