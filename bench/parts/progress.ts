/** Says how far a long piece of work is, and about how long the rest takes. */
export class Progress {
  private readonly begun = performance.now();
  private readonly cpuMs: () => Promise<number>;
  private done = 0;

  constructor(cpuMs: () => Promise<number>) {
    this.cpuMs = cpuMs;
  }

  get seconds(): number {
    return (performance.now() - this.begun) / 1_000;
  }

  /** `share`: how much of the whole this was, by earlier builds. */
  async say(what: string, share = 0): Promise<void> {
    this.done += share;
    const left = this.done > 0.02 ? (this.seconds / this.done) * (1 - this.done) : null;
    const rest = left === null ? '' : `, about ${left.toFixed(0)} s left`;
    const cpu = ((await this.cpuMs()) / 1_000).toFixed(0);
    console.log(
      `  ${this.seconds.toFixed(0).padStart(4)} s  ${what} (processor of the database ${cpu} s${rest})`,
    );
  }
}
