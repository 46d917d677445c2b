import type { FirstStart } from './first-start.ts';
import type { Config } from './platform/config/index.ts';

export interface WelcomeFacts {
  readonly config: Config;
  readonly address: string;
  readonly role: Config['role'];
  /** Present on the very first start alone: the credentials are shown once. */
  readonly first: FirstStart | null;
}

/** What `npm start` prints when the product is up: where to go, and on the first start with what. */
export function welcome({ config, address, role, first }: WelcomeFacts): string {
  const base = config.publicUrl;
  const lines = [
    '',
    `  Partner Portal of ${config.operator.name} is up (role ${role}, ${address}).`,
    '',
    ...(role === 'worker'
      ? [`    Health         ${address}/readyz`]
      : [
          `    API            ${base}/api/v1/partner`,
          `    API reference  ${base}/reference`,
          `    Health         ${base}/readyz`,
        ]),
    '',
  ];
  if (first !== null) {
    lines.push(
      '  First start: these credentials are shown once. Keep them.',
      '',
      `    Operator       ${first.operator.email}  password ${first.operator.password}`,
      `    Sandbox        partner ${first.sandbox.name}`,
      `      X-Auth-ID    ${first.sandbox.authId}`,
      `      X-Auth-Token ${first.sandbox.token}`,
      '',
      '  Try it:',
      '',
      `    curl -s ${base}/api/v1/partner/me \\`,
      `      -H 'X-Auth-ID: ${first.sandbox.authId}' \\`,
      `      -H 'X-Auth-Token: ${first.sandbox.token}'`,
      '',
    );
  }
  lines.push('  Ctrl-C stops it.', '');
  return `${lines.join('\n')}\n`;
}
