const WIDTH = 30;

export interface ProgressLine {
  readonly show: (progress: {
    readonly bytesRead: number;
    readonly rowsRead: number;
    readonly faultCount: number;
  }) => void;
  readonly end: () => void;
}

/** One line on standard error that fills as a file is read; nothing where nobody looks at it. */
export function progressLine(bytesTotal: number, out: NodeJS.WriteStream = process.stderr): ProgressLine {
  if (!out.isTTY) return { show: () => undefined, end: () => undefined };
  return {
    show: ({ bytesRead, rowsRead, faultCount }) => {
      const part = bytesTotal === 0 ? 1 : Math.min(1, bytesRead / bytesTotal);
      const bar = '█'.repeat(Math.round(part * WIDTH)).padEnd(WIDTH, '░');
      const faults = faultCount === 0 ? '' : `, ${String(faultCount)} faults`;
      out.write(`\r${bar} ${String(Math.round(part * 100))} %  ${String(rowsRead)} rows${faults}  `);
    },
    end: () => {
      out.write('\r\u001b[K');
    },
  };
}
